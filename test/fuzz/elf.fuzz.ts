/** Native libraries: headers and segments. */

import { inspectElf } from '../../src/core/formats/elf/inspectElf.ts';
import { isAlignedToPages, smallestLoadAlignment } from '../../src/core/formats/elf/pageAlignment.ts';
import { encodeElf } from '../support/elfFiles.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'elf',
  seeds: async () => [
    encodeElf({ alignments: [16_384, 16_384] }),
    encodeElf({ bits: 32, machine: 40, alignments: [4096] }),
    encodeElf({ bits: 32, littleEndian: false, alignments: [4096, 65_536] }),
    encodeElf({ alignments: [] }),
  ],
  run: (bytes) => {
    const { file } = inspectElf(bytes);
    return file && [isAlignedToPages(file, 16_384), smallestLoadAlignment(file)];
  },
};
