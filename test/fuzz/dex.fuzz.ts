/** Headers of Dalvik executables. */

import { inspectDexHeader } from '../../src/core/formats/dex/inspectDexHeader.ts';
import { smallDex } from '../support/smallPackages.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'dex',
  seeds: async () => [smallDex(0), smallDex(65_535)],
  run: (bytes) => inspectDexHeader(bytes),
};
