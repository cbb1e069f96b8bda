import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { describePackage, type DescribeRequest, type PackageDescription } from '../../../../src/core/packages/describePackage.ts';
import { inspectionDocument } from '../../../../src/core/packages/inspectionDocument.ts';
import { signAppBundle } from '../../../../src/core/signing/app-bundle/signAppBundle.ts';
import { encodeAndroidXml } from '../../../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { countingSource } from '../../../support/countingSource.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { ipaApp, ipaEntries, type IpaSketch } from '../../../support/ipaFiles.ts';
import { element, reference } from '../../../support/manifestTree.ts';
import { MemorySink } from '../../../support/memorySink.ts';
import { signBytes, unsignedApk } from '../../../support/signedPackages.ts';
import { smallApkEntries, smallArchive, smallBundleEntries, type SmallEntry } from '../../../support/smallPackages.ts';
import { throwAwayIdentity } from '../../../support/throwAwayIdentity.ts';

const now = new Date('2026-11-21T10:00:00Z');
const large = (length: number): Bytes => new Uint8Array(length).map((_, index) => (index * 131) ^ (index >> 7));

async function describePlain(entries: readonly SmallEntry[], request: Partial<DescribeRequest> = {}): Promise<PackageDescription> {
  return describePackage(bytesSource(await smallArchive(entries)), { now, ...request });
}

async function documentOf(
  entries: readonly SmallEntry[],
  request: Partial<DescribeRequest> = {},
): Promise<{ readonly document: Record<string, unknown>; readonly codes: string[] }> {
  const { inspection, issues } = await describePlain(entries, request);
  ok(inspection);
  return { document: inspectionDocument('p', inspection), codes: issues.map(({ code }) => code) };
}

function nulls(document: Record<string, unknown>, keys: readonly string[]): void {
  for (const key of keys) strictEqual(document[key], null, key);
}

describe('unknown facts of a package', () => {
  const manifestKeys = [
    'appIdentifier',
    'label',
    'version',
    'versionCode',
    'minSdk',
    'targetSdk',
    'compileSdk',
    'debuggable',
    'testOnly',
    'hasCode',
    'permissions',
    'permissionUses',
    'features',
    'components',
    'launcherActivities',
    'localizedLabels',
    'hasNetworkSecurityConfig',
  ];

  it('are null in an APK or app bundle whose manifest cannot be read, with one issue for the one cause', async () => {
    const apk = await documentOf(smallApkEntries({ 'AndroidManifest.xml': { name: 'AndroidManifest.xml', bytes: utf8('<manifest/>') } }));
    nulls(apk.document, manifestKeys);
    deepStrictEqual(apk.codes, ['android-xml-is-text']);
    const name = 'base/manifest/AndroidManifest.xml';
    const bundle = await documentOf(smallBundleEntries({ [name]: { name, bytes: new Uint8Array(9).fill(0xff) } }));
    nulls(bundle.document, manifestKeys);
    strictEqual(bundle.codes.length, 1);
  });

  it('are all there in every document, known or not', async () => {
    const known = await documentOf(smallApkEntries());
    const unknown = await documentOf(smallApkEntries({ 'AndroidManifest.xml': { name: 'AndroidManifest.xml', bytes: utf8('x') } }));
    deepStrictEqual(Object.keys(unknown.document).toSorted(), Object.keys(known.document).toSorted());
    deepStrictEqual([known.document['debuggable'], known.document['isManifestReadable']], [false, true]);
  });

  it('are null where a reference of the manifest leads nowhere', async () => {
    const bytes = encodeAndroidXml(
      element('manifest', { package: 'com.acme.small', 'android:versionCode': reference(0x7f990001) }, [
        element('uses-sdk', { 'android:targetSdkVersion': reference(0x7f990002) }),
        element('application', { 'android:debuggable': reference(0x7f990003) }, [
          element('activity', { 'android:name': '.Main', 'android:exported': reference(0x7f990004) }, [element('intent-filter')]),
        ]),
      ]),
    );
    const { document, codes } = await documentOf(smallApkEntries({ 'AndroidManifest.xml': { name: 'AndroidManifest.xml', bytes } }));
    nulls(document, ['debuggable', 'targetSdk', 'versionCode']);
    deepStrictEqual(document['unresolved'], ['versionCode', 'targetSdkVersion', 'debuggable']);
    deepStrictEqual(codes, ['package-values-unresolved', 'store-unsigned', 'store-app-bundle-wanted']);
    const [activity] = document['components'] as { readonly exported: unknown; readonly isReachable: unknown }[];
    deepStrictEqual([activity?.exported, activity?.isReachable], [null, null]);
  });

  it('are null of libraries and code whose headers cannot be read', async () => {
    const { document } = await documentOf(
      smallApkEntries({
        'lib/arm64-v8a/libsmall.so': { name: 'lib/arm64-v8a/libsmall.so', bytes: utf8('no ELF') },
        'classes.dex': { name: 'classes.dex', bytes: utf8('no dex') },
      }),
    );
    const [library] = document['libraries'] as Record<string, unknown>[];
    const [dex] = document['dexFiles'] as Record<string, unknown>[];
    deepStrictEqual([library?.['isAlignedTo16k'], library?.['loadAlignment']], [null, null]);
    deepStrictEqual([dex?.['version'], dex?.['classes'], dex?.['methods']], [null, null, null]);
  });

  it('are null in an iOS package without Info.plist, executable, signature or profile that can be read', async () => {
    const pki = new ApplePki();
    const of = async (change: NonNullable<IpaSketch['change']>) => documentOf(ipaEntries({ pki, change }), { trusted: [pki.root] });
    const info = await of({ 'Info.plist': utf8('?') });
    nulls(info.document, ['appIdentifier', 'version', 'deviceFamilies', 'usageDescriptions', 'allowsArbitraryLoads', 'urlSchemes']);
    nulls(info.document, ['architectures', 'isEncrypted', 'entitlements', 'debuggable']);
    strictEqual((info.document['signing'] as { state: unknown }).state, null);
    deepStrictEqual(info.codes, ['plist-not-a-plist']);
    const executable = await of({ Hello: utf8('no Mach-O at all') });
    nulls(executable.document, ['architectures', 'isEncrypted', 'entitlements', 'debuggable', 'builtFor']);
    strictEqual(executable.codes.length, 1);
  });

  it('are not the same as a missing profile', async () => {
    const entries = ipaEntries({ pki: new ApplePki() });
    const bytes = await smallArchive(entries);
    // The profile's content no longer has its checksum.
    const at = Buffer.from(bytes).lastIndexOf(`${ipaApp}/embedded.mobileprovision`) - 46;
    new DataView(bytes.buffer).setUint32(at + 16, 1, true);
    const { inspection, issues } = await describePackage(bytesSource(bytes), { now });
    ok(inspection?.format === 'ipa');
    deepStrictEqual([inspection.isProfileThere, inspection.profile], [true, undefined]);
    ok(!issues.some(({ code }) => code === 'ipa-profile-missing'));
  });
});

