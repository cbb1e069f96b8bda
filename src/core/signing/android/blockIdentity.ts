/** What v2 and v3 signers have in common when they sign: the chosen algorithm, and the pieces that carry it. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { concatBytes, emptyBytes, type Bytes } from '../../base/bytes.ts';
import { parseCertificate } from '../../formats/x509/certificate.ts';
import { requireMatchingKey } from '../cms/signCms.ts';
import { type SigningIdentity } from '../signingIdentity.ts';
import { soundPublicKey } from '../soundPublicKey.ts';
import { type ContentDigests } from './contentDigests.ts';
import { encodePrefixed, u32Bytes } from './lengthPrefixed.ts';
import { chooseSignatureAlgorithm, signWith, type SignatureAlgorithm } from './signatureAlgorithms.ts';

export interface BlockIdentity {
  readonly privateKey: KeyObject;
  readonly certificates: readonly Bytes[];
  /** SubjectPublicKeyInfo as it is in the certificate. */
  readonly publicKey: Bytes;
  readonly algorithm: SignatureAlgorithm;
}

/** Fails when the key cannot sign, or is not the certificate's. */
export function createBlockIdentity(identity: SigningIdentity): BlockIdentity {
  const algorithm = chooseSignatureAlgorithm(createPublicKey(identity.privateKey));
  requireMatchingKey(identity);
  const { privateKey, certificates } = identity;
  return { privateKey, certificates, publicKey: soundPublicKey(parseCertificate(certificates[0])), algorithm };
}

export function encodeContentDigest({ algorithm }: BlockIdentity, digests: ContentDigests): Bytes {
  return concatBytes(u32Bytes(algorithm.id), encodePrefixed(digests.get(algorithm.contentDigest) ?? emptyBytes));
}

export function encodeSignature({ algorithm, privateKey }: BlockIdentity, signedData: readonly Bytes[]): Bytes {
  return concatBytes(u32Bytes(algorithm.id), encodePrefixed(signWith(algorithm, privateKey, concatBytes(...signedData))));
}
