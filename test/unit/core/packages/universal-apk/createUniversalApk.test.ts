/** What bundletool makes of the same bundles is compared in test/oracle/universalApk.oracle.ts. */

import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { encodeProtoResourceTable } from '../../../../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../../../../src/core/formats/android-proto/encodeProtoXml.ts';
import { type ResourceEntry, type ResourceTable } from '../../../../../src/core/formats/android-resources/resourceTableModel.ts';
import { attributeValue, childElements } from '../../../../../src/core/formats/android-resources/xmlAccess.ts';
import { inspectAndroidXml } from '../../../../../src/core/formats/android-xml/inspectAndroidXml.ts';
import { inspectResourceTable } from '../../../../../src/core/formats/resource-table/inspectResourceTable.ts';
import { describePackage } from '../../../../../src/core/packages/describePackage.ts';
import { createUniversalApk, type UniversalApkRequest } from '../../../../../src/core/packages/universal-apk/createUniversalApk.ts';
import { type BundleChanges, bundleManifest, bundleOfParts, bundleTable, moduleManifest } from '../../../../support/bundleParts.ts';
import { element } from '../../../../support/manifestTree.ts';
import { MemorySink } from '../../../../support/memorySink.ts';
import { packedEntries } from '../../../../support/reuseWorkflow.ts';

async function convert(bundle: Bytes, options: Partial<UniversalApkRequest> = {}) {
  const output = new MemorySink();
  const made = await createUniversalApk({ source: bytesSource(bundle), output, ...options });
  return { ...made, apk: output.bytes(), entries: await packedEntries(output.bytes()) };
}

async function check(changes: BundleChanges, expected: readonly string[]): Promise<void> {
  const { entries } = await convert(await bundleOfParts(changes));
  deepStrictEqual([...entries.keys()], expected);
}

const plain = ['AndroidManifest.xml', 'assets/a.txt', 'classes.dex', 'lib/arm64-v8a/liba.so'];
const resources = ['res/drawable/icon.png', 'res/drawable/shape.xml', 'res/xml/splits0.xml', 'resources.arsc'];

