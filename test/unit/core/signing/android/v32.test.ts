import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { createSelfSignedCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { describePackage } from '../../../../../src/core/packages/describePackage.ts';
import { readApkSigningBlock } from '../../../../../src/core/signing/android/apkSigningBlock.ts';
import { createBlockIdentity, type BlockIdentity } from '../../../../../src/core/signing/android/blockIdentity.ts';
import { computeContentDigests, type ContentDigests } from '../../../../../src/core/signing/android/contentDigests.ts';
import { u32Bytes } from '../../../../../src/core/signing/android/lengthPrefixed.ts';
import { canVerifyMlDsa } from '../../../../../src/core/signing/android/mlDsa.ts';
import { getSignatureAlgorithm } from '../../../../../src/core/signing/android/signatureAlgorithms.ts';
import { v31BlockId, v3BlockId } from '../../../../../src/core/signing/android/v3/constants.ts';
import { hybridMaxSdkAttributeId, hybridMinSdkAttributeId, v32BlockId } from '../../../../../src/core/signing/android/v32/constants.ts';
import { type VerifyApkOptions } from '../../../../../src/core/signing/android/verifyApk.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { soundPublicKey } from '../../../../../src/core/signing/soundPublicKey.ts';
import { attribute, block, history, makeBlockSigner, type SignerParts } from '../../../../support/blockSigners.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { errorCodes, signBytes, unsignedApk, verifyBytes, withSigningBlock } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const sdkMax = 0x7fffffff;
const oldIdentity = throwAwayIdentity({ algorithm: 'ec-p256', label: 'old' });
const named = (name: string): BlockIdentity =>
  createBlockIdentity(throwAwayIdentity({ algorithm: 'ec-p256', label: name, subject: [{ type: 'CN', value: name }] }));
const old = createBlockIdentity(oldIdentity);
const classical = named('classical');
const otherClassical = named('other classical');

function postQuantumIdentity(): BlockIdentity {
  // Types of Node that know ML-DSA by name are newer than the oldest Node of the product.
  const { privateKey }: { privateKey: KeyObject } = generateKeyPairSync('ml-dsa-65' as 'ed25519');
  const certificate = createSelfSignedCertificate({
    subject: [{ type: 'CN', value: 'post-quantum' }],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2056-01-01T00:00:00Z'),
    serialNumber: Uint8Array.of(9),
    privateKey,
  });
  const algorithm = getSignatureAlgorithm(0x0501);
  if (!algorithm) throw new Error('no ML-DSA');
  return { privateKey, certificates: [certificate], publicKey: soundPublicKey(parseCertificate(certificate)), algorithm };
}

let pqc: BlockIdentity;
let apk: Bytes;
let digests: ContentDigests;

const makeSigner = (identity: BlockIdentity, parts: Partial<SignerParts> = {}): Bytes =>
  makeBlockSigner(identity, { digests, range: [37, sdkMax], ...parts });
const protection = (min = 37, ...max: readonly number[]): readonly Bytes[] => [
  attribute(hybridMinSdkAttributeId, u32Bytes(min)),
  ...max.map((level) => attribute(hybridMaxSdkAttributeId, u32Bytes(level))),
];
const v3 = (parts: Partial<SignerParts> = {}): { id: number; value: Bytes } =>
  block(v3BlockId, makeSigner(old, { range: [28, sdkMax], attributes: protection(), ...parts }));
const classicalSigner = (parts: Partial<SignerParts> = {}): Bytes =>
  makeSigner(classical, { attributes: [history([old, classical])], ...parts });
const pqcSigner = (parts: Partial<SignerParts> = {}): Bytes => makeSigner(pqc, { attributes: [history([old, pqc])], ...parts });
const hybrid = (one = classicalSigner(), other = pqcSigner()): { id: number; value: Bytes } => block(v32BlockId, one, other);

async function signedWith(pairs: readonly { id: number; value: Bytes }[]): Promise<Bytes> {
  return withSigningBlock(apk, pairs);
}

async function check(
  pairs: readonly { id: number; value: Bytes }[],
  expected: readonly IssueCode[],
  options: Partial<VerifyApkOptions> = {},
): Promise<Awaited<ReturnType<typeof verifyBytes>>> {
  const result = await verifyBytes(await signedWith(pairs), { minSdk: 28, ...options });
  deepStrictEqual(
    result.issues.map(({ code }) => code),
    expected,
  );
  strictEqual(result.verified, errorCodes(result).length === 0);
  return result;
}

describe('APK Signature Scheme v3.2', function () {
  before(async function () {
    // The oldest Node of the product has no ML-DSA; what it says then is tested below with an option.
    if (!canVerifyMlDsa()) this.skip();
    pqc = postQuantumIdentity();
    apk = await signBytes(await unsignedApk({ minSdk: 28 }), { identities: [oldIdentity] });
    const source = bytesSource(apk);
    const { sections } = await inspectArchiveSections(source);
    const found = sections && (await readApkSigningBlock(source, sections));
    if (!sections || !found) throw new Error('not signed');
    const request = { source, sections, signingBlockOffset: found.offset, digester: hereDigester };
    ({ digests } = await computeContentDigests({ ...request, algorithms: ['chunked-sha256', 'chunked-sha512'] }));
  });

  it('is verified with the v3 signature for older platforms next to it, and the post-quantum key is the newest', async () => {
    const { schemes, signers, lineage } = await check([v3(), hybrid()], []);
    deepStrictEqual([schemes.v3, schemes.v32], [true, true]);
    deepStrictEqual(
      signers.map(({ scheme, subject }) => [scheme, subject]),
      [['v32', 'CN=post-quantum']],
    );
    deepStrictEqual(
      lineage.map(({ publicKey }) => publicKey.algorithm),
      ['EC', 'EC', 'ML-DSA-65'],
    );
    await check([v3({ attributes: protection(37, sdkMax) }), block(v32BlockId, pqcSigner(), classicalSigner())], []);
  });

  it('is enough alone for a package that no older platform runs', async () => {
    await check([hybrid()], [], { minSdk: 37 });
    await check([block(v32BlockId, makeSigner(classical), makeSigner(pqc))], [], { minSdk: 37 });
    await check([hybrid()], ['apk-v32-without-v3'], { minSdk: 28 });
  });

  it('is not looked at for older platforms', async () => {
    const { schemes } = await check([v3(), hybrid(classicalSigner({ isDamaged: true }))], [], { maxSdk: 36 });
    strictEqual(schemes.v32, false);
  });

  it('is one classical and one post-quantum signer, and no other number', async () => {
    const not = ['apk-v32-signers-not-hybrid'] as const;
    await check([v3(), block(v32BlockId, classicalSigner())], not);
    await check([v3(), block(v32BlockId, pqcSigner())], not);
    await check([v3(), block(v32BlockId, classicalSigner(), classicalSigner())], not);
    await check([v3(), block(v32BlockId, pqcSigner(), pqcSigner())], not);
    await check([v3(), block(v32BlockId, classicalSigner(), pqcSigner(), pqcSigner())], not);
  });

  it('is valid with both signatures alone', async () => {
    await check([v3(), hybrid(classicalSigner({ isDamaged: true }))], ['apk-v32-signature-invalid']);
    await check([v3(), hybrid(undefined, pqcSigner({ isDamaged: true }))], ['apk-v32-signature-invalid']);
  });

  it('protects the content with both digests', async () => {
    const changed = new Map([...digests].map(([name, bytes]) => [name, bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte))]));
    await check([v3(), hybrid(classicalSigner({ digests: changed }))], ['apk-v32-content-changed']);
    await check([v3(), hybrid(undefined, pqcSigner({ digests: changed }))], ['apk-v32-content-changed']);
  });

  it('is for the same platforms and with the same history in both signers', async () => {
    await check([v3(), hybrid(classicalSigner({ range: [37, 40] }))], ['apk-v32-sdk-ranges-inconsistent']);
    await check([v3(), hybrid(classicalSigner({ range: [38, sdkMax] }))], ['apk-v32-sdk-ranges-inconsistent']);
    const apart = ['apk-v32-lineages-inconsistent'] as const;
    await check([v3(), hybrid(makeSigner(classical))], apart);
    await check([v3(), hybrid(undefined, makeSigner(pqc))], apart);
    await check([v3(), hybrid(classicalSigner({ attributes: [history([old, classical], 7)] }))], apart);
    await check([v3(), hybrid(classicalSigner({ attributes: [history([otherClassical, classical])] }))], apart);
    await check([v3(), hybrid(classicalSigner({ attributes: [history([old, otherClassical, classical])] }))], apart);
  });

  it('ends its history with the signer, and has one', async () => {
    const mismatch = ['apk-v32-lineage-certificate-mismatch'] as const;
    await check([v3(), hybrid(classicalSigner({ attributes: [history([classical, otherClassical])] }))], mismatch);
    await check([v3(), hybrid(undefined, pqcSigner({ attributes: [history([old])] }))], mismatch);
    const twice = [history([old, classical]), history([old, classical])];
    await check([v3(), hybrid(classicalSigner({ attributes: twice }))], ['apk-v32-lineage-malformed']);
    const bad = attribute(0x3ba06f8c, u32Bytes(2));
    await check([v3(), hybrid(classicalSigner({ attributes: [bad] }))], ['apk-v32-lineage-malformed']);
  });

  it('cannot be taken out, nor its platforms be changed, where the older signature speaks of it', async () => {
    await check([v3()], ['apk-v32-stripped']);
    await check([v3()], [], { maxSdk: 36 });
    await check([v3({ attributes: protection(38) }), hybrid()], ['apk-v32-sdk-mismatch']);
    await check([v3({ attributes: protection(37, 40) }), hybrid()], ['apk-v32-sdk-mismatch']);
    const onlyMax = [attribute(hybridMaxSdkAttributeId, u32Bytes(sdkMax))];
    await check([v3({ attributes: onlyMax }), hybrid()], ['apk-v32-sdk-mismatch']);
    await check([v3({ attributes: [attribute(hybridMinSdkAttributeId, Uint8Array.of(37))] }), hybrid()], ['apk-v3-attribute-malformed']);
    await check([v3({ attributes: [] }), hybrid()], ['apk-v32-not-protected']);
  });

  it('needs the older signature up to the platform before it alone', async () => {
    await check([v3({ range: [28, 36] }), hybrid()], []);
    await check([v3({ range: [28, 35] }), hybrid()], ['apk-v3-sdk-versions-missing']);
    const limited = hybrid(classicalSigner({ range: [37, 40] }), pqcSigner({ range: [37, 40] }));
    await check([v3({ range: [28, 36], attributes: protection(37, 40) }), limited], ['apk-v3-sdk-versions-missing']);
    await check([v3({ attributes: protection(37, 40) }), limited], []);
  });

  it('goes on from v3.1, too', async () => {
    const rotated = block(
      v31BlockId,
      makeSigner(otherClassical, { range: [33, sdkMax], attributes: [history([old, otherClassical]), ...protection()] }),
    );
    const first = v3({ range: [28, 32], attributes: [attribute(0x559f8b02, u32Bytes(33)), ...protection()] });
    const all = hybrid(
      classicalSigner({ attributes: [history([old, otherClassical, classical])] }),
      pqcSigner({ attributes: [history([old, otherClassical, pqc])] }),
    );
    await check([first, rotated, all], []);
    await check([first, rotated, hybrid()], ['apk-v32-history-apart']);
    await check([first, rotated], ['apk-v32-stripped']);
  });

  it('warns when its history does not begin with the signer of v3', async () => {
    await check([v3(), block(v32BlockId, makeSigner(classical), makeSigner(pqc))], ['apk-v32-history-apart']);
  });

  it('is the one scheme for post-quantum keys', async () => {
    await check(
      [block(v3BlockId, makeSigner(pqc, { range: [28, sdkMax] }))],
      ['apk-v3-signature-algorithm-unknown', 'apk-v3-no-supported-signatures'],
    );
  });

  it('says what a runtime without ML-DSA did not check, and names no one for it', async () => {
    const { schemes, notChecked, signers } = await check([v3(), hybrid()], ['apk-v32-not-checked'], { hasMlDsa: false });
    deepStrictEqual([schemes.v32, notChecked], [false, ['v32']]);
    deepStrictEqual(
      signers.map(({ scheme }) => scheme),
      ['v3'],
    );
    // What it can check it does.
    await check([v3(), hybrid(classicalSigner({ isDamaged: true }))], ['apk-v32-signature-invalid'], { hasMlDsa: false });
    const verify = { digester: hereDigester, hasMlDsa: false };
    const described = await describePackage(bytesSource(await signedWith([v3(), hybrid()])), { now: new Date('2026-11-29'), verify });
    deepStrictEqual(described.verification?.schemes, { v1: false, v2: false, v3: true, v31: false, v32: null });
  });

  it('is shown by the inspection', async () => {
    const { inspection } = await describePackage(bytesSource(await signedWith([v3(), hybrid()])), { now: new Date('2026-11-29') });
    ok(inspection && inspection.format !== 'ipa');
    strictEqual(inspection.signing.schemes.v32, true);
    strictEqual(inspection.signing.blocks[1]?.name, 'APK Signature Scheme v3.2');
  });
});
