/** A small app bundle with resources that are files, for tests of the APK that is made of it. */

import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { type BundleConfig, encodeBundleConfig } from '../../src/core/formats/android-proto/bundleConfig.ts';
import { encodeProtoResourceTable } from '../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../src/core/formats/android-proto/encodeProtoXml.ts';
import { type ResourceTable } from '../../src/core/formats/android-resources/resourceTableModel.ts';
import { type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';
import { element, reference } from './manifestTree.ts';
import { type SmallEntry, smallArchive, smallDex, smallPng } from './smallPackages.ts';

export const bundleTable: ResourceTable = {
  packages: [
    {
      id: 0x7f,
      name: 'com.acme.parts',
      types: [
        {
          id: 1,
          name: 'string',
          entries: [
            {
              id: 0,
              name: 'app_name',
              values: [
                { configuration: {}, value: { type: 'string', value: 'Parts' } },
                { configuration: { language: 'de' }, value: { type: 'string', value: 'Teile' } },
              ],
            },
          ],
        },
        {
          id: 2,
          name: 'drawable',
          entries: [
            {
              id: 0,
              name: 'icon',
              values: [{ configuration: {}, value: { type: 'string', value: 'res/drawable/icon.png', file: 'png' } }],
            },
            {
              id: 1,
              name: 'shape',
              values: [{ configuration: {}, value: { type: 'string', value: 'res/drawable/shape.xml', file: 'xml' } }],
            },
          ],
        },
      ],
    },
  ],
};

export const bundleManifest: XmlElement = element(
  'manifest',
  { package: 'com.acme.parts', 'android:versionCode': 3, 'android:versionName': '1.3' },
  [
    element('uses-sdk', { 'android:minSdkVersion': 24, 'android:targetSdkVersion': 36 }),
    element('application', { 'android:label': reference(0x7f010000), 'android:extractNativeLibs': false }, [
      element('activity', { 'android:name': '.Main', 'android:exported': true }),
    ]),
  ],
);

/** A module with its way of delivery, in the form that bundletool reads. */
export function moduleManifest(
  isFused: boolean,
  options: { readonly type?: string; readonly delivery?: string; readonly parts?: readonly XmlElement[] } = {},
) {
  const { type, delivery = 'on-demand', parts = [] } = options;
  const namespaceUri = 'http://schemas.android.com/apk/distribution';
  const dist = (name: string, attributes: Readonly<Record<string, string>>, children: readonly XmlElement[] = []): XmlElement => ({
    name,
    namespaceUri,
    attributes: Object.entries(attributes).map(([key, value]) => ({ name: key, namespaceUri, value: { type: 'string', value } })),
    children,
  });
  const module = dist('module', type === undefined ? {} : { type }, [
    dist('delivery', {}, [dist(delivery, {})]),
    dist('fusing', { include: String(isFused) }),
  ]);
  return element('manifest', { package: 'com.acme.parts' }, [module, element('application', {}, parts)]);
}

export interface BundleChanges {
  readonly config?: BundleConfig;
  /** In the place of entries of the same name; `undefined` removes one. */
  readonly entries?: Readonly<Record<string, Bytes | string | undefined>>;
}

export async function bundleOfParts({ config = { bundletoolVersion: '1.18.2' }, entries = {} }: BundleChanges = {}): Promise<Bytes> {
  const all: Readonly<Record<string, Bytes | string | undefined>> = {
    'BundleConfig.pb': encodeBundleConfig(config),
    'base/manifest/AndroidManifest.xml': encodeProtoXml(bundleManifest),
    'base/resources.pb': encodeProtoResourceTable(bundleTable),
    'base/res/drawable/icon.png': smallPng,
    'base/res/drawable/shape.xml': encodeProtoXml(element('shape', { 'android:color': 7 })),
    'base/dex/classes.dex': smallDex(3),
    'base/lib/arm64-v8a/liba.so': 'library '.repeat(40),
    'base/assets/a.txt': 'text '.repeat(40),
    ...entries,
  };
  const written = Object.entries(all).flatMap(([name, content]): SmallEntry[] =>
    content === undefined ? [] : [{ name, bytes: typeof content === 'string' ? utf8(content) : content, method: 'deflated' }],
  );
  return await smallArchive(written);
}
