/** Mutated property lists of both forms must be read or refused, never more. */

import { utf8 } from '../../src/core/base/bytes.ts';
import { encodeBinaryPlist } from '../../src/core/formats/plist/binaryPlist.ts';
import { inspectPlist } from '../../src/core/formats/plist/inspectPlist.ts';
import { createPlist } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const sample = createPlist({
  name: 'Profile é',
  numbers: [1, 1.5, 2n ** 40n, -3],
  deep: { data: new Uint8Array(40).fill(7), list: [[], {}, true, false], when: new Date('2026-11-21T10:00:00Z') },
});

export const target: FuzzTarget = {
  name: 'plist',
  seeds: async () => [encodeBinaryPlist(sample), utf8(encodeXmlPlist(sample))],
  run: (bytes) => inspectPlist(bytes),
};
