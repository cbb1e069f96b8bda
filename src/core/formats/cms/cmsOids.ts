/** Object identifiers of CMS and of the algorithms in it (RFC 5652, 3370, 4055, 5754, 5758, 8017). */

export const cmsOids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
} as const;

export type CmsHash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

const hashes: Readonly<Record<string, CmsHash>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

export function oidOfHash(hash: CmsHash): string {
  for (const [oid, known] of Object.entries(hashes)) if (known === hash) return oid;
  throw new RangeError(`no identifier for ${hash}`);
}

export function hashOfOid(oid: string): CmsHash | undefined {
  return Object.hasOwn(hashes, oid) ? hashes[oid] : undefined;
}

export type CmsKeyType = 'rsa' | 'rsa-pss' | 'dsa' | 'ec';

export interface CmsSignatureAlgorithm {
  readonly keyType: CmsKeyType;
  /** Absent where the identifier names the kind of key alone: then the digest algorithm of the signer counts. */
  readonly hash?: CmsHash;
}

const signatureAlgorithms: Readonly<Record<string, CmsSignatureAlgorithm>> = {
  '1.2.840.113549.1.1.1': { keyType: 'rsa' },
  '1.2.840.113549.1.1.4': { keyType: 'rsa', hash: 'md5' },
  '1.2.840.113549.1.1.5': { keyType: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { keyType: 'rsa', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { keyType: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { keyType: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { keyType: 'rsa', hash: 'sha512' },
  '1.2.840.113549.1.1.10': { keyType: 'rsa-pss' },
  '1.2.840.10040.4.1': { keyType: 'dsa' },
  '1.2.840.10040.4.3': { keyType: 'dsa', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { keyType: 'dsa', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { keyType: 'dsa', hash: 'sha256' },
  '1.2.840.10045.2.1': { keyType: 'ec' },
  '1.2.840.10045.4.1': { keyType: 'ec', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { keyType: 'ec', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { keyType: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { keyType: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { keyType: 'ec', hash: 'sha512' },
};

export function signatureAlgorithmOfOid(oid: string): CmsSignatureAlgorithm | undefined {
  return Object.hasOwn(signatureAlgorithms, oid) ? signatureAlgorithms[oid] : undefined;
}

/** The identifier of a key type with or without a hash in it. */
export function oidOfSignatureAlgorithm(keyType: CmsKeyType, hash?: CmsHash): string {
  for (const [oid, algorithm] of Object.entries(signatureAlgorithms))
    if (algorithm.keyType === keyType && algorithm.hash === hash) return oid;
  throw new RangeError(`no identifier for ${keyType} with ${hash ?? 'no hash'}`);
}
