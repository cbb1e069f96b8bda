/**
 * Which Android versions verify which pair of digest and signature algorithm in the block of a JAR signature. Found out
 * for each platform by trial by the authors of apksig; the pairs fall into the few groups below.
 */

import { hashOfOid, signatureAlgorithmOfOid, type CmsHash } from '../../formats/cms/cmsOids.ts';
import { sdkMax } from '../android/sdkVersions.ts';
import { type SdkRange } from './jarDigests.ts';

type Range = readonly [from: number, to: number];

const always: readonly Range[] = [[0, sdkMax]];
const since = (sdk: number): readonly Range[] => [[sdk, sdkMax]];
/** Gone between Gingerbread and the given version. */
const goneUntil = (sdk: number): readonly Range[] => [
  [0, 8],
  [sdk, sdkMax],
];
const lollipopToMarshmallow: readonly Range[] = [[21, 23]];
const lollipop: readonly Range[] = [[21, 21]];

/** The signature algorithm names the kind of key alone. */
const byDigest: Readonly<Record<'rsa' | 'dsa' | 'ec', Partial<Record<CmsHash, readonly Range[]>>>> = {
  rsa: { md5: always, sha1: always, sha224: goneUntil(21), sha256: goneUntil(18), sha384: since(18), sha512: since(18) },
  dsa: { sha1: always, sha224: since(22), sha256: since(22) },
  ec: { sha1: since(18), sha224: since(21), sha256: since(18), sha384: since(18), sha512: since(18) },
};

/** It names hash and key, and the hash is the digest algorithm's. */
const sameHash: Readonly<Record<'rsa' | 'dsa' | 'ec', Partial<Record<CmsHash, readonly Range[]>>>> = {
  rsa: { md5: goneUntil(21), sha1: always, sha224: goneUntil(21), sha256: goneUntil(18), sha384: since(21), sha512: since(21) },
  dsa: { sha1: since(9), sha224: since(21), sha256: since(21) },
  ec: { sha1: since(18), sha224: since(21), sha256: since(21), sha384: since(21), sha512: since(21) },
};

/** Pairs of two hashes work in API levels 21 to 23, but for these. */
const lollipopOnly: ReadonlySet<string> = new Set(['sha224+sha256', 'sha256+sha1', 'sha512+sha384']);

function supportedRanges(digestOid: string, signatureOid: string): readonly Range[] {
  const digest = hashOfOid(digestOid);
  const algorithm = signatureAlgorithmOfOid(signatureOid);
  if (!digest || !algorithm || algorithm.keyType === 'rsa-pss') return [];
  const { keyType, hash } = algorithm;
  if (hash === undefined) return byDigest[keyType][digest] ?? [];
  if (hash === digest) return sameHash[keyType][digest] ?? [];
  return keyType === 'rsa' && lollipopOnly.has(`${digest}+${hash}`) ? lollipop : lollipopToMarshmallow;
}

/** The API levels of a range that do not know the pair, as text such as `18-20, 24+`; empty when all know it. */
export function unsupportedLevels(digestOid: string, signatureOid: string, range: SdkRange): string {
  const missing: Range[] = [];
  let from = range.minSdk;
  for (const [start, end] of supportedRanges(digestOid, signatureOid)) {
    if (start > range.maxSdk) break;
    if (start > from) missing.push([from, start - 1]);
    from = Math.max(from, end + 1);
  }
  if (from <= range.maxSdk) missing.push([from, range.maxSdk]);
  return missing.map(([low, high]) => (high >= sdkMax ? `${low}+` : low === high ? String(low) : `${low}-${high}`)).join(', ');
}
