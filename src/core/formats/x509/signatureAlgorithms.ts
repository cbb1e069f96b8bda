/** Signature algorithms of certificates (RFC 3279, 4055, 5758, 8410, 9881) with the names keytool and apksigner print. */

import { type KeyObject } from 'node:crypto';

const names: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2withRSA',
  '1.2.840.113549.1.1.4': 'MD5withRSA',
  '1.2.840.113549.1.1.5': 'SHA1withRSA',
  '1.2.840.113549.1.1.14': 'SHA224withRSA',
  '1.2.840.113549.1.1.11': 'SHA256withRSA',
  '1.2.840.113549.1.1.12': 'SHA384withRSA',
  '1.2.840.113549.1.1.13': 'SHA512withRSA',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.10040.4.3': 'SHA1withDSA',
  '2.16.840.1.101.3.4.3.1': 'SHA224withDSA',
  '2.16.840.1.101.3.4.3.2': 'SHA256withDSA',
  '1.2.840.10045.4.1': 'SHA1withECDSA',
  '1.2.840.10045.4.3.1': 'SHA224withECDSA',
  '1.2.840.10045.4.3.2': 'SHA256withECDSA',
  '1.2.840.10045.4.3.3': 'SHA384withECDSA',
  '1.2.840.10045.4.3.4': 'SHA512withECDSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
};

export function nameOfSignatureAlgorithm(oid: string): string {
  return Object.hasOwn(names, oid) ? (names[oid] ?? oid) : oid;
}

export type SignatureHash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** How a key of this type signs: the identifier, and whether its parameters are NULL (RSA) or absent. */
export interface SignatureScheme {
  readonly oid: string;
  readonly hasNullParameters: boolean;
  /** `undefined` when the algorithm brings its own. */
  readonly hash: SignatureHash | undefined;
}

const rsa = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};
const ecdsa = { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' };

/** The hash that an identifier names; `undefined` when the algorithm brings its own, or names none. */
export function hashOfSignatureAlgorithm(oid: string): SignatureHash | undefined {
  const name = /^SHA(1|256|384|512)with/.exec(nameOfSignatureAlgorithm(oid))?.[1];
  const hashes: readonly SignatureHash[] = ['sha1', 'sha256', 'sha384', 'sha512'];
  return hashes.find((hash) => hash === `sha${name ?? ''}`);
}

/** The scheme a certificate is signed with; a key that cannot sign certificates is a defect of the caller and throws. */
export function signatureSchemeOf(key: KeyObject, hash: SignatureHash): SignatureScheme {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return { oid: rsa[hash], hasNullParameters: true, hash };
    case 'ec':
      return { oid: ecdsa[hash], hasNullParameters: false, hash };
    case 'dsa':
      return { oid: '2.16.840.1.101.3.4.3.2', hasNullParameters: false, hash: 'sha256' };
    case 'ed25519':
      return { oid: '1.3.101.112', hasNullParameters: false, hash: undefined };
    case 'ml-dsa-65':
      return { oid: '2.16.840.1.101.3.4.3.18', hasNullParameters: false, hash: undefined };
    default:
      throw new RangeError(`a key of type ${key.asymmetricKeyType ?? key.type} signs no certificates`);
  }
}
