import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { readApkSigningBlock, type SigningBlockPair } from '../../../../../src/core/signing/android/apkSigningBlock.ts';
import { createBlockIdentity, type BlockIdentity } from '../../../../../src/core/signing/android/blockIdentity.ts';
import { computeContentDigests, type ContentDigests } from '../../../../../src/core/signing/android/contentDigests.ts';
import { u32Bytes } from '../../../../../src/core/signing/android/lengthPrefixed.ts';
import { v2BlockId } from '../../../../../src/core/signing/android/v2/constants.ts';
import { v31BlockId, v3BlockId } from '../../../../../src/core/signing/android/v3/constants.ts';
import { encodeIdsig, parseIdsig, type V4SigningInfo } from '../../../../../src/core/signing/android/v4/idsig.ts';
import { signApkV4 } from '../../../../../src/core/signing/android/v4/signer.ts';
import { type VerifyApkOptions } from '../../../../../src/core/signing/android/verifyApk.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { type SigningIdentity } from '../../../../../src/core/signing/signingIdentity.ts';
import { assertFilled } from '../../../../support/assertFilled.ts';
import { attribute, block, history, makeBlockSigner, type SignerParts } from '../../../../support/blockSigners.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { signBytes, unsignedApk, verifyBytes, withSigningBlock } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

/** Each row is one change of a package that is signed correctly otherwise. Every condition of the verifiers is turned over by one of them. */

const sdkMax = 0x7fffffff;
const known = new Map<string, SigningIdentity>();

/** The same key and certificate whenever it is asked for: signatures of certificates have chance in them. */
function identityOf(label: string): SigningIdentity {
  const identity = known.get(label) ?? throwAwayIdentity({ algorithm: 'ec-p256', label, subject: [{ type: 'CN', value: label }] });
  known.set(label, identity);
  return identity;
}

const [first, second, third, stranger] = ['first', 'second', 'third', 'stranger'].map((name) => createBlockIdentity(identityOf(name))) as [
  BlockIdentity,
  BlockIdentity,
  BlockIdentity,
  BlockIdentity,
];

let apk: Bytes;
let digests: ContentDigests;

const changedDigests = (change: (bytes: Bytes) => Bytes): ContentDigests =>
  new Map([...digests].map(([name, bytes]) => [name, change(bytes)]));
const v2 = (identity = first, parts: Partial<SignerParts> = {}): Bytes => makeBlockSigner(identity, { digests, ...parts });
const v3 = (identity = first, parts: Partial<SignerParts> = {}): Bytes =>
  makeBlockSigner(identity, { digests, range: [28, sdkMax], ...parts });

async function check(pairs: readonly SigningBlockPair[], expected: readonly IssueCode[], options: Partial<VerifyApkOptions> = {}) {
  const result = await verifyBytes(await withSigningBlock(apk, pairs), { minSdk: 28, ...options });
  assertFilled(result.issues);
  const errors = withWholeTexts(result.issues)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
  deepStrictEqual(errors, expected);
  strictEqual(result.verified, expected.length === 0);
  return result;
}

