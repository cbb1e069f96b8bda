import assert from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, utf8 } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../src/core/base/issues/issueTable.ts';
import { encodeAndroidXml } from '../../../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { inspectAndroidPackage } from '../../../../src/core/packages/inspectAndroidPackage.ts';
import { openPackageIcon } from '../../../../src/core/packages/openPackageIcon.ts';
import { type AndroidInspection } from '../../../../src/core/packages/androidInspection.ts';
import { encodeElf } from '../../../support/elfFiles.ts';
import { element } from '../../../support/manifestTree.ts';
import { smallApkEntries, smallArchive, smallBundleEntries, smallPng, type SmallEntry } from '../../../support/smallPackages.ts';

type Changes = Readonly<Record<string, SmallEntry | undefined>>;

async function inspectSmall(changes: Changes = {}): Promise<{ inspection: AndroidInspection; codes: IssueCode[] }> {
  const { inspection, issues } = await inspectAndroidPackage(bytesSource(await smallArchive(smallApkEntries(changes))));
  assert.ok(inspection);
  return { inspection, codes: issues.map((issue) => issue.code) };
}

async function check(entries: readonly SmallEntry[], code: IssueCode): Promise<void> {
  const { inspection, issues } = await inspectAndroidPackage(bytesSource(await smallArchive(entries)));
  assert.equal(inspection, undefined);
  assert.deepEqual(
    issues.map((issue) => issue.code),
    [code],
  );
}

