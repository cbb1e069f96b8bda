/**
 * Which digest attributes of a manifest or signature file section count (Android's rules, which differ from Java's):
 * before API level 18 the first that `Digest-Algorithms` names, by default SHA-1; from 18 on the strongest there is.
 */

import { createHash } from 'node:crypto';
import { fromBase64, toBase64, type Bytes } from '../../base/bytes.ts';
import { withoutEnd } from '../../base/withoutEnd.ts';
import { getJarAttribute, type JarSection } from '../../formats/jar-manifest/jarManifest.ts';
import { sdkJellyBeanMr2 } from '../android/sdkVersions.ts';

export type JarHash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

export interface JarDigest {
  readonly hash: JarHash;
  readonly value: Bytes;
}

export interface SdkRange {
  readonly minSdk: number;
  readonly maxSdk: number;
}

const hashNames: Readonly<Record<string, JarHash>> = {
  MD5: 'md5',
  SHA: 'sha1',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Strongest first, by the names their attributes begin with. */
const strongestFirst: readonly (readonly [name: string, hash: JarHash])[] = [
  ['SHA-512', 'sha512'],
  ['SHA-384', 'sha384'],
  ['SHA-256', 'sha256'],
  ['SHA1', 'sha1'],
];

/** API level 9 brought the long hashes to manifests. */
function minSdkOf(hash: JarHash): number {
  return hash === 'sha384' || hash === 'sha512' ? 9 : 0;
}

/**
 * The digests that the platforms of a range check; none when the oldest of them finds none. `undefined` when a digest is
 * no base64, which no platform reads.
 */
export function digestsToVerify(section: JarSection | undefined, suffix: string, range: SdkRange): readonly JarDigest[] | undefined {
  const digests: JarDigest[] = [];
  if (range.minSdk < sdkJellyBeanMr2) {
    const names = (getJarAttribute(section, 'Digest-Algorithms') ?? 'SHA SHA1').split(/[ \t\n\r\f]+/);
    const found = names.find((name) => {
      const hash = hashOfName(name);
      return name !== '' && getJarAttribute(section, name + suffix) !== undefined && hash !== undefined && minSdkOf(hash) <= range.minSdk;
    });
    const hash = hashOfName(found ?? '');
    if (found === undefined || hash === undefined) return digests;
    const value = strictBase64(getJarAttribute(section, found + suffix));
    if (!value) return undefined;
    digests.push({ hash, value });
  }
  if (range.maxSdk < sdkJellyBeanMr2) return digests;
  for (const [name, hash] of strongestFirst) {
    const text = getJarAttribute(section, name + suffix);
    if (text === undefined) continue;
    const value = strictBase64(text);
    if (!value) return undefined;
    const isKnown = digests.some((known) => known.hash === hash && toBase64(known.value) === toBase64(value));
    if (!isKnown) digests.push({ hash, value });
    break;
  }
  return digests;
}

function hashOfName(name: string): JarHash | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(hashNames, upper) ? hashNames[upper] : undefined;
}

/** Base64 of the basic alphabet, padding optional as `java.util.Base64` has it. */
function strictBase64(text: string | undefined): Bytes | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = withoutEnd(text, '=').length;
  const padded = text.length !== digits;
  if (digits % 4 === 1 || (padded && text.length % 4 !== 0)) return undefined;
  return fromBase64(text);
}

export function jarDigestOf(hash: JarHash, bytes: Bytes): Bytes {
  return createHash(hash).update(bytes).digest();
}
