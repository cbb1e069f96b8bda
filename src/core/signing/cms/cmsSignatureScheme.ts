/**
 * How the signature of a CMS signer is computed: from the two algorithm identifiers to what `node:crypto` takes (RFC 5652
 * section 5.5, RFC 4055 for RSASSA-PSS).
 */

import { constants } from 'node:crypto';
import { Asn1Cursor, insideOf } from '../../formats/asn1/asn1Cursor.ts';
import { countOf } from '../../formats/asn1/asn1Value.ts';
import { hashOfOid, signatureAlgorithmOfOid, type CmsHash, type CmsKeyType } from '../../formats/cms/cmsOids.ts';
import { type SignerInfo } from '../../formats/cms/signerInfo.ts';
import { parseAlgorithmIdentifier, type AlgorithmIdentifier } from '../../formats/x509/algorithmIdentifier.ts';

export interface CmsSignatureScheme {
  readonly keyType: CmsKeyType;
  /** Of the content, for the message digest attribute. */
  readonly contentHash: CmsHash;
  /** Of what is signed. */
  readonly hash: CmsHash;
  /** RSASSA-PSS only. */
  readonly saltLength?: number;
}

/** `undefined` when an algorithm is unknown, or when hashes that must be one differ. May throw `MalformedAsn1`. */
export function cmsSignatureScheme(signer: SignerInfo): CmsSignatureScheme | undefined {
  const contentHash = hashOfOid(signer.digestAlgorithm.oid);
  const algorithm = signatureAlgorithmOfOid(signer.signatureAlgorithm.oid);
  if (!contentHash || !algorithm) return undefined;
  if (algorithm.keyType !== 'rsa-pss') return { keyType: algorithm.keyType, contentHash, hash: algorithm.hash ?? contentHash };
  const pss = pssParameters(signer.signatureAlgorithm);
  return pss && { keyType: 'rsa-pss', contentHash, hash: pss.hash, saltLength: pss.saltLength };
}

/**
 *     RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] DEFAULT sha1, maskGenAlgorithm [1] DEFAULT mgf1SHA1,
 *                                      saltLength [2] DEFAULT 20, trailerField [3] DEFAULT 1 }
 */
function pssParameters({ parameters }: AlgorithmIdentifier): { readonly hash: CmsHash; readonly saltLength: number } | undefined {
  if (!parameters?.is('SEQUENCE')) return { hash: 'sha1', saltLength: 20 };
  const cursor = new Asn1Cursor(parameters);
  const hashNode = cursor.optionalContext(0);
  const maskNode = cursor.optionalContext(1);
  const saltNode = cursor.optionalContext(2);
  const hash = hashNode ? hashOfOid(parseAlgorithmIdentifier(insideOf(hashNode)).oid) : 'sha1';
  const mask = maskNode ? parseAlgorithmIdentifier(insideOf(maskNode)).parameters : undefined;
  const maskHash = mask ? hashOfOid(parseAlgorithmIdentifier(mask).oid) : 'sha1';
  const saltLength = saltNode ? countOf(insideOf(saltNode)) : 20;
  // `node:crypto` makes the mask with the hash of the signature; nothing in use mixes two.
  return hash && hash === maskHash && saltLength <= 512 ? { hash, saltLength } : undefined;
}

/** The padding options of `node:crypto` for a scheme. */
export function paddingOf(scheme: Pick<CmsSignatureScheme, 'keyType' | 'saltLength'>): { padding?: number; saltLength?: number } {
  if (scheme.keyType !== 'rsa-pss') return {};
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength ?? 32 };
}
