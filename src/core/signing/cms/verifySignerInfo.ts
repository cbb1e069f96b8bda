/**
 * Checks the signature of one CMS signer against a certificate (RFC 5652 section 5.6). Whether the certificate is to be
 * trusted, and which algorithms are good enough, is for the caller to say.
 */

import { createHash, verify, type KeyObject } from 'node:crypto';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { cmsOids } from '../../formats/cms/cmsOids.ts';
import { attributeOctets, attributeOid, signedAttributesToVerify, type SignerInfo } from '../../formats/cms/signerInfo.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { publicKeyObject } from '../../formats/x509/publicKeyObject.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';
import { soundPublicKey } from '../soundPublicKey.ts';
import { cmsSignatureScheme, paddingOf, type CmsSignatureScheme } from './cmsSignatureScheme.ts';

export type SignerVerdict =
  | { readonly outcome: 'valid' }
  /** The signature, or the digest in its attributes, belongs to something else. */
  | { readonly outcome: 'invalid' }
  /** It cannot be checked at all; the reason completes "…cannot be checked:". */
  | { readonly outcome: 'unusable'; readonly reason: string };

export interface SignerCheck {
  readonly signer: SignerInfo;
  readonly certificate: Certificate;
  readonly content: Bytes;
  /** What a content type attribute must say; `undefined` accepts anything, and a missing one. */
  readonly contentType: string | undefined;
}

export function verifySignerInfo(check: SignerCheck): SignerVerdict {
  try {
    return verifyChecked(check);
  } catch (error) {
    if (error instanceof MalformedAsn1) return { outcome: 'unusable', reason: 'its attributes or parameters are malformed' };
    throw error;
  }
}

function verifyChecked({ signer, certificate, content, contentType }: SignerCheck): SignerVerdict {
  const scheme = cmsSignatureScheme(signer);
  if (!scheme) return { outcome: 'unusable', reason: 'its algorithms are unknown' };
  const key = publicKeyOf(certificate, scheme);
  if (!key) return { outcome: 'unusable', reason: 'the public key of its certificate does not fit its algorithm' };
  const { signedAttrs } = signer;
  let signed = content;
  if (signedAttrs) {
    const duplicate = findDuplicate(signedAttrs.list.map(({ attrType }) => attrType));
    if (duplicate !== undefined) return { outcome: 'unusable', reason: `the signed attribute ${duplicate} is there twice` };
    if (contentType !== undefined) {
      const stated = attributeOid(signedAttrs, cmsOids.contentType);
      if (stated === undefined) return { outcome: 'unusable', reason: 'its signed attributes state no content type' };
      if (stated !== contentType) return { outcome: 'invalid' };
    }
    const digest = attributeOctets(signedAttrs, cmsOids.messageDigest);
    if (!digest) return { outcome: 'unusable', reason: 'its signed attributes state no digest' };
    if (!equalBytes(digest, createHash(scheme.contentHash).update(content).digest())) return { outcome: 'invalid' };
    signed = signedAttributesToVerify(signedAttrs);
  }
  return { outcome: isGood(scheme, key, signed, signer.signature) ? 'valid' : 'invalid' };
}

function findDuplicate(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}

function publicKeyOf(certificate: Certificate, scheme: CmsSignatureScheme): KeyObject | undefined {
  const key = publicKeyObject(soundPublicKey(certificate));
  const wanted = scheme.keyType === 'rsa-pss' ? ['rsa', 'rsa-pss'] : [scheme.keyType];
  return wanted.includes(key?.asymmetricKeyType ?? '') ? key : undefined;
}

function isGood(scheme: CmsSignatureScheme, key: KeyObject, signed: Bytes, signature: Bytes): boolean {
  try {
    return verify(scheme.hash, signed, { key, ...paddingOf(scheme) }, signature);
  } catch {
    return false;
  }
}