describe('package inspection', () => {
  it('says everything of an APK', async () => {
    const { inspection, codes } = await inspectSmall();
    assert.deepEqual(codes, []);
    const { format, appIdentifier, label, localizedLabels, version, versionCode, minSdk, targetSdk, compileSdk, abis } = inspection;
    assert.deepEqual(
      { format, appIdentifier, label, localizedLabels, version, versionCode, minSdk, targetSdk, compileSdk, abis },
      {
        format: 'apk',
        appIdentifier: 'com.acme.small',
        label: 'Small',
        localizedLabels: { fr: 'Petit' },
        version: '1.2.3',
        versionCode: 7,
        minSdk: 24,
        targetSdk: 36,
        compileSdk: 36,
        abis: ['arm64-v8a', 'armeabi-v7a'],
      },
    );
    assert.deepEqual(inspection.permissions, ['android.permission.INTERNET']);
    assert.deepEqual(inspection.dexFiles, [{ path: 'classes.dex', sizeBytes: 112, version: '039', classes: 5, methods: 123 }]);
    assert.deepEqual(inspection.signing, { schemes: { v1: false, v2: false, v3: false, v31: false, v32: false }, blocks: [], signers: [] });
    assert.deepEqual([inspection.resourceTable?.isStored, (inspection.resourceTable?.dataOffset ?? 1) % 4], [true, 0]);
    assert.deepEqual(JSON.parse(JSON.stringify(inspection)), inspection, 'is plain data');
  });

  it('says everything of an app bundle', async () => {
    const { inspection, issues } = await inspectAndroidPackage(bytesSource(await smallArchive(smallBundleEntries())));
    assert.ok(inspection);
    assert.deepEqual(issues, []);
    const { format, appIdentifier, label, localizedLabels, version, versionCode, minSdk, targetSdk, permissions, abis, bundle } =
      inspection;
    assert.deepEqual([format, appIdentifier, label, localizedLabels], ['aab', 'com.acme.small', 'Small', { fr: 'Petit' }]);
    assert.deepEqual([version, versionCode, minSdk, targetSdk, permissions], ['1.2.3', 7, 24, 36, ['android.permission.INTERNET']]);
    assert.deepEqual([abis, inspection.libraries[0]?.isAlignedTo16k, inspection.dexFiles[0]?.methods], [['arm64-v8a'], false, 123]);
    assert.deepEqual(bundle, { modules: ['base', 'extra'], bundletoolVersion: '1.18.2' });
    assert.equal(inspection.icon?.files[0]?.path, 'base/res/mipmap-mdpi/icon.png');
    assert.deepEqual(inspection.icon.adaptive?.background, '#FF112233');
    assert.deepEqual(
      Object.entries(inspection.sizes.parts).map(([part, { entries }]) => `${part} ${entries}`),
      ['dex 1', 'resources 3', 'assets 1', 'native 1', 'other 4'],
    );
    assert.ok(!('resourceTable' in inspection));
  });

  it('package-bundle-config-missing', async () => {
    const { inspection, issues } = await inspectAndroidPackage(
      bytesSource(await smallArchive(smallBundleEntries({ 'BundleConfig.pb': undefined }))),
    );
    assert.deepEqual([inspection?.format, issues.map((issue) => issue.code)], ['aab', ['package-bundle-config-missing']]);
  });

  it('measures its parts', async () => {
    const { sizes, sizeBytes } = (await inspectSmall()).inspection;
    assert.deepEqual(
      Object.entries(sizes.parts).map(([part, { entries }]) => `${part} ${entries}`),
      ['dex 1', 'resources 4', 'assets 1', 'native 2', 'other 1'],
    );
    assert.equal(sizes.parts.assets.rawBytes, 1200);
    assert.ok(sizes.parts.assets.compressedBytes < 100);
    assert.deepEqual(Object.keys(sizes.nativeByAbi), ['arm64-v8a', 'armeabi-v7a']);
    const compressed = Object.values(sizes.parts).reduce((sum, part) => sum + part.compressedBytes, 0);
    assert.equal(compressed + sizes.frameBytes, sizeBytes);
  });

  it('looks into native libraries', async () => {
    const { libraries } = (await inspectSmall()).inspection;
    assert.deepEqual(
      libraries.map((library) => [
        library.abi,
        library.isStored,
        library.isPageAlignedInPackage,
        library.loadAlignment,
        library.isAlignedTo16k,
      ]),
      [
        ['arm64-v8a', true, true, 16_384, true],
        ['armeabi-v7a', true, true, 4096, false],
      ],
    );
  });

  it('looks into compressed libraries, and into those with many headers', async () => {
    const name = 'lib/x86_64/libmany.so';
    const bytes = encodeElf({ machine: 62, alignments: Array.from({ length: 60 }, () => 4096) });
    for (const method of ['stored', 'deflated'] as const) {
      const { inspection } = await inspectSmall({ [name]: { name, bytes, method } });
      const library = inspection.libraries.find((row) => row.path === name);
      assert.deepEqual([library?.loadAlignment, library?.isStored], [4096, method === 'stored']);
      assert.equal(library && 'isPageAlignedInPackage' in library, method === 'stored');
    }
  });

  it('tells the icon in all densities and its layers', async () => {
    const { icon } = (await inspectSmall()).inspection;
    assert.deepEqual(icon, {
      files: [
        { path: 'res/mipmap-mdpi/icon.png', density: 160 },
        { path: 'res/mipmap-xxhdpi/icon.png', density: 480 },
        { path: 'res/mipmap-anydpi-v26/icon.xml', density: 65_534, sdkVersion: 26 },
      ],
      adaptive: { path: 'res/mipmap-anydpi-v26/icon.xml', background: '#FF112233', foreground: 'res/mipmap-anydpi-v26/icon.xml' },
    });
  });

  it('opens the icon that fits', async () => {
    const source = bytesSource(await smallArchive(smallApkEntries()));
    const { inspection } = await inspectAndroidPackage(source);
    assert.ok(inspection);
    for (const [density, path] of [
      [120, 'res/mipmap-mdpi/icon.png'],
      [240, 'res/mipmap-xxhdpi/icon.png'],
      [640, 'res/mipmap-xxhdpi/icon.png'],
    ] as const)
      assert.deepEqual(await openPackageIcon(source, inspection.icon, density), { path, mediaType: 'image/png', bytes: smallPng });
    assert.equal(await openPackageIcon(source, undefined, 160), undefined);
  });

  it('shows no icon with a side of more than 4096 pixels', async () => {
    const path = 'res/mipmap-xxhdpi/icon.png';
    const large = concatBytes(smallPng, new Uint8Array(Buffer.from('0000000d4948445200009c40000000010806000000', 'hex')));
    const source = bytesSource(
      await smallArchive(smallApkEntries().map((entry) => (entry.name === path ? { ...entry, bytes: large } : entry))),
    );
    const { inspection } = await inspectAndroidPackage(source);
    assert.equal(await openPackageIcon(source, inspection?.icon, 640), undefined);
  });

  it('is not a package', async () => {
    await check([{ name: 'readme.txt', bytes: utf8('x') }], 'package-format-unknown');
    await check([{ name: 'Payload/Small.app/Info.plist', bytes: utf8('x') }], 'package-not-android');
    await check(
      [
        { name: 'splits/base-master.apk', bytes: utf8('x') },
        { name: 'splits/base-fr.apk', bytes: utf8('y') },
      ],
      'package-set-of-apks',
    );
    const { inspection, issues } = await inspectAndroidPackage(bytesSource(utf8('not a zip')));
    assert.deepEqual([inspection, issues[0]?.code], [undefined, 'file-is-other']);
  });

  it('names the base of a set of APKs', async () => {
    const entries = [
      { name: 'splits/fr.apk', bytes: utf8('x') },
      { name: 'splits/base-master.apk', bytes: utf8('y') },
    ];
    const { issues } = await inspectAndroidPackage(bytesSource(await smallArchive(entries)));
    assert.equal(
      issues[0]?.remedy,
      'Unpack it (unzip FILE), and choose its base APK splits/base-master.apk; install all parts with adb install-multiple',
    );
  });

  it('names the one cause when the manifest cannot be read, and makes up no fact', async () => {
    const name = 'AndroidManifest.xml';
    const causes = [
      ['android-xml-is-text', utf8('<manifest/>')],
      ['android-xml-not-binary', new Uint8Array(0)],
      ['package-manifest-unreadable', encodeAndroidXml(element('resources'))],
    ] as const;
    for (const [cause, bytes] of causes) {
      const { inspection, codes } = await inspectSmall({ [name]: { name, bytes } });
      assert.deepEqual(codes, [cause]);
      const { appIdentifier, debuggable, permissions, components, hasCode, isManifestReadable } = inspection;
      assert.deepEqual(
        [appIdentifier, debuggable, permissions, components, hasCode, isManifestReadable],
        [undefined, undefined, undefined, undefined, undefined, false],
      );
      assert.deepEqual(inspection.abis, ['arm64-v8a', 'armeabi-v7a']);
    }
  });

  it('package-identifier-missing', async () => {
    const name = 'AndroidManifest.xml';
    const { codes } = await inspectSmall({ [name]: { name, bytes: encodeAndroidXml(element('manifest')) } });
    assert.deepEqual(codes, ['package-identifier-missing']);
  });

  it('package-needs-splits, of an APK that is a base and not itself a part', async () => {
    const name = 'AndroidManifest.xml';
    const codes = async (attributes: Readonly<Record<string, string | boolean>>): Promise<readonly IssueCode[]> => {
      const manifest = element('manifest', { package: 'com.acme.small', ...attributes });
      return (await inspectSmall({ [name]: { name, bytes: encodeAndroidXml(manifest) } })).codes;
    };
    assert.deepEqual(await codes({ 'android:isSplitRequired': true }), ['package-needs-splits']);
    assert.deepEqual(await codes({ 'android:requiredSplitTypes': 'base__abi' }), ['package-needs-splits']);
    assert.deepEqual(await codes({ 'android:isSplitRequired': true, split: 'config.fr' }), ['package-is-split']);
    assert.deepEqual(await codes({ 'android:isSplitRequired': false }), []);
  });

  it('does without a resource table, and with a broken one', async () => {
    const without = await inspectSmall({ 'resources.arsc': undefined });
    assert.deepEqual([without.codes, without.inspection.label, without.inspection.icon], [[], undefined, undefined]);
    const broken = await inspectSmall({ 'resources.arsc': { name: 'resources.arsc', bytes: utf8('no table') } });
    assert.deepEqual([broken.codes, broken.inspection.label], [['resource-table-not-a-table'], undefined]);
  });

  it('reports libraries and code that are none, in their entries', async () => {
    const [library, code] = ['lib/arm64-v8a/libsmall.so', 'classes.dex'];
    const source = await smallArchive(
      smallApkEntries({ [library]: { name: library, bytes: utf8('x') }, [code]: { name: code, bytes: utf8('y') } }),
    );
    const { issues } = await inspectAndroidPackage(bytesSource(source));
    assert.deepEqual(
      issues.map((issue) => `${issue.code} ${issue.place?.entry}`),
      ['dex-too-short classes.dex', 'elf-not-an-elf-file lib/arm64-v8a/libsmall.so'],
    );
  });

  it('takes any bytes', async () => {
    const seed = await smallArchive(smallApkEntries());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = seed.slice();
        for (const [offset, value] of changes) bytes[offset] = value;
        await inspectAndroidPackage(bytesSource(bytes));
      }),
      { numRuns: 150 },
    );
  });
});
