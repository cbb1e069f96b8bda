import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { emptyBytes, toHex, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { computeFileTree } from '../../../../../src/core/signing/android/v4/fileTree.ts';
import { getClassicalAlgorithm, signWith } from '../../../../../src/core/signing/android/signatureAlgorithms.ts';
import { v4HashAlgorithm, v4LogBlockSize } from '../../../../../src/core/signing/android/v4/constants.ts';
import { encodeIdsig, parseIdsig, v4SignedData, type V4SigningInfo } from '../../../../../src/core/signing/android/v4/idsig.ts';
import { signApkV4 } from '../../../../../src/core/signing/android/v4/signer.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { errorCodes, signBytes, unsignedApk, verifyBytes } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const identity = throwAwayIdentity({ algorithm: 'ec-p256' });
let apk: Bytes = emptyBytes;
let idsig: Bytes = emptyBytes;

describe('APK Signature Scheme v4', () => {
  before(async () => {
    apk = await signBytes(await unsignedApk(), { identities: [identity] });
    idsig = await signApkV4({ source: bytesSource(apk), identity, digester: hereDigester });
  });

  it('verifies together with v2 and v3', async () => {
    const { schemes, verified } = await verifyBytes(apk, { idsig });
    deepStrictEqual([verified, schemes.v3, schemes.v4], [true, true, true]);
  });

  it('hashes pages as fs-verity does', async () => {
    const page = new Uint8Array(4096).fill(1);
    const pageHash = createHash('sha256').update(page).digest();
    const top = Buffer.alloc(4096);
    pageHash.copy(top);
    const { tree, rootHash } = await computeFileTree({ source: bytesSource(page), digester: hereDigester });
    deepStrictEqual([toHex(tree), toHex(rootHash)], [top.toString('hex'), createHash('sha256').update(top).digest('hex')]);
    // 129 pages need two levels.
    const large = await computeFileTree({ source: bytesSource(new Uint8Array(4096 * 128 + 1)), digester: hereDigester });
    strictEqual(large.tree.length, 3 * 4096);
  });

  it('is read as it was written', () => {
    const parsed = parseIdsig(idsig);
    deepStrictEqual(parsed && toHex(encodeIdsig(parsed.hashing, parsed.signings[0], parsed.tree ?? emptyBytes)), toHex(idsig));
  });

  const changes: readonly (readonly [IssueCode, () => Bytes | Promise<Bytes>])[] = [
    ['apk-v4-malformed', () => idsig.subarray(0, 50)],
    ['apk-v4-malformed', () => changed(0, 3)],
    ['apk-v4-malformed', () => changed(8, 2)],
    ['apk-v4-tree-changed', () => changed(idsig.length - 1, 1)],
    ['apk-v4-signature-invalid', () => changed(8 + 4 + 1 + 4 + 4, (idsig[21] ?? 0) ^ 1)],
    ['apk-v4-algorithm-unknown', () => withSigning({ algorithmId: 0x7777 })],
    ['apk-v4-public-key-malformed', () => withSigning({ publicKey: Uint8Array.of(1) })],
    [
      'apk-v4-signer-mismatch',
      () =>
        signApkV4({ source: bytesSource(apk), identity: throwAwayIdentity({ algorithm: 'ec-p256', label: 'x' }), digester: hereDigester }),
    ],
    [
      'apk-v4-signature-invalid',
      async () => {
        const other = await signBytes(await unsignedApk({}, [{ name: 'more', bytes: new Uint8Array(9000) }]), { identities: [identity] });
        return signApkV4({ source: bytesSource(other), identity, digester: hereDigester });
      },
    ],
  ];
  for (const [code, change] of changes)
    it(`reports ${code}`, async () => {
      deepStrictEqual(errorCodes(await verifyBytes(apk, { idsig: await change() })), [code]);
    });

  it('verifies together with v2 alone', async () => {
    const older = await signBytes(await unsignedApk(), { identities: [identity], schemes: { v3: false } });
    const signature = await signApkV4({ source: bytesSource(older), identity, digester: hereDigester });
    const { schemes, verified } = await verifyBytes(older, { idsig: signature });
    deepStrictEqual([verified, schemes.v2, schemes.v3, schemes.v4], [true, true, false, true]);
    deepStrictEqual(errorCodes(await verifyBytes(apk, { idsig: signature })), ['apk-v4-content-changed']);
  });

  it('belongs to one signer: with two there is none', async () => {
    const second = throwAwayIdentity({ algorithm: 'ec-p256', label: 'second' });
    const two = await signBytes(await unsignedApk(), { identities: [identity, second], schemes: { v3: false } });
    const signing = signApkV4({ source: bytesSource(two), identity, digester: hereDigester });
    await rejects(signing, (error) => isFailure(error, 'signing-impossible'));
    deepStrictEqual(errorCodes(await verifyBytes(two, { idsig })).length, 1);
    // Even one that is right for the first of them.
    const alone = await signBytes(await unsignedApk(), { identities: [identity], schemes: { v3: false } });
    const forFirst = await resigned(two, { apkDigest: await v2Digest(alone) });
    deepStrictEqual(errorCodes(await verifyBytes(two, { idsig: forFirst })), ['apk-v4-signer-mismatch']);
  });

  it('names the content digest of the v2 or v3 signature, and its certificate', async () => {
    deepStrictEqual(errorCodes(await verifyBytes(apk, { idsig: await resigned(apk, {}) })), []);
    const { apkDigest } = signingOf(idsig);
    for (const wrong of [emptyBytes, apkDigest.subarray(1), apkDigest.map((byte) => byte ^ 1)])
      deepStrictEqual(errorCodes(await verifyBytes(apk, { idsig: await resigned(apk, { apkDigest: wrong }) })), ['apk-v4-signer-mismatch']);
    // Another certificate of the same key.
    const [certificate] = throwAwayIdentity({ algorithm: 'ec-p256', notAfter: new Date('2061-01-01T00:00:00Z') }).certificates;
    deepStrictEqual(errorCodes(await verifyBytes(apk, { idsig: await resigned(apk, { certificate }) })), ['apk-v4-signer-mismatch']);
  });

  it('stops when it is cancelled, and tells how far it is', async () => {
    const source = bytesSource(apk);
    const fractions: number[] = [];
    await computeFileTree({ source, digester: hereDigester, onProgress: (fraction) => fractions.push(fraction) });
    strictEqual(fractions.at(-1), 1);
    await rejects(computeFileTree({ source, digester: hereDigester, signal: AbortSignal.abort() }), (error) =>
      isFailure(error, 'cancelled'),
    );
  });

  it('needs a v2 or v3 signature', async () => {
    const source = bytesSource(await unsignedApk());
    await rejects(signApkV4({ source, identity, digester: hereDigester }), (error) => isFailure(error, 'signing-impossible'));
  });
});

function signingOf(bytes: Bytes): V4SigningInfo {
  const parsed = parseIdsig(bytes);
  if (!parsed) throw new Error('no v4 signature');
  return parsed.signings[0];
}

/** As the v4 signature of an APK with this v2 signature alone has it. */
async function v2Digest(signed: Bytes): Promise<Bytes> {
  return signingOf(await signApkV4({ source: bytesSource(signed), identity, digester: hereDigester })).apkDigest;
}

/** A v4 signature of the APK that says something else, and is signed rightly by the key of the APK. */
async function resigned(signed: Bytes, change: Partial<Pick<V4SigningInfo, 'apkDigest' | 'certificate'>>): Promise<Bytes> {
  const { tree, rootHash } = await computeFileTree({ source: bytesSource(signed), digester: hereDigester });
  const hashing = { hashAlgorithm: v4HashAlgorithm, logBlockSize: v4LogBlockSize, salt: emptyBytes, rootHash };
  const info = { ...signingOf(idsig), ...change };
  const algorithm = getClassicalAlgorithm(info.algorithmId);
  if (!algorithm) throw new Error('no algorithm');
  const signature = signWith(algorithm, identity.privateKey, v4SignedData(signed.length, hashing, info));
  return encodeIdsig(hashing, { ...info, signature }, tree);
}

function changed(offset: number, value: number): Bytes {
  return idsig.map((byte, index) => (index === offset ? value : byte));
}

function withSigning(change: { readonly algorithmId?: number; readonly publicKey?: Bytes }): Bytes {
  const parsed = parseIdsig(idsig);
  if (!parsed) throw new Error('no v4 signature');
  return encodeIdsig(parsed.hashing, { ...parsed.signings[0], ...change }, parsed.tree ?? emptyBytes);
}