describe('describePackage', () => {
  const request = { now, verify: { digester: hereDigester }, hash: hereDigester };

  it('reads an APK once to inspect, verify and hash it', async () => {
    const apk = await signBytes(await unsignedApk({}, [{ name: 'assets/large.bin', bytes: large(3_500_000) }]));
    const source = countingSource(apk);
    const { verification, sha256 } = await describePackage(source, request);
    deepStrictEqual([verification?.verified, sha256], [true, createHash('sha256').update(apk).digest('hex')]);
    ok(source.passes() < 1.1, `${source.passes()} passes`);
  });

  it('reads an app bundle once to inspect, verify and hash it', async () => {
    const output = new MemorySink();
    const entries = [...smallBundleEntries(), { name: 'base/assets/large.bin', bytes: large(2_500_000) }];
    const identities = [throwAwayIdentity()] as const;
    await signAppBundle({ source: bytesSource(await smallArchive(entries)), output, identities });
    const source = countingSource(output.bytes());
    const { verification, sha256 } = await describePackage(source, request);
    deepStrictEqual([verification?.verified, sha256], [true, createHash('sha256').update(output.bytes()).digest('hex')]);
    ok(source.passes() < 1.1, `${source.passes()} passes`);
  });

  it('hashes what is not signed, what does not verify, and what is not a package', async () => {
    const signed = await signBytes(await unsignedApk());
    const changed = signed.slice();
    changed[100] = (changed[100] ?? 0) ^ 1;
    for (const bytes of [await unsignedApk(), changed, utf8('no package')]) {
      const { sha256, verification } = await describePackage(bytesSource(bytes), request);
      strictEqual(sha256, createHash('sha256').update(bytes).digest('hex'));
      ok(verification?.verified !== true);
    }
  });

  it('says of a scheme that is there and was not looked at that it was not checked', async () => {
    const signed = await signBytes(await unsignedApk(), { schemes: { v1: true } });
    const { verification } = await describePackage(bytesSource(signed), request);
    deepStrictEqual(verification?.schemes, { v1: null, v2: true, v3: true, v31: false, v32: false });
    const newest = await describePackage(bytesSource(signed), { ...request, verify: { digester: hereDigester, minSdk: 28 } });
    deepStrictEqual(newest.verification?.schemes, { v1: null, v2: null, v3: true, v31: false, v32: false });
    const oldest = await describePackage(bytesSource(signed), { ...request, verify: { digester: hereDigester, minSdk: 21, maxSdk: 23 } });
    deepStrictEqual(oldest.verification?.schemes, { v1: true, v2: null, v3: null, v31: false, v32: false });
  });

  it('asks a debuggable package for what phones demand, and any other for what stores do', async () => {
    const manifest = (debuggable: boolean): SmallEntry => ({
      name: 'AndroidManifest.xml',
      bytes: encodeAndroidXml(
        element('manifest', { package: 'com.acme.small' }, [
          element('uses-sdk', { 'android:targetSdkVersion': 36 }),
          element('application', { 'android:debuggable': debuggable }),
        ]),
      ),
    });
    const codes = async (debuggable: boolean, more: Partial<DescribeRequest> = {}) =>
      (await describePlain(smallApkEntries({ 'AndroidManifest.xml': manifest(debuggable) }), more)).issues.map(({ code }) => code);
    deepStrictEqual(await codes(true), ['store-unsigned']);
    ok((await codes(false)).includes('store-app-bundle-wanted'));
    ok((await codes(true, { audience: 'store' })).includes('store-debuggable'));
  });

  it('names one cause once', async () => {
    const { issues } = await describePackage(bytesSource(await smallArchive(smallApkEntries())), request);
    deepStrictEqual(
      issues.map(({ code }) => code).filter((code) => code.startsWith('jar-') || code === 'store-unsigned'),
      ['store-unsigned'],
    );
  });
});
