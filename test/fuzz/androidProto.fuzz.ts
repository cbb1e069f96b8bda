/** Mutated protobuf files of app bundles must be read or refused, whichever of the three forms they were. */

import { encodeBundleConfig, inspectBundleConfig } from '../../src/core/formats/android-proto/bundleConfig.ts';
import { encodeProtoResourceTable } from '../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../src/core/formats/android-proto/encodeProtoXml.ts';
import { inspectProtoResourceTable } from '../../src/core/formats/android-proto/inspectProtoResourceTable.ts';
import { inspectProtoXml } from '../../src/core/formats/android-proto/inspectProtoXml.ts';
import { fuzzTable, fuzzXml } from '../support/fuzzResources.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'androidProto',
  seeds: async () => [
    encodeProtoXml(fuzzXml),
    encodeProtoResourceTable(fuzzTable),
    encodeBundleConfig({ bundletoolVersion: '1.18.2', uncompressedGlobs: ['a/**'] }),
  ],
  run: (bytes) => [inspectProtoXml(bytes), inspectProtoResourceTable(bytes), inspectBundleConfig(bytes)],
};
