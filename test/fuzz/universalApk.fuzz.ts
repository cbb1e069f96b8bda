/** Bytes as each of the documents of an app bundle, in a bundle that is right otherwise: an APK comes out of it, or a reason why none does. */

import { isFailure } from '../../src/core/base/failure.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { encodeBundleConfig } from '../../src/core/formats/android-proto/bundleConfig.ts';
import { encodeProtoResourceTable } from '../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../src/core/formats/android-proto/encodeProtoXml.ts';
import { createUniversalApk } from '../../src/core/packages/universal-apk/createUniversalApk.ts';
import { bundleManifest, bundleOfParts, bundleTable, moduleManifest } from '../support/bundleParts.ts';
import { fuzzTable, fuzzXml } from '../support/fuzzResources.ts';
import { MemorySink } from '../support/memorySink.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const places = [
  'base/manifest/AndroidManifest.xml',
  'base/resources.pb',
  'base/res/drawable/shape.xml',
  'BundleConfig.pb',
  'f/resources.pb',
];

export const target: FuzzTarget = {
  name: 'universalApk',
  seeds: async () => [
    encodeProtoXml(bundleManifest),
    encodeProtoXml(fuzzXml),
    encodeProtoResourceTable(bundleTable),
    encodeProtoResourceTable(fuzzTable),
    encodeBundleConfig({
      bundletoolVersion: '1.18.2',
      uncompressedGlobs: ['**/{a,b}[c-d]*'],
      compressesAssetPacks: true,
      assetSuffixes: [{ key: 'tcf', defaultValue: 'astc', isStripped: true }],
    }),
  ],
  run: async (bytes) => {
    const feature = encodeProtoXml(moduleManifest(true));
    for (const place of places) {
      const bundle = await bundleOfParts({ entries: { 'f/manifest/AndroidManifest.xml': feature, [place]: bytes } });
      try {
        await createUniversalApk({ source: bytesSource(bundle), output: new MemorySink() });
      } catch (error) {
        if (!isFailure(error)) throw error;
      }
    }
  },
};