describe('attacks on APK signatures', () => {
  before(async () => {
    apk = await signBytes(await unsignedApk({ minSdk: 24 }), { identities: [identityOf('first')] });
    const source = bytesSource(apk);
    const { sections } = await inspectArchiveSections(source);
    const found = sections && (await readApkSigningBlock(source, sections));
    if (!sections || !found) throw new Error('not signed');
    const request = { source, sections, signingBlockOffset: found.offset, digester: hereDigester };
    ({ digests } = await computeContentDigests({ ...request, algorithms: ['chunked-sha256'] }));
  });

  it('begin with packages that are accepted', async () => {
    await check([block(v2BlockId, v2())], [], { minSdk: 24 });
    await check([block(v3BlockId, v3())], []);
    await check([block(v2BlockId, v2()), block(v3BlockId, v3(second, { attributes: [history([first, second])] }))], [], { minSdk: 24 });
  });

  const digestChanges: readonly (readonly [string, (bytes: Bytes) => Bytes])[] = [
    ['the beginning of the digest alone', (bytes) => bytes.subarray(0, 16)],
    ['one byte of the digest', (bytes) => bytes.subarray(0, 1)],
    ['all but one byte of the digest', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['no byte of a digest', () => new Uint8Array()],
    ['the digest and a byte more', (bytes) => Uint8Array.from([...bytes, 0])],
    ['the digest with its first bit turned over', (bytes) => bytes.map((byte, index) => (index === 0 ? byte ^ 0x80 : byte))],
    ['the digest with its last bit turned over', (bytes) => bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))],
  ];
  for (const [what, change] of digestChanges)
    it(`with ${what} in v2, v3 and v3.1`, async () => {
      const changed = { digests: changedDigests(change) };
      await check([block(v2BlockId, v2(first, changed))], ['apk-v2-content-changed'], { minSdk: 24 });
      await check([block(v3BlockId, v3(first, changed))], ['apk-v3-content-changed']);
      const announced = v3(first, { range: [28, 32], attributes: [attribute(0x559f8b02, u32Bytes(33))] });
      const rotated = v3(first, { ...changed, range: [33, sdkMax] });
      await check([block(v31BlockId, rotated), block(v3BlockId, announced)], ['apk-v31-content-changed']);
      // One right signer does not make up for a wrong one.
      await check([block(v2BlockId, v2(), v2(second, changed))], ['apk-v2-content-changed'], { minSdk: 24, maxSdk: 27 });
      await check([block(v2BlockId, v2(second, changed), v2())], ['apk-v2-content-changed'], { minSdk: 24, maxSdk: 27 });
    });

  it('with a damaged signature of the second of two signers', async () => {
    await check([block(v2BlockId, v2(), v2(second, { isDamaged: true }))], ['apk-v2-signature-invalid'], { minSdk: 24, maxSdk: 27 });
    const late = v3(first, { range: [31, sdkMax], isDamaged: true });
    await check([block(v3BlockId, v3(first, { range: [28, 30] }), late)], ['apk-v3-signature-invalid']);
  });

  const lineages: readonly (readonly [string, () => Bytes, readonly IssueCode[]])[] = [
    ['that ends with the signer', () => history([first, second]), []],
    ['of the signer alone', () => history([second]), ['apk-v3-older-signer-differs']],
    ['whose root is somebody else', () => history([stranger, second]), ['apk-v3-older-signer-differs']],
    ['in which the older signer is not the root', () => history([stranger, first, second]), ['apk-v3-older-signer-differs']],
    ['in which the signer is not the last', () => history([first, second, third]), ['apk-v3-lineage-certificate-mismatch']],
    ['in which the signer is the root', () => history([second, third]), ['apk-v3-lineage-certificate-mismatch']],
    ['without the signer', () => history([first, third]), ['apk-v3-lineage-certificate-mismatch']],
    ['with a damaged last link', () => damaged(history([first, second])), ['apk-v3-lineage-invalid']],
    ['of another version', () => attribute(0x3ba06f8c, u32Bytes(2)), ['apk-v3-lineage-malformed']],
  ];
  const damaged = (bytes: Bytes): Bytes => bytes.map((byte, index) => (index === bytes.length - 9 ? byte ^ 1 : byte));
  for (const [what, attributes, codes] of lineages)
    it(`with a history ${what}`, async () => {
      const signer = v3(second, { attributes: [attributes()] });
      await check([block(v2BlockId, v2()), block(v3BlockId, signer)], codes, { minSdk: 24 });
    });

  it('with two v3 signers whose histories part', async () => {
    const early = v3(second, { range: [28, 30], attributes: [history([first, second])] });
    const late = (identities: readonly BlockIdentity[]): Bytes => v3(third, { range: [31, sdkMax], attributes: [history(identities)] });
    const check3 = (identities: readonly BlockIdentity[], codes: readonly IssueCode[]) =>
      check([block(v2BlockId, v2()), block(v3BlockId, early, late(identities))], codes, { minSdk: 24 });
    await check3([first, second, third], []);
    await check3([first, stranger, third], ['apk-v3-lineages-inconsistent']);
    await check3([third], ['apk-v3-lineages-inconsistent']);
  });

  const coverage: readonly (readonly [string, readonly (readonly [number, number])[], readonly IssueCode[]])[] = [
    [
      'that touch',
      [
        [28, 30],
        [31, sdkMax],
      ],
      [],
    ],
    [
      'with a gap of one level',
      [
        [28, 30],
        [32, sdkMax],
      ],
      ['apk-v3-sdk-ranges-inconsistent', 'apk-v3-sdk-versions-missing'],
    ],
    [
      'that overlap by one level',
      [
        [28, 31],
        [31, sdkMax],
      ],
      ['apk-v3-sdk-ranges-inconsistent', 'apk-v3-sdk-versions-missing'],
    ],
    ['that begin one level late', [[29, sdkMax]], ['apk-v3-sdk-versions-missing']],
    ['that end one level early', [[28, sdkMax - 1]], ['apk-v3-sdk-versions-missing']],
    ['that begin early', [[24, sdkMax]], []],
    ['that begin before any platform knows the algorithm', [[23, sdkMax]], ['apk-v3-no-supported-signatures']],
    ['that are none', [[31, 30]], ['apk-v3-sdk-range-invalid']],
  ];
  for (const [what, ranges, codes] of coverage)
    it(`with ranges of platforms ${what}`, async () => {
      const signers = ranges.map((range) => v3(first, { range }));
      await check([block(v3BlockId, ...signers)], codes);
    });

  describe('on v4', () => {
    let signed: Bytes;
    let idsig: Bytes;
    before(async () => {
      signed = await signBytes(await unsignedApk({ minSdk: 24 }), { identities: [identityOf('first')] });
      idsig = await signApkV4({ source: bytesSource(signed), digester: hereDigester, identity: identityOf('first') });
    });

    async function checkV4(bytes: Bytes, codes: readonly IssueCode[]): Promise<void> {
      const { issues, schemes } = await verifyBytes(signed, { idsig: bytes });
      deepStrictEqual(
        issues.map(({ code }) => code),
        codes,
      );
      strictEqual(schemes.v4, codes.length === 0);
    }

    function changed(change: { root?: (bytes: Bytes) => Bytes; tree?: (bytes: Bytes) => Bytes; signing?: Partial<V4SigningInfo> }): Bytes {
      const parsed = parseIdsig(idsig);
      if (!parsed?.tree) throw new Error('no v4 signature');
      const { hashing, signings, tree } = parsed;
      const rootHash = change.root?.(hashing.rootHash) ?? hashing.rootHash;
      return encodeIdsig({ ...hashing, rootHash }, { ...signings[0], ...change.signing }, change.tree?.(tree) ?? tree);
    }

    it('begin with what is accepted', () => checkV4(idsig, []));
    it('with a hash tree that is cut, longer, or not there but for nothing', async () => {
      await checkV4(changed({ tree: (tree) => tree.subarray(0, tree.length - 32) }), ['apk-v4-tree-changed']);
      await checkV4(changed({ tree: () => new Uint8Array() }), ['apk-v4-tree-changed']);
      await checkV4(changed({ tree: (tree) => Uint8Array.from([...tree, 0]) }), ['apk-v4-tree-changed']);
    });
    it('with another root, certificate, digest or signature', async () => {
      await checkV4(changed({ root: (root) => root.subarray(0, 16) }), ['apk-v4-signature-invalid']);
      await checkV4(changed({ signing: { signature: new Uint8Array() } }), ['apk-v4-signature-invalid']);
      await checkV4(changed({ signing: { apkDigest: new Uint8Array(32) } }), ['apk-v4-signature-invalid']);
      const { certificates } = identityOf('stranger');
      await checkV4(changed({ signing: { certificate: certificates[0] } }), ['apk-v4-signature-invalid']);
    });
    it('by someone else', async () => {
      const other = await signApkV4({ source: bytesSource(signed), digester: hereDigester, identity: identityOf('stranger') });
      await checkV4(other, ['apk-v4-signer-mismatch']);
    });
    it('of another package', async () => {
      const more = await signBytes(await unsignedApk({ minSdk: 24 }, [{ name: 'x', bytes: new Uint8Array(5) }]), {
        identities: [identityOf('first')],
      });
      await checkV4(await signApkV4({ source: bytesSource(more), digester: hereDigester, identity: identityOf('first') }), [
        'apk-v4-signature-invalid',
      ]);
    });
  });

  it('with another name in the local header', async () => {
    const v1 = await signBytes(await unsignedApk({ minSdk: 21 }), {
      identities: [identityOf('first')],
      schemes: { v1: true, v2: false, v3: false },
    });
    const at = Buffer.from(v1).indexOf('classes.dex');
    const renamed = v1.map((byte, index) => (index === at ? 0x43 : byte));
    const { issues, verified } = await verifyBytes(renamed, { minSdk: 21 });
    deepStrictEqual([verified, issues.map(({ code }) => code)], [false, ['package-entry-malformed']]);
  });
});
