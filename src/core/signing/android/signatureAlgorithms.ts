/**
 * The signature algorithms of APK Signature Schemes v2, v3 and v4, which one signs with which key, and which of several
 * signatures a platform checks (https://source.android.com/docs/security/features/apksigning/v2, "Signature algorithm IDs").
 */

import { constants, sign, verify, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { publicKeyObject } from '../../formats/x509/publicKeyObject.ts';
import { sdkCinnamonBun, sdkNougat, sdkPie } from './sdkVersions.ts';

export type ContentDigestAlgorithm = 'chunked-sha256' | 'chunked-sha512' | 'verity-chunked-sha256';

export interface SignatureAlgorithm {
  readonly id: number;
  readonly name: string;
  readonly keyType: 'rsa' | 'ec' | 'dsa' | 'ml-dsa';
  /** Absent where the algorithm brings its own. */
  readonly hash?: 'sha256' | 'sha512';
  /** RSASSA-PSS with MGF1 of the same hash, and a salt as long as the hash. */
  readonly pss?: boolean;
  readonly contentDigest: ContentDigestAlgorithm;
  /** The first platform that knows it. */
  readonly minSdk: number;
}

const algorithms: readonly SignatureAlgorithm[] = [
  {
    id: 0x0101,
    name: 'RSASSA-PSS with SHA-256',
    keyType: 'rsa',
    hash: 'sha256',
    pss: true,
    contentDigest: 'chunked-sha256',
    minSdk: sdkNougat,
  },
  {
    id: 0x0102,
    name: 'RSASSA-PSS with SHA-512',
    keyType: 'rsa',
    hash: 'sha512',
    pss: true,
    contentDigest: 'chunked-sha512',
    minSdk: sdkNougat,
  },
  { id: 0x0103, name: 'RSA PKCS#1 v1.5 with SHA-256', keyType: 'rsa', hash: 'sha256', contentDigest: 'chunked-sha256', minSdk: sdkNougat },
  { id: 0x0104, name: 'RSA PKCS#1 v1.5 with SHA-512', keyType: 'rsa', hash: 'sha512', contentDigest: 'chunked-sha512', minSdk: sdkNougat },
  { id: 0x0201, name: 'ECDSA with SHA-256', keyType: 'ec', hash: 'sha256', contentDigest: 'chunked-sha256', minSdk: sdkNougat },
  { id: 0x0202, name: 'ECDSA with SHA-512', keyType: 'ec', hash: 'sha512', contentDigest: 'chunked-sha512', minSdk: sdkNougat },
  { id: 0x0301, name: 'DSA with SHA-256', keyType: 'dsa', hash: 'sha256', contentDigest: 'chunked-sha256', minSdk: sdkNougat },
  {
    id: 0x0421,
    name: 'RSA PKCS#1 v1.5 with SHA-256, verity',
    keyType: 'rsa',
    hash: 'sha256',
    contentDigest: 'verity-chunked-sha256',
    minSdk: sdkPie,
  },
  { id: 0x0423, name: 'ECDSA with SHA-256, verity', keyType: 'ec', hash: 'sha256', contentDigest: 'verity-chunked-sha256', minSdk: sdkPie },
  { id: 0x0425, name: 'DSA with SHA-256, verity', keyType: 'dsa', hash: 'sha256', contentDigest: 'verity-chunked-sha256', minSdk: sdkPie },
  // Of any parameter set; platforms take it in a v3.2 block alone.
  { id: 0x0501, name: 'ML-DSA', keyType: 'ml-dsa', contentDigest: 'chunked-sha512', minSdk: sdkCinnamonBun },
];

const algorithmById = new Map(algorithms.map((algorithm) => [algorithm.id, algorithm]));

export function getSignatureAlgorithm(id: number): SignatureAlgorithm | undefined {
  return algorithmById.get(id);
}

/** Without the post-quantum ones, which only some schemes may use. */
export function getClassicalAlgorithm(id: number): SignatureAlgorithm | undefined {
  const algorithm = algorithmById.get(id);
  return algorithm?.keyType === 'ml-dsa' ? undefined : algorithm;
}

/** A stronger digest wins on a platform that knows both. */
export const digestStrength: Readonly<Record<ContentDigestAlgorithm, number>> = {
  'chunked-sha256': 0,
  'verity-chunked-sha256': 1,
  'chunked-sha512': 2,
};

/** P-521 has an order of 521 bits; the others of the sizes their names say. */
function ecOrderBits(curve: string | undefined): number {
  const known: Readonly<Record<string, number>> = { prime256v1: 256, secp256k1: 256, secp224r1: 224, secp384r1: 384, secp521r1: 521 };
  return known[curve ?? ''] ?? 0;
}

/**
 * The algorithm to sign with: a digest no weaker than the key, and PKCS#1 v1.5 rather than PSS, so that the same input
 * gives the same bytes.
 */
export function chooseSignatureAlgorithm(key: KeyObject): SignatureAlgorithm {
  const id = chosenId(key);
  const algorithm = algorithmById.get(id);
  if (algorithm === undefined) throw unsupportedKey(key);
  return algorithm;
}

function chosenId(key: KeyObject): number {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    if (bits < 1024 || bits > 16384) throw unsupportedKey(key);
    return bits <= 3072 ? 0x0103 : 0x0104;
  }
  if (key.asymmetricKeyType === 'ec') {
    const bits = ecOrderBits(details?.namedCurve);
    if (bits === 0) throw unsupportedKey(key);
    return bits <= 256 ? 0x0201 : 0x0202;
  }
  // SHA-256 is the only digest that Android has with DSA.
  if (key.asymmetricKeyType === 'dsa' && (details?.modulusLength ?? 0) >= 1024) return 0x0301;
  throw unsupportedKey(key);
}

