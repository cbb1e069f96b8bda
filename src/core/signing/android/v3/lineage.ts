/**
 * The history of signing keys that a v3 signer carries ("proof-of-rotation",
 * https://source.android.com/docs/security/features/apksigning/v3): each certificate is signed with the key before it.
 *
 *     u32 version (1) · node …
 *     node:        prefixed (signed data · u32 flags · u32 algorithm for the next node · prefixed signature by the last key)
 *     signed data: prefixed (prefixed certificate · u32 algorithm of the signature)
 *
 * Making histories is not offered.
 */

import { ByteReader, OutOfBytes } from '../../../base/byteReader.ts';
import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import { MalformedAsn1 } from '../../../formats/asn1/malformedAsn1.ts';
import { parseCertificate, type Certificate } from '../../../formats/x509/certificate.ts';
import { readPrefixed, readPrefixedSequence } from '../lengthPrefixed.ts';
import { canVerifyMlDsa } from '../mlDsa.ts';
import { getSignatureAlgorithm, parsePublicKey, verifyWith } from '../signatureAlgorithms.ts';

/** Oldest first. */
export type Lineage = readonly Certificate[];

export type LineageResult =
  | {
      readonly outcome: 'valid';
      readonly lineage: Lineage;
      /** What each certificate may still do, in the same order. */
      readonly flags: readonly number[];
      /** A link is signed with ML-DSA, which this runtime does not have. */
      readonly isUnchecked: boolean;
    }
  /** The form is wrong: bytes, version, an unknown algorithm. */
  | { readonly outcome: 'malformed' }
  /** The form is right, but a link does not hold. */
  | { readonly outcome: 'invalid' };

const version = 1;
/** Each link costs a signature check; no one rotates a key this often. */
const maxNodes = 256;

export function inspectLineage(bytes: Bytes, hasMlDsa = canVerifyMlDsa()): LineageResult {
  try {
    return readNodes(bytes, hasMlDsa);
  } catch (error) {
    if (error instanceof OutOfBytes) return { outcome: 'malformed' };
    if (error instanceof MalformedAsn1) return { outcome: 'invalid' };
    throw error;
  }
}

function readNodes(bytes: Bytes, hasMlDsa: boolean): LineageResult {
  const reader = new ByteReader(bytes);
  if (reader.remaining === 0 || reader.u32() !== version) return { outcome: 'malformed' };
  const lineage: Certificate[] = [];
  const flags: number[] = [];
  let isUnchecked = false;
  let algorithmId = 0;
  for (const node of readPrefixedSequence(reader.take(reader.remaining))) {
    if (lineage.length === maxNodes) return { outcome: 'malformed' };
    const fields = new ByteReader(node);
    const signedData = readPrefixed(fields);
    flags.push(fields.u32());
    const nextAlgorithmId = fields.u32();
    const signature = readPrefixed(fields);
    const parent = lineage.at(-1);
    if (parent) {
      const algorithm = getSignatureAlgorithm(algorithmId);
      if (!algorithm) return { outcome: 'malformed' };
      if (algorithm.keyType === 'ml-dsa' && !hasMlDsa) isUnchecked = true;
      else {
        const key = parsePublicKey(algorithm, parent.publicKey.der);
        if (!key || !verifyWith(algorithm, key, signedData, signature)) return { outcome: 'invalid' };
      }
    }
    const signed = new ByteReader(signedData);
    const certificate = parseCertificate(readPrefixed(signed));
    if (parent && signed.u32() !== algorithmId) return { outcome: 'invalid' };
    if (indexInLineage(lineage, certificate) >= 0) return { outcome: 'invalid' };
    lineage.push(certificate);
    algorithmId = nextAlgorithmId;
  }
  return lineage.length === 0 ? { outcome: 'malformed' } : { outcome: 'valid', lineage, flags, isUnchecked };
}

export function indexInLineage(lineage: Lineage, certificate: Certificate): number {
  return lineage.findIndex((node) => equalBytes(node.der, certificate.der));
}

/** One history out of two that overlap: the older part, then what both or either go on with. `undefined` when they part. */
export function mergeLineages(one: Lineage, other: Lineage): Lineage | undefined {
  const [oneFirst] = one;
  const isOneYounger = oneFirst !== undefined && indexInLineage(other, oneFirst) >= 0;
  const [older, younger] = isOneYounger ? [other, one] : [one, other];
  const [firstOfYounger] = younger;
  const joint = firstOfYounger ? indexInLineage(older, firstOfYounger) : -1;
  if (joint < 0) return undefined;
  const rest = older.slice(joint);
  const isSame = rest.every((node, index) => {
    const counterpart = younger[index];
    return counterpart === undefined || equalBytes(node.der, counterpart.der);
  });
  if (!isSame) return undefined;
  return [...older.slice(0, joint), ...(rest.length > younger.length ? rest : younger)];
}
