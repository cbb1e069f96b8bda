import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type Bytes, emptyBytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type DigestRequest } from '../../../../../src/core/ports/contentDigester.ts';
import { readApkSigningBlock } from '../../../../../src/core/signing/android/apkSigningBlock.ts';
import { type BlockSigner } from '../../../../../src/core/signing/android/blockSigner.ts';
import { computeContentDigests } from '../../../../../src/core/signing/android/contentDigests.ts';
import { type SchemeSigners, verifyContent } from '../../../../../src/core/signing/android/contentVerifier.ts';
import { type ContentDigestAlgorithm, getSignatureAlgorithm } from '../../../../../src/core/signing/android/signatureAlgorithms.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { signBytes, unsignedApk, withSigningBlock } from '../../../../support/signedPackages.ts';

const sha256 = 0x0201;
const sha512 = 0x0202;
const verity = 0x0423;
const every: readonly ContentDigestAlgorithm[] = ['chunked-sha256', 'verity-chunked-sha256', 'chunked-sha512'];

describe('the content of an APK against what its signers say', () => {
  let apk: Bytes = emptyBytes;
  let digests: ReadonlyMap<ContentDigestAlgorithm, Bytes> = new Map();
  const requests: DigestRequest[] = [];

  async function requestOf(bytes: Bytes) {
    const source = bytesSource(bytes);
    const { sections } = await inspectArchiveSections(source);
    const block = sections && (await readApkSigningBlock(source, sections));
    if (!sections || !block) throw new Error('not signed');
    const digester = {
      digest: async (request: DigestRequest) => {
        requests.push(request);
        return await hereDigester.digest(request);
      },
    };
    return { source, sections, signingBlockOffset: block.offset, digester };
  }

  before(async () => {
    apk = await signBytes(await unsignedApk());
    ({ digests } = await computeContentDigests({ ...(await requestOf(apk)), algorithms: every }));
  });
  beforeEach(() => {
    requests.length = 0;
  });

  const signer = (
    number: number,
    named: Readonly<Record<number, 'right' | 'wrong'>>,
    checked = Object.keys(named).map(Number),
  ): BlockSigner => ({
    number,
    minSdk: 24,
    maxSdk: 99,
    certificates: [] as unknown as BlockSigner['certificates'],
    digests: Object.entries(named).map(([id, state]) => {
      const algorithm = getSignatureAlgorithm(Number(id))?.contentDigest;
      const right = (algorithm && digests.get(algorithm)) ?? emptyBytes;
      return { algorithmId: Number(id), value: state === 'right' ? right : right.map((byte) => byte ^ 1) };
    }),
    attributes: [],
    contentDigests: checked.flatMap((id) => getSignatureAlgorithm(id)?.contentDigest ?? []),
    isUnchecked: false,
  });

  async function check(schemes: () => readonly SchemeSigners[], expected: readonly string[], bytes = apk): Promise<void> {
    const { issues } = await verifyContent(await requestOf(bytes), schemes());
    deepStrictEqual(
      issues.map(({ code, params }) => [code, ...Object.values(params)].join(' ')),
      expected,
    );
    strictEqual(requests.length, 1);
  }

  it('is right', () =>
    check(() => [{ scheme: 'v2', signers: [signer(1, { [sha256]: 'right', [sha512]: 'right', [verity]: 'right' })] }], []));
  it('is wrong for the signer and the algorithm that says so', () =>
    check(
      () => [
        { scheme: 'v3', signers: [signer(1, { [sha256]: 'right' }), signer(2, { [sha256]: 'right', [sha512]: 'wrong' })] },
        { scheme: 'v2', signers: [signer(1, { [verity]: 'wrong' })] },
      ],
      ['apk-v3-content-changed v3 2 chunked-sha512', 'apk-v2-content-changed v2 1 verity-chunked-sha256'],
    ));
  it('is not compared with what no platform of the range checks', () =>
    check(() => [{ scheme: 'v2', signers: [signer(1, { [sha256]: 'wrong', [sha512]: 'right' }, [sha512])] }], []));
  it('is compared with a digest that another signer of the scheme has checked', () =>
    check(
      () => [{ scheme: 'v2', signers: [signer(1, { [sha256]: 'right' }), signer(2, { [sha256]: 'wrong' }, [])] }],
      ['apk-v2-content-changed v2 2 chunked-sha256'],
    ));
  it('is not compared with a digest that another scheme has checked', () =>
    check(
      () => [
        { scheme: 'v3', signers: [signer(1, { [sha256]: 'right' })] },
        { scheme: 'v2', signers: [signer(1, { [sha256]: 'wrong', [sha512]: 'right' }, [sha512])] },
      ],
      [],
    ));
  it('is not compared with a digest of an unknown algorithm', () =>
    check(() => [{ scheme: 'v2', signers: [signer(1, { [sha256]: 'right', 0x9999: 'wrong' })] }], []));

  it('has no verity digest where the block is not on a page', async () => {
    const shifted = await withSigningBlock(await signBytes(await unsignedApk({}, [])), []);
    const request = await requestOf(shifted);
    const { issues } = await verifyContent({ ...request, signingBlockOffset: request.signingBlockOffset - 1 }, [
      { scheme: 'v3', signers: [signer(1, { [verity]: 'right' })] },
    ]);
    deepStrictEqual(
      issues.map(({ code, params }) => [code, ...Object.values(params)].join(' ')),
      ['apk-v3-content-not-on-pages v3 1'],
    );
  });

  it('is hashed once for each algorithm, the weakest first, and as a file where that is wanted', async () => {
    const schemes: readonly SchemeSigners[] = [
      { scheme: 'v3', signers: [signer(1, { [sha512]: 'right' }), signer(2, { [sha512]: 'right', [sha256]: 'right' })] },
      { scheme: 'v2', signers: [signer(1, { [verity]: 'right', [sha256]: 'right' })] },
    ];
    const { fileSha256, issues } = await verifyContent({ ...(await requestOf(apk)), hasFileSha256: true }, schemes);
    deepStrictEqual(issues, []);
    deepStrictEqual(
      requests.map(({ chunked }) => chunked.map(({ algorithm, chunkSize }) => [algorithm, chunkSize])),
      [
        [
          ['sha256', 1024 * 1024],
          ['sha256', 4096],
          ['sha512', 1024 * 1024],
        ],
      ],
    );
    strictEqual(fileSha256?.length, 64);
  });
});