function unsupportedKey(key: KeyObject): Failure {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const size = modulusLength === undefined ? (namedCurve ?? '') : `${modulusLength} bits`;
  return Failure.of('signing-key-unsupported', { key: `${key.asymmetricKeyType ?? 'secret'} ${size}`.trim().toUpperCase() });
}

function keyInput(algorithm: SignatureAlgorithm, key: KeyObject) {
  if (algorithm.pss !== true) return { key };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.hash === 'sha256' ? 32 : 64 };
}

export function signWith(algorithm: SignatureAlgorithm, privateKey: KeyObject, data: Bytes): Bytes {
  return new Uint8Array(sign(algorithm.hash ?? null, data, keyInput(algorithm, privateKey)));
}

/** Reads a SubjectPublicKeyInfo as a key of the algorithm's kind; `undefined` when it is none. */
export function parsePublicKey(algorithm: SignatureAlgorithm, spki: Bytes): KeyObject | undefined {
  const key = publicKeyObject(spki);
  if (algorithm.keyType === 'ml-dsa') return key?.asymmetricKeyType?.startsWith('ml-dsa-') === true ? key : undefined;
  return key?.asymmetricKeyType === algorithm.keyType ? key : undefined;
}

/** Whether the signature is good. A signature of a wrong form is a bad one. */
export function verifyWith(algorithm: SignatureAlgorithm, publicKey: KeyObject, data: Bytes, signature: Bytes): boolean {
  try {
    return verify(algorithm.hash ?? null, data, keyInput(algorithm, publicKey), signature);
  } catch {
    return false;
  }
}

export interface KnownSignature {
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Bytes;
}

/**
 * The signatures that the platforms of a range check: each platform takes the strongest it knows. `undefined` when the
 * oldest platform of the range knows none of them.
 */
export function chooseSignaturesToVerify(
  signatures: readonly KnownSignature[],
  minSdk: number,
  maxSdk: number,
): readonly KnownSignature[] | undefined {
  const bestSince = new Map<number, KnownSignature>();
  for (const candidate of signatures) {
    const { minSdk: since, contentDigest } = candidate.algorithm;
    if (since > maxSdk) continue;
    const best = bestSince.get(since);
    if (best === undefined || digestStrength[contentDigest] > digestStrength[best.algorithm.contentDigest]) bestSince.set(since, candidate);
  }
  if (bestSince.size === 0 || minSdk < Math.min(...bestSince.keys())) return undefined;
  return [...bestSince.values()].sort((a, b) => a.algorithm.id - b.algorithm.id);
}
