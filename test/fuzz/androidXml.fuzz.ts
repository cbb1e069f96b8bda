/** Mutated binary XML documents must be read or refused, never more; what was read must be writable again. */

import { encodeAndroidXml } from '../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { inspectAndroidXml } from '../../src/core/formats/android-xml/inspectAndroidXml.ts';
import { fuzzXml } from '../support/fuzzResources.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'androidXml',
  seeds: async () => [encodeAndroidXml(fuzzXml), encodeAndroidXml(fuzzXml, { encoding: 'utf-8' })],
  run: (bytes) => {
    const { root, issues } = inspectAndroidXml(bytes);
    return root === undefined ? issues : encodeAndroidXml(root);
  },
};
