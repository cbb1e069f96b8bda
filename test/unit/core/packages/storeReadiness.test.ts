import assert from 'node:assert/strict';
import { type IssueCode } from '../../../../src/core/base/issues/issueTable.ts';
import { type Component } from '../../../../src/core/packages/manifestFacts.ts';
import { type NativeLibrary } from '../../../../src/core/packages/nativeLibraries.ts';
import { type AndroidInspection } from '../../../../src/core/packages/androidInspection.ts';
import { measureAndroidPackage } from '../../../../src/core/packages/packageSizes.ts';
import { type SignerSummary } from '../../../../src/core/packages/signingSummary.ts';
import { storeReadiness, type ReadinessRequest } from '../../../../src/core/packages/storeReadiness.ts';

const today = new Date('2026-11-21');

const signer: SignerSummary = {
  schemes: ['v2', 'v3'],
  sha256: 'ab'.repeat(32),
  subject: 'CN=Upload',
  issuer: 'CN=Upload',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2056-01-01T00:00:00.000Z',
  keyAlgorithm: 'RSA',
  keyBits: 2048,
};

/** An app bundle that no one refuses. */
const good: AndroidInspection = {
  format: 'aab',
  isManifestReadable: true,
  sizeBytes: 1000,
  appIdentifier: 'com.acme.app',
  version: '1.0.0',
  versionCode: 1,
  minSdk: 24,
  targetSdk: 36,
  localizedLabels: {},
  permissions: [],
  permissionUses: [],
  features: [],
  components: [],
  launcherActivities: [],
  debuggable: false,
  testOnly: false,
  hasCode: true,
  hasNetworkSecurityConfig: false,
  unresolved: [],
  abis: [],
  libraries: [],
  dexFiles: [{ path: 'base/dex/classes.dex', sizeBytes: 1 }],
  sizes: measureAndroidPackage([], 'aab', 1000),
  signing: { schemes: { v1: true, v2: false, v3: false, v31: false, v32: false }, blocks: [], signers: [signer] },
};

const goodApk: AndroidInspection = {
  ...good,
  format: 'apk',
  signing: { schemes: { v1: false, v2: true, v3: true, v31: false, v32: false }, blocks: [], signers: [signer] },
  resourceTable: { isStored: true, dataOffset: 4 },
};

type Expected = readonly `${'error' | 'warning' | 'info'} ${IssueCode}`[];

function check(inspection: AndroidInspection, expected: Expected, request: Partial<ReadinessRequest> = {}): void {
  const found = storeReadiness(inspection, { today, ...request });
  assert.deepEqual(
    found.map((issue) => `${issue.severity} ${issue.code}`),
    expected,
  );
  for (const issue of found) assert.ok(!/\{\w+\}/.test(issue.message + issue.remedy), issue.message);
}

/** Of an APK, without the hint that Google Play wants an app bundle. */
function checkApk(change: Partial<AndroidInspection>, expected: Expected, request: Partial<ReadinessRequest> = {}): void {
  check(
    { ...goodApk, ...change },
    [...expected, ...(request.audience === 'phone' ? [] : (['info store-app-bundle-wanted'] as const))],
    request,
  );
}

function withSigner(change: Partial<SignerSummary>): AndroidInspection {
  return { ...good, signing: { ...good.signing, signers: [{ ...signer, ...change }] } };
}

function library(change: Partial<NativeLibrary>): NativeLibrary {
  const path = `lib/${change.abi ?? 'arm64-v8a'}/liba.so`;
  return {
    path,
    abi: 'arm64-v8a',
    sizeBytes: 1,
    isStored: true,
    isPageAlignedInPackage: true,
    loadAlignment: 16_384,
    isAlignedTo16k: true,
    ...change,
  };
}

function component(change: Partial<Component>): Component {
  const intentFilters = [{ actions: ['a'], categories: [], data: [] }];
  return { kind: 'activity', name: 'com.acme.Main', isReachable: true, enabled: true, intentFilters, ...change };
}