describe('the APK for all devices of an app bundle', () => {
  it('has the binary forms of its documents, and is a package that our own readers take', async () => {
    const { apk, entries, modules, leftOut } = await convert(await bundleOfParts());
    deepStrictEqual([[...entries.keys()], modules, leftOut], [[...plain, ...resources], ['base'], []]);
    const { inspection, isSound } = await describePackage(bytesSource(apk), { now: new Date(0), trusted: [] });
    deepStrictEqual(
      [isSound, inspection?.format, inspection?.appIdentifier, inspection?.version, inspection?.label],
      [true, 'apk', 'com.acme.parts', '1.3', 'Parts'],
    );
    const { table, issues } = inspectResourceTable(entries.get('resources.arsc')?.bytes ?? new Uint8Array());
    deepStrictEqual([issues, table?.packages[0]?.types.map(({ name }) => name)], [[], ['string', 'drawable', 'xml']]);
    const { root } = inspectAndroidXml(entries.get('res/xml/splits0.xml')?.bytes ?? new Uint8Array());
    match(JSON.stringify(root), /"language".*"entry".*"key".*"de"/);
    deepStrictEqual([entries.get('lib/arm64-v8a/liba.so')?.method, entries.get('assets/a.txt')?.method], [0, 8]);
  });

  it('contains the features and asset packs that are fused, each code file under its own name', async () => {
    const activity = element('activity', { 'android:name': '.Camera', 'android:splitName': 'camera' });
    const entries = {
      'camera/manifest/AndroidManifest.xml': encodeProtoXml(moduleManifest(true, { parts: [activity] })),
      'camera/dex/classes.dex': 'second',
      'camera/dex/classes2.dex': 'third',
      'camera/assets/a.txt': 'text '.repeat(40),
      'camera/root/licenses/x': 'x',
      'extra/manifest/AndroidManifest.xml': encodeProtoXml(moduleManifest(false)),
      'extra/assets/no': 'no',
      'pack/manifest/AndroidManifest.xml': encodeProtoXml(moduleManifest(true, { type: 'asset-pack', delivery: 'install-time' })),
      'pack/assets/yes': 'yes '.repeat(30),
      'later/manifest/AndroidManifest.xml': encodeProtoXml(moduleManifest(true, { type: 'asset-pack', delivery: 'fast-follow' })),
      'later/assets/no': 'no',
    };
    const made = await convert(await bundleOfParts({ entries }));
    deepStrictEqual(
      [made.modules, made.leftOut],
      [
        ['base', 'camera', 'pack'],
        ['extra', 'later'],
      ],
    );
    deepStrictEqual(
      [...made.entries.keys()].filter((name) => !resources.includes(name)),
      [
        'AndroidManifest.xml',
        'assets/a.txt',
        'assets/yes',
        'classes.dex',
        'classes2.dex',
        'classes3.dex',
        'lib/arm64-v8a/liba.so',
        'licenses/x',
      ],
    );
    strictEqual(made.entries.get('assets/yes')?.method, 0);
    const { root } = inspectAndroidXml(made.entries.get('AndroidManifest.xml')?.bytes ?? new Uint8Array());
    const [application = element('none')] = root ? childElements(root, 'application') : [];
    deepStrictEqual(
      childElements(application, 'activity').map((each) => [attributeValue(each, 'name'), attributeValue(each, 'splitName')]),
      ['.Main', '.Camera'].map((value) => [{ type: 'string', value }, undefined]),
    );
    match(JSON.stringify(childElements(application, 'meta-data')), /fused\.modules.*base,camera,pack/);
  });

  it('asks for no other APKs', async () => {
    const split = element('meta-data', { 'android:name': 'com.android.vending.splits.required', 'android:value': true });
    const manifest = element(
      'manifest',
      { package: 'com.acme.parts', 'android:isSplitRequired': true, 'android:requiredSplitTypes': 'base__abi' },
      [element('application', { 'android:isSplitRequired': true }, [split])],
    );
    const { entries } = await convert(await bundleOfParts({ entries: { 'base/manifest/AndroidManifest.xml': encodeProtoXml(manifest) } }));
    const { root } = inspectAndroidXml(entries.get('AndroidManifest.xml')?.bytes ?? new Uint8Array());
    strictEqual(/[sS]plitRequired|SplitTypes|splits\.required/.test(JSON.stringify(root)), false);
  });

  it('stores what the bundle names, and has no table where there is none', async () => {
    const { entries } = await convert(
      await bundleOfParts({
        config: { bundletoolVersion: '1.18.2', uncompressedGlobs: ['assets/**', 'AndroidManifest.xml'] },
        entries: { 'base/resources.pb': undefined },
      }),
    );
    deepStrictEqual(
      [...entries].map(([name, { method }]) => `${name} ${method}`),
      ['AndroidManifest.xml 8', 'assets/a.txt 0', 'classes.dex 8', 'lib/arm64-v8a/liba.so 0'],
    );
  });

  it('contains the profiles for the compiler', async () => {
    const entries = { 'BUNDLE-METADATA/com.android.tools.build.profiles/baseline.prof': 'p'.repeat(100), 'base/resources.pb': undefined };
    await check({ entries }, ['AndroidManifest.xml', 'assets/a.txt', 'assets/dexopt/baseline.prof', ...plain.slice(2)]);
  });

  describe('is not made of', () => {
    async function checkRefused(bundle: Bytes, code: string, reason: RegExp, options: Partial<UniversalApkRequest> = {}): Promise<void> {
      await rejects(convert(bundle, options), (error: unknown) => {
        if (!isFailure(error)) throw error;
        deepStrictEqual([error.code, reason.test(error.message)], [code, true], error.message);
        return true;
      });
    }
    const tableOf = (entries: readonly ResourceEntry[], typeId = 1, packageId = 0x7f): ResourceTable => ({
      packages: [{ id: packageId, name: 'com.acme.parts', types: [{ id: typeId, name: 'string', entries }] }],
    });
    const withTable = async (table: ResourceTable): Promise<Bytes> =>
      await bundleOfParts({ entries: { 'base/resources.pb': encodeProtoResourceTable(table) } });
    const text = (id: number, density?: number): ResourceEntry => ({
      id,
      name: `n${id}`,
      values: [{ configuration: density === undefined ? {} : { density }, value: { type: 'string', value: 'x' } }],
    });

    it('what is not an app bundle', async () => checkRefused(utf8('no archive'), 'issues-found', /archive/i));
    it('a bundle without a configuration', async () =>
      checkRefused(await bundleOfParts({ entries: { 'BundleConfig.pb': undefined } }), 'issues-found', /BundleConfig/));
    it('a bundle without a base', async () =>
      checkRefused(
        await bundleOfParts({ entries: { 'base/manifest/AndroidManifest.xml': undefined } }),
        'universal-apk-impossible',
        /base/,
      ));
    it('a manifest that is no document', async () =>
      checkRefused(await bundleOfParts({ entries: { 'base/manifest/AndroidManifest.xml': 'text' } }), 'issues-found', /XML document/));
    it('a table that is cut', async () => {
      const table = encodeProtoResourceTable(bundleTable);
      await checkRefused(await bundleOfParts({ entries: { 'base/resources.pb': table.slice(0, -3) } }), 'issues-found', /resource table/);
    });
    it('a table that names a file which is missing', async () =>
      checkRefused(await bundleOfParts({ entries: { 'base/res/drawable/icon.png': undefined } }), 'universal-apk-impossible', /icon\.png/));
    it('a package with an id that no device knows', async () =>
      checkRefused(await withTable(tableOf([text(0)], 1, 0x4000_0000)), 'universal-apk-impossible', /id that Android/));
    it('a type with an id that would fill the memory', async () =>
      checkRefused(await withTable(tableOf([text(0)], 0xffff_fff0)), 'universal-apk-impossible', /id that Android/));
    it('a resource with an id that no device knows', async () =>
      checkRefused(await withTable(tableOf([text(0x10000)])), 'universal-apk-impossible', /id that Android/));
    it('a table whose binary form would be a thousand times larger', async () => {
      const many = Array.from({ length: 2000 }, (_, index) => text(index === 0 ? 0xffff : index, index + 1));
      await checkRefused(await withTable(tableOf(many)), 'universal-apk-impossible', /too large/);
    });
    it('modules that contradict each other', async () => {
      const feature = encodeProtoXml(moduleManifest(true));
      const twice = { 'f/manifest/AndroidManifest.xml': feature, 'f/assets/a.txt': 'other' };
      await checkRefused(await bundleOfParts({ entries: twice }), 'universal-apk-impossible', /assets\/a\.txt/);
      const table = encodeProtoResourceTable({ packages: [{ id: 0x7f, name: 'other', types: [] }] });
      const tables = { 'f/manifest/AndroidManifest.xml': feature, 'f/resources.pb': table };
      await checkRefused(await bundleOfParts({ entries: tables }), 'universal-apk-impossible', /package 127/);
    });
    it('what would take the place of the manifest', async () =>
      checkRefused(
        await bundleOfParts({ entries: { 'base/root/AndroidManifest.xml': 'x' } }),
        'universal-apk-impossible',
        /AndroidManifest/,
      ));
    it('what would leave the package', async () =>
      checkRefused(await bundleOfParts({ entries: { 'base/root//etc/passwd': 'x' } }), 'archive-name-refused', /passwd/));
    it('what grows beyond a limit', async () =>
      checkRefused(
        await bundleOfParts({
          config: { bundletoolVersion: '1', uncompressedGlobs: ['**'] },
          entries: { 'base/assets/zeros': new Uint8Array(5_000_000) },
        }),
        'universal-apk-impossible',
        /too large/,
        { largestBytes: 1_000_000 },
      ));
    it('a bundle whose making was cancelled', async () =>
      checkRefused(await bundleOfParts(), 'cancelled', /./, { signal: AbortSignal.abort() }));
  });

  it('of a manifest without an application gets one', async () => {
    const manifest = { ...bundleManifest, children: [] };
    const { entries } = await convert(await bundleOfParts({ entries: { 'base/manifest/AndroidManifest.xml': encodeProtoXml(manifest) } }));
    const { root } = inspectAndroidXml(entries.get('AndroidManifest.xml')?.bytes ?? new Uint8Array());
    strictEqual(root && childElements(root, 'application').length, 1);
  });
});
