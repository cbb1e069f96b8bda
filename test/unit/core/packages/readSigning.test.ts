import assert from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { type Bytes } from '../../../../src/core/base/bytes.ts';
import { inspectAndroidPackage } from '../../../../src/core/packages/inspectAndroidPackage.ts';
import { type SigningSummary } from '../../../../src/core/packages/signingSummary.ts';
import { storeReadiness } from '../../../../src/core/packages/storeReadiness.ts';
import { signApk, type SignSchemes } from '../../../../src/core/signing/android/signApk.ts';
import { signAppBundle } from '../../../../src/core/signing/app-bundle/signAppBundle.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../../support/smallPackages.ts';
import { throwAwayIdentity } from '../../../support/throwAwayIdentity.ts';
import { MemorySink } from '../../../support/memorySink.ts';

const identity = throwAwayIdentity();

async function signed(schemes: SignSchemes, identities = [identity] as const): Promise<Bytes> {
  const output = new MemorySink();
  await signApk({ source: bytesSource(await smallArchive(smallApkEntries())), output, identities, schemes, digester: hereDigester });
  return output.bytes();
}

async function check(bytes: Bytes, schemes: Partial<SigningSummary['schemes']>): Promise<SigningSummary> {
  const { inspection, issues } = await inspectAndroidPackage(bytesSource(bytes));
  assert.ok(inspection);
  assert.deepEqual(issues, []);
  assert.deepEqual(inspection.signing.schemes, { v1: false, v2: false, v3: false, v31: false, v32: false, ...schemes });
  return inspection.signing;
}

describe('who signed a package', () => {
  it('is read from the signing block', async () => {
    const { signers, blocks } = await check(await signed({ v1: false }), { v2: true, v3: true });
    assert.equal(signers.length, 1);
    const { sha256, ...rest } = signers[0] ?? assert.fail();
    assert.match(sha256, /^[\da-f]{64}$/);
    assert.deepEqual(rest, {
      schemes: ['v2', 'v3'],
      subject: 'CN=Throw-away rsa-2048, O=Tests, C=US',
      issuer: 'CN=Throw-away rsa-2048, O=Tests, C=US',
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2056-01-01T00:00:00.000Z',
      keyAlgorithm: 'RSA',
      keyBits: 2048,
    });
    assert.deepEqual(
      blocks.map(({ id, name }) => `${id} ${name}`),
      ['0x7109871a APK Signature Scheme v2', '0xf05368c0 APK Signature Scheme v3', '0x42726577 padding'],
    );
  });

  it('is read from JAR signatures', async () => {
    const { signers } = await check(await signed({ v1: true, v2: true, v3: false }), { v1: true, v2: true });
    assert.deepEqual(
      signers.map((signer) => signer.schemes),
      [['v1', 'v2']],
    );
    const output = new MemorySink();
    await signAppBundle({ source: bytesSource(await smallArchive(smallBundleEntries())), output, identities: [identity] });
    const bundle = await check(output.bytes(), { v1: true });
    assert.deepEqual([bundle.signers[0]?.sha256, bundle.blocks], [signers[0]?.sha256, []]);
  });

  it('is no one when the parts are damaged', async () => {
    const bytes = await signed({ v1: false });
    const at = Buffer.from(bytes).indexOf('APK Sig Block 42');
    bytes.fill(0, at, at + 4);
    assert.deepEqual((await check(bytes, {})).signers, []);
  });

  it('suffices for a phone', async () => {
    const { inspection } = await inspectAndroidPackage(bytesSource(await signed({})));
    assert.ok(inspection);
    assert.deepEqual(storeReadiness(inspection, { today: new Date('2026-11-21'), audience: 'phone' }), []);
  });
});
