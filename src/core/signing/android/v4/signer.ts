/**
 * Makes the APK Signature Scheme v4 file (`.idsig`) of an APK that is signed with v2 or v3 already
 * (https://source.android.com/docs/security/features/apksigning/v4).
 */

import { emptyBytes, type Bytes } from '../../../base/bytes.ts';
import { Failure } from '../../../base/failure.ts';
import { phrase } from '../../../base/phrase.ts';
import { createPublicKey } from 'node:crypto';
import { parseCertificate } from '../../../formats/x509/certificate.ts';
import { inspectArchiveSections } from '../../archive/archiveSections.ts';
import { requireMatchingKey } from '../../cms/signCms.ts';
import { type SigningIdentity } from '../../signingIdentity.ts';
import { soundPublicKey } from '../../soundPublicKey.ts';
import { findSigningBlockPair, readApkSigningBlock } from '../apkSigningBlock.ts';
import { inspectBlockSigner, inspectBlockSigners, type BlockScheme } from '../blockSigner.ts';
import { sdkMax, sdkNougat } from '../sdkVersions.ts';
import { chooseSignatureAlgorithm, signWith } from '../signatureAlgorithms.ts';
import { v2BlockId } from '../v2/constants.ts';
import { v3BlockId } from '../v3/constants.ts';
import { v4HashAlgorithm, v4LogBlockSize } from './constants.ts';
import { computeFileTree, type FileTreeRequest } from './fileTree.ts';
import { encodeIdsig, v4SignedData } from './idsig.ts';
import { strongestDigest } from './verifier.ts';

export interface V4SignRequest extends FileTreeRequest {
  readonly identity: SigningIdentity;
}

/** The content of the `.idsig` file. It has to contain the whole hash tree, 0.8 % of the APK. */
export async function signApkV4(request: V4SignRequest): Promise<Bytes> {
  const { source, identity } = request;
  requireMatchingKey(identity);
  const apkDigest = await readContentDigest(request);
  const { tree, rootHash } = await computeFileTree(request);
  const algorithm = chooseSignatureAlgorithm(createPublicKey(identity.privateKey));
  const [certificate] = identity.certificates;
  const hashing = { hashAlgorithm: v4HashAlgorithm, logBlockSize: v4LogBlockSize, salt: emptyBytes, rootHash };
  const signing = { apkDigest, certificate, additionalData: emptyBytes, publicKey: soundPublicKey(parseCertificate(certificate)) };
  const signature = signWith(algorithm, identity.privateKey, v4SignedData(source.size, hashing, signing));
  return encodeIdsig(hashing, { ...signing, algorithmId: algorithm.id, signature }, tree);
}

async function readContentDigest({ source }: V4SignRequest): Promise<Bytes> {
  const { sections } = await inspectArchiveSections(source);
  const block = sections && (await readApkSigningBlock(source, sections));
  const schemes: readonly (readonly [BlockScheme, number])[] = [
    ['v3', v3BlockId],
    ['v2', v2BlockId],
  ];
  for (const [scheme, id] of schemes) {
    const value = findSigningBlockPair(block, id);
    if (!value) continue;
    const { signers } = inspectBlockSigners(scheme, value, (bytes, number) =>
      inspectBlockSigner(scheme, bytes, number, { minSdk: sdkNougat, maxSdk: sdkMax }),
    );
    const [signer, another] = signers;
    const digest = signer && !another ? strongestDigest(signer) : undefined;
    if (digest) return digest;
  }
  throw Failure.of('signing-impossible', { reason: phrase('a v4 signature requires a v2 or v3 signature by exactly one signer') });
}
