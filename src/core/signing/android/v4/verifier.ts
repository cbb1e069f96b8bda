/**
 * Checks an APK Signature Scheme v4 file (https://source.android.com/docs/security/features/apksigning/v4) against its APK:
 * the signature, the hash tree, and that it was made by the signer of the v2 or v3 signature for the same content digest.
 */

import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { phrase } from '../../../base/phrase.ts';
import { MalformedAsn1 } from '../../../formats/asn1/malformedAsn1.ts';
import { parseCertificate } from '../../../formats/x509/certificate.ts';
import { soundPublicKey } from '../../soundPublicKey.ts';
import { type BlockSigner } from '../blockSigner.ts';
import { digestStrength, getClassicalAlgorithm, getSignatureAlgorithm, parsePublicKey, verifyWith } from '../signatureAlgorithms.ts';
import { v4HashAlgorithm, v4LogBlockSize } from './constants.ts';
import { computeFileTree, type FileTreeRequest } from './fileTree.ts';
import { parseIdsig, v4SignedData, type V4HashingInfo, type V4SigningInfo } from './idsig.ts';

export interface V4Request extends FileTreeRequest {
  readonly idsig: Bytes;
  /** Signers of v3 and, after them, of v3.1, or of v2 when there is no v3: each list belongs to one signing info. */
  readonly schemes: readonly (readonly BlockSigner[])[];
}

export async function verifyV4(request: V4Request): Promise<readonly Issue[]> {
  const idsig = parseIdsig(request.idsig);
  if (!idsig) return [createIssue('apk-v4-malformed', { reason: phrase('its fields are outside the file') })];
  const { hashing, signings } = idsig;
  if (hashing.hashAlgorithm !== v4HashAlgorithm || hashing.logBlockSize !== v4LogBlockSize || hashing.salt.length > 0)
    return [createIssue('apk-v4-malformed', { reason: phrase('its hash tree is not SHA-256 over 4096-byte blocks without salt') })];
  const issues: Issue[] = [];
  for (const signing of signings) issues.push(...verifySigning(request.source.size, hashing, signing));
  if (issues.length > 0) return issues;
  if (!fitsSigners(signings, request.schemes)) return [createIssue('apk-v4-signer-mismatch', {})];
  const actual = await computeFileTree(request);
  if (!equalBytes(actual.rootHash, hashing.rootHash)) return [createIssue('apk-v4-content-changed', {})];
  if (idsig.tree && !equalBytes(actual.tree, idsig.tree)) return [createIssue('apk-v4-tree-changed', {})];
  return [];
}

function verifySigning(apkSize: number, hashing: V4HashingInfo, signing: V4SigningInfo): readonly Issue[] {
  const algorithm = getClassicalAlgorithm(signing.algorithmId);
  if (!algorithm) return [createIssue('apk-v4-algorithm-unknown', { algorithm: `0x${signing.algorithmId.toString(16)}` })];
  const key = parsePublicKey(algorithm, signing.publicKey);
  if (!key) return [createIssue('apk-v4-public-key-malformed', {})];
  if (!verifyWith(algorithm, key, v4SignedData(apkSize, hashing, signing), signing.signature))
    return [createIssue('apk-v4-signature-invalid', { algorithm: algorithm.name })];
  try {
    const isSame = equalBytes(soundPublicKey(parseCertificate(signing.certificate)), signing.publicKey);
    return isSame ? [] : [createIssue('apk-v4-public-key-mismatch', {})];
  } catch (error) {
    if (error instanceof MalformedAsn1) return [createIssue('apk-v4-certificate-malformed', {})];
    throw error;
  }
}

function fitsSigners(signings: readonly V4SigningInfo[], schemes: V4Request['schemes']): boolean {
  return (
    signings.length === schemes.length &&
    signings.every((signing, index) => {
      const [signer, another] = schemes[index] ?? [];
      if (!signer || another) return false;
      const digest = strongestDigest(signer);
      return digest !== undefined && equalBytes(signing.apkDigest, digest) && equalBytes(signing.certificate, signer.certificates[0].der);
    })
  );
}

/** The digest that v4 is bound to: the strongest that the signer has. */
export function strongestDigest(signer: BlockSigner): Bytes | undefined {
  let best: Bytes | undefined;
  let strength = -1;
  for (const { algorithmId, value } of signer.digests) {
    const algorithm = getSignatureAlgorithm(algorithmId);
    if (!algorithm || digestStrength[algorithm.contentDigest] <= strength) continue;
    strength = digestStrength[algorithm.contentDigest];
    best = value;
  }
  return best;
}
