/**
 * Makes CMS signatures (RFC 5652 section 5.4) with RSA and EC keys, detached or with their content, with or without signed
 * attributes. Which certificates go along is the caller's choice.
 */

import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { equalBytes, emptyBytes, type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { derObjectIdentifier, derOctetString } from '../../formats/asn1/derWriter.ts';
import { cmsOids, oidOfHash, oidOfSignatureAlgorithm, type CmsHash } from '../../formats/cms/cmsOids.ts';
import { encodeSignedAttributes, encodeSignedData, type NewAttribute, type NewSignerInfo } from '../../formats/cms/encodeSignedData.ts';
import { encodeAlgorithmIdentifier } from '../../formats/x509/algorithmIdentifier.ts';
import { parseCertificate } from '../../formats/x509/certificate.ts';
import { publicKeyObject } from '../../formats/x509/publicKeyObject.ts';
import { soundPublicKey } from '../soundPublicKey.ts';
import { type SigningIdentity } from '../signingIdentity.ts';

export interface CmsSigner {
  readonly identity: SigningIdentity;
  readonly hash: CmsHash;
  /**
   * `combined`: the identifier names hash and key (`sha256WithRSAEncryption`). `key`: it names the kind of key alone, as
   * JAR signatures for old Android versions need it.
   */
  readonly algorithmForm: 'combined' | 'key';
  /**
   * Attributes to sign besides content type and message digest, which are added. `undefined`: none at all, the signature
   * is over the content itself.
   */
  readonly signedAttributes?: readonly NewAttribute[];
}

export interface CmsRequest {
  readonly content: Bytes;
  readonly contentType?: string;
  readonly isDetached: boolean;
  readonly signers: readonly CmsSigner[];
}

export function signCms(request: CmsRequest): Bytes {
  const eContentType = request.contentType ?? cmsOids.data;
  const certificates: Bytes[] = [];
  for (const { identity } of request.signers)
    for (const certificate of identity.certificates)
      if (!certificates.some((known) => equalBytes(known, certificate))) certificates.push(certificate);
  return encodeSignedData({
    eContentType,
    ...(!request.isDetached && { eContent: request.content }),
    certificates,
    signerInfos: request.signers.map((signer) => makeSignerInfo(signer, request.content, eContentType)),
  });
}

function makeSignerInfo(signer: CmsSigner, content: Bytes, eContentType: string): NewSignerInfo {
  const { identity, hash } = signer;
  const keyType = keyTypeOf(identity.privateKey);
  requireMatchingKey(identity);
  const digestAlgorithm = encodeAlgorithmIdentifier(oidOfHash(hash));
  const isCombined = signer.algorithmForm === 'combined';
  const oid = oidOfSignatureAlgorithm(keyType, isCombined ? hash : undefined);
  // RFC 5758 section 3.2: combined ECDSA identifiers have no parameters; all others have NULL.
  const signatureAlgorithm = encodeAlgorithmIdentifier(oid, keyType === 'ec' && isCombined ? emptyBytes : undefined);
  const signedAttrs = signer.signedAttributes && [
    { attrType: cmsOids.contentType, attrValues: [derObjectIdentifier(eContentType)] },
    { attrType: cmsOids.messageDigest, attrValues: [derOctetString(createHash(hash).update(content).digest())] },
    ...signer.signedAttributes,
  ];
  const signature = new Uint8Array(sign(hash, signedAttrs ? encodeSignedAttributes(signedAttrs) : content, identity.privateKey));
  return { certificate: identity.certificates[0], digestAlgorithm, signatureAlgorithm, signature, ...(signedAttrs && { signedAttrs }) };
}

function keyTypeOf(key: KeyObject): 'rsa' | 'ec' | 'dsa' {
  const type = key.asymmetricKeyType;
  if (type === 'rsa' || type === 'ec' || type === 'dsa') return type;
  throw Failure.of('signing-key-unsupported', { key: (type ?? 'secret').toUpperCase() });
}

/** A signature by another key than the certificate's would be found out only by the one who checks it. */
export function requireMatchingKey(identity: SigningIdentity): void {
  const certificate = parseCertificate(identity.certificates[0]);
  if (publicKeyObject(soundPublicKey(certificate))?.equals(createPublicKey(identity.privateKey)) !== true)
    throw Failure.of('signing-key-mismatch', { certificate: certificate.subject.text });
}