describe('store readiness', () => {
  it('has nothing to say of a good package', () => {
    check(good, []);
    check(goodApk, ['info store-app-bundle-wanted']);
    check(goodApk, [], { audience: 'phone' });
  });

  it('store-target-too-old, by date', () => {
    check({ ...good, targetSdk: 35 }, ['warning store-target-too-old']);
    check({ ...good, targetSdk: 35 }, [], { today: new Date('2026-08-30') });
    check({ ...good, targetSdk: 34 }, ['warning store-target-too-old'], { today: new Date('2026-08-30') });
    check({ ...good, targetSdk: 20 }, ['error store-target-too-old-for-phones'], { today: new Date('2020-01-01') });
    const apk = { ...goodApk, targetSdk: 35 };
    check(apk, ['warning store-target-too-old', 'info store-app-bundle-wanted']);
    check(apk, [], { audience: 'phone' });
    const { targetSdk: _targetSdk, ...preview } = good;
    check({ ...preview, targetSdkCodename: 'Baklava' }, []);
  });

  it('store-target-too-old-for-phones', () => {
    checkApk({ targetSdk: 22 }, ['error store-target-too-old-for-phones'], { audience: 'phone' });
    checkApk({ targetSdk: 23 }, ['error store-target-too-old-for-phones'], { audience: 'phone' });
    checkApk({ targetSdk: 24 }, [], { audience: 'phone' });
  });

  it('store-unsigned, store-v2-signature-missing', () => {
    const none = { v1: false, v2: false, v3: false, v31: false, v32: false };
    check({ ...good, signing: { ...good.signing, schemes: none, signers: [] } }, ['error store-unsigned']);
    const v1 = { ...goodApk.signing, schemes: { ...none, v1: true } };
    checkApk({ signing: v1 }, ['error store-v2-signature-missing']);
    checkApk({ signing: v1, targetSdk: 29 }, ['warning store-target-too-old']);
  });

  it('store-certificate-ends-early, store-certificate-expired', () => {
    check(withSigner({ notAfter: '2033-10-22T23:59:59.000Z' }), ['warning store-certificate-ends-early']);
    check(withSigner({ notAfter: '2033-10-23T00:00:00.000Z' }), []);
    check(withSigner({ notAfter: '2025-01-01T00:00:00.000Z' }), [
      'warning store-certificate-expired',
      'warning store-certificate-ends-early',
    ]);
  });

  it('store-debug-certificate', () => {
    check(withSigner({ subject: 'CN=Android Debug, O=Android, C=US' }), ['warning store-debug-certificate']);
    check(withSigner({ subject: 'C=US, O=Android, CN=Android Debug' }), ['warning store-debug-certificate']);
    check(withSigner({ subject: 'CN=Android Debugger' }), []);
  });

  it('store-weak-key', () => {
    check(withSigner({ keyBits: 1024 }), ['warning store-weak-key']);
    check(withSigner({ keyAlgorithm: 'DSA', keyBits: 3072 }), ['warning store-weak-key']);
    check(withSigner({ keyAlgorithm: 'EC', keyBits: 256 }), []);
    check(withSigner({ keyBits: 4096 }), []);
  });

  it('store-debuggable, store-test-only', () => {
    check({ ...good, debuggable: true }, ['warning store-debuggable']);
    checkApk({ debuggable: true }, [], { audience: 'phone' });
    checkApk({ testOnly: true }, ['error store-test-only'], { audience: 'phone' });
  });

  it('store-exported-missing', () => {
    check({ ...good, components: [component({}), component({ kind: 'receiver' })] }, [
      'error store-exported-missing',
      'error store-exported-missing',
    ]);
    check({ ...good, components: [component({ exported: false }), component({ intentFilters: [] }), component({ kind: 'provider' })] }, []);
    check({ ...good, targetSdk: 30, components: [component({})] }, [], { today: new Date('2020-01-01') });
    const many = Array.from({ length: 25 }, () => component({}));
    const found = storeReadiness({ ...good, components: many }, { today });
    assert.equal(found.length, 21);
    assert.equal(found.at(-1)?.message, '5 more components have an intent filter but no android:exported');
  });

  it('store-resource-table-compressed, store-resource-table-unaligned', () => {
    checkApk({ resourceTable: { isStored: false, dataOffset: 4 } }, ['error store-resource-table-compressed'], { audience: 'phone' });
    checkApk({ resourceTable: { isStored: true, dataOffset: 6 } }, ['error store-resource-table-unaligned'], { audience: 'phone' });
    checkApk({ resourceTable: { isStored: false, dataOffset: 6 }, targetSdk: 29 }, [], { audience: 'phone' });
  });

  it('store-code-missing', () => {
    checkApk({ dexFiles: [] }, ['error store-code-missing'], { audience: 'phone' });
    checkApk({ dexFiles: [], hasCode: false }, [], { audience: 'phone' });
    checkApk({ dexFiles: [], split: { name: 'config.fr', isFeature: false } }, [], { audience: 'phone' });
  });

  it('store-library-alignment, store-library-offset', () => {
    const thin = library({ loadAlignment: 4096, isAlignedTo16k: false });
    check({ ...good, libraries: [thin], abis: ['arm64-v8a'] }, ['warning store-library-alignment']);
    check({ ...good, libraries: [library({ isPageAlignedInPackage: false })] }, []);
    const misplaced = library({ isPageAlignedInPackage: false });
    check({ ...goodApk, libraries: [misplaced] }, ['info store-app-bundle-wanted', 'warning store-library-offset']);
    check({ ...goodApk, libraries: [misplaced], extractNativeLibs: true }, ['info store-app-bundle-wanted']);
    check({ ...goodApk, libraries: [thin], targetSdk: 34 }, [
      'warning store-target-too-old',
      'info store-app-bundle-wanted',
      'info store-library-alignment',
    ]);
    const narrow = library({ abi: 'armeabi-v7a', isAlignedTo16k: false, loadAlignment: 4096 });
    check({ ...good, libraries: [narrow] }, []);
    check({ ...goodApk, libraries: [thin] }, [], { audience: 'phone' });
    assert.equal(storeReadiness({ ...good, libraries: Array.from({ length: 30 }, () => thin) }, { today }).length, 21);
  });

  it('store-64-bit-missing', () => {
    check({ ...good, abis: ['armeabi-v7a', 'x86', 'x86_64'] }, ['warning store-64-bit-missing']);
    check({ ...good, abis: ['armeabi-v7a', 'arm64-v8a'] }, []);
  });

  it('store-libraries-compressed', () => {
    const { isPageAlignedInPackage: _aligned, ...packed } = library({ isStored: false });
    checkApk({ libraries: [packed], extractNativeLibs: false }, ['error store-libraries-compressed'], { audience: 'phone' });
    checkApk({ libraries: [packed] }, [], { audience: 'phone' });
  });

  it('store-version-code, store-example-identifier', () => {
    const { versionCode: _versionCode, ...without } = good;
    check(without, ['warning store-version-code']);
    check({ ...good, versionCode: 2_100_000_001 }, ['warning store-version-code']);
    check({ ...good, appIdentifier: 'com.example.hello' }, ['warning store-example-identifier']);
    check({ ...good, appIdentifier: 'com.examples' }, []);
  });

  it('says nothing of a file that could not be read', () => {
    const { appIdentifier: _, ...unknown } = good;
    check({ ...unknown, isManifestReadable: false, dexFiles: [] }, []);
  });
});
