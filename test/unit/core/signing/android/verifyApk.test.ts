import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { concatBytes, emptyBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { createBlockIdentity, encodeSignature } from '../../../../../src/core/signing/android/blockIdentity.ts';
import { computeContentDigests } from '../../../../../src/core/signing/android/contentDigests.ts';
import { findSigningBlockPair, readApkSigningBlock } from '../../../../../src/core/signing/android/apkSigningBlock.ts';
import { encodePrefixed, encodePrefixedSequence, u32Bytes } from '../../../../../src/core/signing/android/lengthPrefixed.ts';
import { type VerifyApkOptions } from '../../../../../src/core/signing/android/verifyApk.ts';
import { v2BlockId } from '../../../../../src/core/signing/android/v2/constants.ts';
import { v31BlockId, v3BlockId } from '../../../../../src/core/signing/android/v3/constants.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { assertFilled } from '../../../../support/assertFilled.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { errorCodes, signBytes, unsignedApk, verifyBytes, withSigningBlock } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';
import { rawZip } from '../../formats/zip/support/rawZip.ts';

const identity = throwAwayIdentity({ algorithm: 'ec-p256' });
const signer = createBlockIdentity(identity);

/** The parts of one v2 or v3 signer, each of which a test may replace. */
interface SignerParts {
  readonly digests?: Bytes;
  readonly certificates?: Bytes;
  readonly attributes?: Bytes;
  readonly signatures?: (signedData: Bytes) => Bytes;
  readonly publicKey?: Bytes;
  readonly range?: readonly [min: number, max: number];
  readonly signedRange?: readonly [min: number, max: number];
}

/** A signer over whatever it is given, with a good signature over its own data. */
function makeSigner(digest: Bytes, parts: SignerParts): Bytes {
  const rangeBytes = (range: readonly number[] | undefined): Bytes => concatBytes(...(range ?? []).map(u32Bytes));
  const signedData = concatBytes(
    parts.digests ?? encodePrefixedSequence([concatBytes(u32Bytes(signer.algorithm.id), encodePrefixed(digest))]),
    parts.certificates ?? encodePrefixedSequence(signer.certificates),
    rangeBytes(parts.signedRange ?? parts.range),
    parts.attributes ?? encodePrefixed(),
  );
  return encodePrefixed(
    encodePrefixed(signedData),
    rangeBytes(parts.range),
    parts.signatures?.(signedData) ?? encodePrefixedSequence([encodeSignature(signer, [signedData])]),
    encodePrefixed(parts.publicKey ?? signer.publicKey),
  );
}

function attribute(id: number, value: Bytes): Bytes {
  return encodePrefixed(encodePrefixed(u32Bytes(id), value));
}

let apk: Bytes = emptyBytes;
let digest: Bytes = emptyBytes;

async function contentDigest(bytes: Bytes): Promise<Bytes> {
  const source = bytesSource(bytes);
  const { sections } = await inspectArchiveSections(source);
  const block = sections && (await readApkSigningBlock(source, sections));
  if (!sections || !block) throw new Error('not signed');
  const request = { source, sections, signingBlockOffset: block.offset, digester: hereDigester };
  const { digests } = await computeContentDigests({ ...request, algorithms: ['chunked-sha256'] });
  return digests.get('chunked-sha256') ?? emptyBytes;
}

async function checkBlocks(
  pairs: readonly { id: number; value: Bytes }[],
  expected: readonly IssueCode[],
  options: Partial<VerifyApkOptions> = {},
) {
  const result = await verifyBytes(await withSigningBlock(apk, pairs), { minSdk: 24, ...options });
  assertFilled(result.issues);
  deepStrictEqual(errorCodes(result), expected);
  strictEqual(result.verified, expected.length === 0);
  return result;
}

const v2 = (parts: SignerParts = {}): { id: number; value: Bytes } => ({ id: v2BlockId, value: encodePrefixed(makeSigner(digest, parts)) });
const v3 = (parts: SignerParts = {}, id = v3BlockId): { id: number; value: Bytes } => ({
  id,
  value: encodePrefixed(makeSigner(digest, { range: [24, 0x7fffffff], ...parts })),
});
/** v3 does not cover platforms before API level 28, so the fall back to v2 must be there. */
const from28 = { minSdk: 28 };

describe('verifyApk', () => {
  before(async () => {
    apk = await signBytes(await unsignedApk(), { identities: [identity] });
    digest = await contentDigest(apk);
  });

  it('accepts hand-made signers, so that the changes below are what is refused', async () => {
    await checkBlocks([v2()], []);
    await checkBlocks([v3()], [], from28);
    await checkBlocks([v2(), v3()], []);
  });

  const brokenSigners: readonly (readonly [IssueCode, SignerParts])[] = [
    ['apk-v2-signature-malformed', { signatures: () => encodePrefixedSequence([Uint8Array.of(1, 2, 3)]) }],
    ['apk-v2-no-signatures', { signatures: () => encodePrefixed() }],
    [
      'apk-v2-no-supported-signatures',
      { signatures: () => encodePrefixedSequence([concatBytes(u32Bytes(0x9999), encodePrefixed(Uint8Array.of(1)))]) },
    ],
    ['apk-v2-public-key-malformed', { publicKey: Uint8Array.of(1, 2) }],
    ['apk-v2-public-key-malformed', { publicKey: createBlockIdentity(throwAwayIdentity()).publicKey }],
    ['apk-v2-signature-invalid', { publicKey: createBlockIdentity(throwAwayIdentity({ algorithm: 'ec-p256', label: 'b' })).publicKey }],
    ['apk-v2-signature-invalid', { signatures: (data) => encodePrefixedSequence([encodeSignature(signer, [data, Uint8Array.of(0)])]) }],
    ['apk-v2-certificate-malformed', { certificates: encodePrefixedSequence([Uint8Array.of(1, 2, 3)]) }],
    ['apk-v2-no-certificates', { certificates: encodePrefixed() }],
    ['apk-v2-public-key-mismatch', { certificates: encodePrefixedSequence([throwAwayIdentity().certificates[0]]) }],
    ['apk-v2-digest-malformed', { digests: encodePrefixedSequence([Uint8Array.of(1)]) }],
    ['apk-v2-algorithms-differ', { digests: encodePrefixed() }],
    ['apk-v2-attribute-malformed', { attributes: encodePrefixed(Uint8Array.of(9, 0, 0, 0)) }],
    ['apk-v2-attribute-malformed', { attributes: attribute(0xbeeff00d, Uint8Array.of(3)) }],
    ['apk-v2-newer-signature-stripped', { attributes: attribute(0xbeeff00d, u32Bytes(3)) }],
  ];
  for (const [code, parts] of brokenSigners)
    it(`reports ${code} (${Object.keys(parts).join()})`, () => checkBlocks([v2(parts)], [code]).then(() => undefined));

  const brokenBlocks: readonly (readonly [IssueCode, number, Bytes])[] = [
    ['apk-v2-signers-malformed', v2BlockId, Uint8Array.of(1, 0)],
    ['apk-v2-no-signers', v2BlockId, encodePrefixed()],
    ['apk-v2-signer-malformed', v2BlockId, encodePrefixed(Uint8Array.of(200, 0, 0, 0))],
    ['apk-v2-signer-malformed', v2BlockId, encodePrefixed(encodePrefixed(Uint8Array.of(1)))],
    ['apk-v3-signers-malformed', v3BlockId, u32Bytes(0xffffffff)],
    ['apk-v3-no-signers', v3BlockId, encodePrefixed()],
    ['apk-v3-signer-malformed', v3BlockId, encodePrefixed(encodePrefixed())],
  ];
  for (const [code, id, value] of brokenBlocks)
    it(`reports ${code} for a block of ${value.length} bytes`, () => checkBlocks([{ id, value }], [code], from28).then(() => undefined));

  it('reports apk-v2-too-many-signers', async () => {
    const signers = Array.from({ length: 11 }, () => makeSigner(digest, {}));
    await checkBlocks([{ id: v2BlockId, value: encodePrefixed(...signers) }], ['apk-v2-too-many-signers']);
  });

  it('refuses thousands of signers without checking them', async () => {
    const value = encodePrefixed(...Array.from({ length: 5000 }, () => encodePrefixed()));
    const { issues } = await verifyBytes(await withSigningBlock(apk, [{ id: v3BlockId, value }]), from28);
    strictEqual(issues.at(-1)?.code, 'apk-v3-signers-malformed');
  });

  const unknown: readonly (readonly [IssueCode, SignerParts])[] = [
    ['apk-v2-attribute-unknown', { attributes: attribute(0x1234, emptyBytes) }],
    ['apk-v2-scheme-unknown', { attributes: attribute(0xbeeff00d, u32Bytes(77)) }],
  ];
  for (const [code, parts] of unknown)
    it(`warns of ${code}`, async () => {
      const { issues } = await checkBlocks([v2(parts)], []);
      deepStrictEqual(
        issues.map(({ code, severity }) => [code, severity]),
        [[code, 'warning']],
      );
    });

  const ranges: readonly (readonly [readonly IssueCode[], SignerParts])[] = [
    [['apk-v3-sdk-range-invalid'], { range: [40, 30] }],
    [['apk-v3-sdk-range-mismatch'], { range: [24, 0x7fffffff], signedRange: [24, 40] }],
    [['apk-v3-sdk-versions-missing'], { range: [24, 40] }],
    [['apk-v3-sdk-versions-missing'], { range: [30, 0x7fffffff] }],
    [['apk-v31-stripped'], { attributes: attribute(0x559f8b02, u32Bytes(33)) }],
    [['apk-v3-attribute-malformed'], { attributes: attribute(0x559f8b02, Uint8Array.of(33)) }],
    [['apk-v3-lineage-malformed'], { attributes: attribute(0x3ba06f8c, Uint8Array.of(1)) }],
    [['apk-v3-lineage-malformed'], { attributes: attribute(0x3ba06f8c, u32Bytes(1)) }],
  ];
  for (const [codes, parts] of ranges)
    it(`reports ${codes.join(', ')} (${JSON.stringify(parts.range ?? [...(parts.attributes ?? [])].slice(8, 12))})`, async () => {
      await checkBlocks([v3(parts)], codes, from28);
    });

  it('reports apk-v3-sdk-ranges-inconsistent', async () => {
    const signers = [makeSigner(digest, { range: [28, 30] }), makeSigner(digest, { range: [32, 0x7fffffff] })];
    await checkBlocks(
      [{ id: v3BlockId, value: encodePrefixed(...signers) }],
      ['apk-v3-sdk-ranges-inconsistent', 'apk-v3-sdk-versions-missing'],
      from28,
    );
  });

  it('reads v3.1 together with the v3 signature that announces it', async () => {
    const announced = { range: [24, 32] as const, attributes: attribute(0x559f8b02, u32Bytes(33)) };
    const rotated = v3({ range: [33, 0x7fffffff] }, v31BlockId);
    const { schemes, signers } = await checkBlocks([v3(announced), rotated], [], from28);
    deepStrictEqual([schemes.v3, schemes.v31, signers.map(({ scheme }) => scheme)], [true, true, ['v31']]);
    await checkBlocks([rotated], ['apk-v31-without-v3'], from28);
    await checkBlocks(
      [v3({ ...announced, attributes: attribute(0x559f8b02, u32Bytes(34)) }), rotated],
      ['apk-v31-rotation-sdk-mismatch'],
      from28,
    );
    const { issues } = await checkBlocks([v3({ range: [24, 32] }), rotated], [], from28);
    deepStrictEqual(
      issues.map(({ code }) => code),
      ['apk-v31-rotation-sdk-missing'],
    );
  });

  it('reports a change of any part of the content', async () => {
    const source = bytesSource(apk);
    const { sections } = await inspectArchiveSections(source);
    const block = sections && (await readApkSigningBlock(source, sections));
    for (const offset of [40, (block?.offset ?? 0) - 1, (sections?.centralDirectoryOffset ?? 0) + 12]) {
      const changed = apk.map((byte, index) => (index === offset ? byte ^ 1 : byte));
      deepStrictEqual(
        errorCodes(await verifyBytes(changed, { minSdk: 24 })),
        ['apk-v3-content-changed', 'apk-v2-content-changed'],
        String(offset),
      );
    }
  });

  it('notices that v3 was removed, or v2 and v3', async () => {
    const block = await readBlock(apk);
    const onlyV2 = await withSigningBlock(apk, [{ id: v2BlockId, value: findSigningBlockPair(block, v2BlockId) ?? emptyBytes }]);
    deepStrictEqual(errorCodes(await verifyBytes(onlyV2, { minSdk: 28 })), ['apk-v2-newer-signature-stripped']);
    deepStrictEqual(errorCodes(await verifyBytes(onlyV2, { minSdk: 24, maxSdk: 27 })), []);
    const old = await signBytes(await unsignedApk({ minSdk: 21 }), { identities: [identity] });
    const stripped = await withSigningBlock(old, emptyBytes);
    deepStrictEqual(errorCodes(await verifyBytes(stripped)), ['jar-newer-signature-stripped', 'jar-newer-signature-stripped']);
    // A platform notices the schemes that it knows: v2 from 24 on, v3 from 28 on.
    for (const [maxSdk, count] of [
      [23, 0],
      [24, 1],
      [27, 1],
      [28, 2],
    ] as const)
      deepStrictEqual(errorCodes(await verifyBytes(stripped, { maxSdk })), Array(count).fill('jar-newer-signature-stripped'), `${maxSdk}`);
  });

  it('falls back to v1 when the frame of the signing block is wrong, as a phone does', async () => {
    const signed = await signBytes(await unsignedApk({ minSdk: 21 }), {
      identities: [identity],
      schemes: { v2: false, v3: false, v1: true },
    });
    const result = await verifyBytes(await withSigningBlock(signed, utf8('garbage APK Sig Block 42')));
    deepStrictEqual([errorCodes(result), result.schemes.v1], [[], true]);
  });

  const bySdks: readonly (readonly [IssueCode, Parameters<typeof unsignedApk>[0]])[] = [
    ['apk-target-sdk-needs-v2', { minSdk: 21, targetSdk: 30 }],
    ['apk-target-sandbox-needs-v2', { minSdk: 21, targetSdk: 29, sandbox: 2 }],
  ];
  for (const [code, sdks] of bySdks)
    it(`reports ${code} for a package with v1 alone`, async () => {
      const signed = await signBytes(await unsignedApk(sdks), { schemes: { v1: true, v2: false, v3: false } });
      deepStrictEqual(errorCodes(await verifyBytes(signed)), [code]);
      deepStrictEqual(errorCodes(await verifyBytes(await signBytes(signed))), []);
    });

  it('reports signers that differ between the schemes', async () => {
    const other = throwAwayIdentity({ algorithm: 'ec-p256', label: 'other' });
    const two = await signBytes(await unsignedApk({ minSdk: 21 }), { identities: [identity, other] });
    const one = await readBlock(await signBytes(two, { identities: [identity], schemes: { v3: false } }));
    strictEqual(one?.pairs.length, 2);
    const otherDigest = await contentDigest(two);
    const onlyFirst = await withSigningBlock(two, [{ id: v2BlockId, value: encodePrefixed(makeSigner(otherDigest, {})) }]);
    deepStrictEqual(errorCodes(await verifyBytes(onlyFirst)), ['apk-v2-missing-v1-signer']);
    const v3Only = await signBytes(await unsignedApk(), { identities: [other], schemes: { v2: true, v3: false } });
    const mixedDigest = await contentDigest(v3Only);
    const mixed = await withSigningBlock(v3Only, [
      ...((await readBlock(v3Only))?.pairs ?? []).filter(({ id }) => id === v2BlockId),
      { id: v3BlockId, value: encodePrefixed(makeSigner(mixedDigest, { range: [24, 0x7fffffff] })) },
    ]);
    deepStrictEqual(errorCodes(await verifyBytes(mixed)), ['apk-v3-older-signer-differs']);
  });

  const archives: readonly (readonly [IssueCode, () => Promise<Bytes> | Bytes])[] = [
    ['zip-not-an-archive', () => utf8('nothing')],
    ['package-directory-malformed', () => rawZip({ entries: [{ name: 'a' }], end: { count: 3 } })],
    ['package-directory-out-of-range', () => rawZip({ entries: [{ name: 'a' }], end: { offset: 5000 } })],
    ['apk-manifest-missing', () => rawZip({ entries: [{ name: 'a' }] })],
    ['apk-min-sdk-unknown', () => rawZip({ entries: [{ name: 'AndroidManifest.xml', data: utf8('<manifest/>') }] })],
  ];
  for (const [code, make] of archives)
    it(`reports ${code}`, async () => {
      deepStrictEqual(errorCodes(await verifyBytes(await make())), [code]);
    });

  it('reports apk-min-sdk-above-max', async () => {
    deepStrictEqual(errorCodes(await verifyBytes(apk, { minSdk: 30, maxSdk: 29 })), ['apk-min-sdk-above-max']);
  });

  it('names the signer of the newest scheme with subject and SHA-256', async () => {
    const { signers } = await verifyBytes(apk);
    deepStrictEqual(
      signers.map(({ scheme, certificate }) => [scheme, Buffer.from(certificate.der).equals(identity.certificates[0])]),
      [['v3', true]],
    );
    match(signers[0]?.subject ?? '', /CN=Throw-away ec-p256/);
    match(signers[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
  });
});

async function readBlock(bytes: Bytes) {
  const source = bytesSource(bytes);
  const { sections } = await inspectArchiveSections(source);
  return sections && (await readApkSigningBlock(source, sections));
}
