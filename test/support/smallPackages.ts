/** Small packages for tests: an archive of given entries, and a plain APK with manifest, table, code and libraries. */

import { type Bytes, latin1, utf8 } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import { encodeBundleConfig } from '../../src/core/formats/android-proto/bundleConfig.ts';
import { encodeProtoResourceTable } from '../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../src/core/formats/android-proto/encodeProtoXml.ts';
import { type ResourceTable } from '../../src/core/formats/android-resources/resourceTableModel.ts';
import { type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';
import { encodeAndroidXml } from '../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { encodeResourceTable } from '../../src/core/formats/resource-table/encodeResourceTable.ts';
import { androidAlignment } from '../../src/core/formats/zip/androidAlignment.ts';
import { ZipWriter, type ZipMethod } from '../../src/core/formats/zip/zipWriter.ts';
import { encodeElf } from './elfFiles.ts';
import { element, reference } from './manifestTree.ts';
import { MemorySink } from './memorySink.ts';

export interface SmallEntry {
  readonly name: string;
  readonly bytes: Bytes;
  readonly method?: ZipMethod;
}

export async function smallArchive(entries: readonly SmallEntry[], alignment: (name: string) => number = androidAlignment): Promise<Bytes> {
  const sink = new MemorySink();
  const writer = new ZipWriter(sink, { alignment });
  for (const { name, bytes, method = 'stored' } of entries) await writer.addEntry({ name, method, bytes });
  await writer.finish();
  return sink.bytes();
}

export function smallDex(methods: number): Bytes {
  const writer = new ByteWriter().bytes(latin1('dex\n039\0')).zeros(24).u32(0x70).u32(0x70).u32(0x12345678).zeros(12);
  for (const count of [1, 2, 3, 4, methods, 5, 0]) writer.u32(count).u32(0);
  return writer.finish();
}

const labelId = 0x7f010000;
const iconId = 0x7f020000;

const smallTable: ResourceTable = {
  packages: [
    {
      id: 0x7f,
      name: 'com.acme.small',
      types: [
        {
          id: 1,
          name: 'string',
          entries: [
            {
              id: 0,
              name: 'app_name',
              values: [
                { configuration: {}, value: { type: 'string', value: 'Small' } },
                { configuration: { language: 'fr' }, value: { type: 'string', value: 'Petit' } },
              ],
            },
          ],
        },
        {
          id: 2,
          name: 'mipmap',
          entries: [
            {
              id: 0,
              name: 'icon',
              values: [
                { configuration: { density: 160 }, value: { type: 'string', value: 'res/mipmap-mdpi/icon.png' } },
                { configuration: { density: 480 }, value: { type: 'string', value: 'res/mipmap-xxhdpi/icon.png' } },
                { configuration: { density: 65_534, sdkVersion: 26 }, value: { type: 'string', value: 'res/mipmap-anydpi-v26/icon.xml' } },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const smallManifest: XmlElement = element(
  'manifest',
  { package: 'com.acme.small', 'android:versionCode': 7, 'android:versionName': '1.2.3', 'android:compileSdkVersion': 36 },
  [
    element('uses-sdk', { 'android:minSdkVersion': 24, 'android:targetSdkVersion': 36 }),
    element('uses-permission', { 'android:name': 'android.permission.INTERNET' }),
    element('application', { 'android:label': reference(labelId), 'android:icon': reference(iconId), 'android:extractNativeLibs': false }, [
      element('activity', { 'android:name': '.Main', 'android:exported': true }, [
        element('intent-filter', {}, [
          element('action', { 'android:name': 'android.intent.action.MAIN' }),
          element('category', { 'android:name': 'android.intent.category.LAUNCHER' }),
        ]),
      ]),
    ]),
  ],
);

const adaptiveIcon = element('adaptive-icon', {}, [
  element('background', { 'android:drawable': { type: 'color', argb: 0xff112233, form: 'argb8' } }),
  element('foreground', { 'android:drawable': reference(iconId) }),
]);

/** Only the beginning of a PNG: nothing here decodes it. */
export const smallPng: Bytes = latin1('\u0089PNG\r\n\u001A\n');

/** An app bundle of the same app, with a feature module. */
export function smallBundleEntries(changes: Readonly<Record<string, SmallEntry | undefined>> = {}): readonly SmallEntry[] {
  return changed(
    [
      { name: 'BundleConfig.pb', bytes: encodeBundleConfig({ bundletoolVersion: '1.18.2' }) },
      { name: 'base/manifest/AndroidManifest.xml', bytes: encodeProtoXml(smallManifest), method: 'deflated' },
      { name: 'base/resources.pb', bytes: encodeProtoResourceTable(smallTable), method: 'deflated' },
      { name: 'base/dex/classes.dex', bytes: smallDex(123), method: 'deflated' },
      { name: 'base/res/mipmap-mdpi/icon.png', bytes: smallPng },
      { name: 'base/res/mipmap-anydpi-v26/icon.xml', bytes: encodeProtoXml(adaptiveIcon), method: 'deflated' },
      { name: 'base/lib/arm64-v8a/libsmall.so', bytes: encodeElf({ alignments: [4096] }), method: 'deflated' },
      { name: 'extra/manifest/AndroidManifest.xml', bytes: encodeProtoXml(smallManifest), method: 'deflated' },
      { name: 'extra/assets/picture.bin', bytes: utf8('picture') },
      { name: 'BUNDLE-METADATA/tool/version', bytes: utf8('1') },
    ],
    changes,
  );
}

/** The entries of a plain APK; those of `changes` take the place of entries of the same name, `undefined` removes one. */
export function smallApkEntries(changes: Readonly<Record<string, SmallEntry | undefined>> = {}): readonly SmallEntry[] {
  const entries: SmallEntry[] = [
    { name: 'AndroidManifest.xml', bytes: encodeAndroidXml(smallManifest), method: 'deflated' },
    { name: 'resources.arsc', bytes: encodeResourceTable(smallTable) },
    { name: 'classes.dex', bytes: smallDex(123), method: 'deflated' },
    { name: 'res/mipmap-mdpi/icon.png', bytes: smallPng },
    { name: 'res/mipmap-xxhdpi/icon.png', bytes: smallPng },
    { name: 'res/mipmap-anydpi-v26/icon.xml', bytes: encodeAndroidXml(adaptiveIcon), method: 'deflated' },
    { name: 'assets/www/index.html', bytes: utf8('<p>Hello</p>'.repeat(100)), method: 'deflated' },
    { name: 'lib/arm64-v8a/libsmall.so', bytes: encodeElf({ alignments: [16_384, 16_384] }) },
    { name: 'lib/armeabi-v7a/libsmall.so', bytes: encodeElf({ bits: 32, machine: 40, alignments: [4096] }) },
  ];
  return changed(entries, changes);
}

function changed(entries: readonly SmallEntry[], changes: Readonly<Record<string, SmallEntry | undefined>>): readonly SmallEntry[] {
  const kept = entries.map((entry) => (entry.name in changes ? changes[entry.name] : entry)).filter((entry) => entry !== undefined);
  const names = new Set(entries.map((entry) => entry.name));
  for (const [name, entry] of Object.entries(changes)) if (!names.has(name) && entry) kept.push(entry);
  return kept;
}
