/** Mutated resource tables must be read or refused, whole and by single resources. */

import { resourceId } from '../../src/core/formats/android-resources/resourceId.ts';
import { resolveIconFiles, resolveLabels } from '../../src/core/formats/android-resources/resolveVariants.ts';
import { encodeResourceTable } from '../../src/core/formats/resource-table/encodeResourceTable.ts';
import { inspectResourceTable } from '../../src/core/formats/resource-table/inspectResourceTable.ts';
import { ResourceTableReader } from '../../src/core/formats/resource-table/resourceTableReader.ts';
import { fuzzTable } from '../support/fuzzResources.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'resourceTable',
  seeds: async () => [encodeResourceTable(fuzzTable)],
  run: (bytes) => {
    const reader = new ResourceTableReader(bytes);
    for (let type = 1; type <= 3; type += 1) {
      const value = { type: 'reference' as const, id: resourceId(0x7f, type, 0) };
      resolveLabels(reader, value);
      resolveIconFiles(reader, value);
    }
    return inspectResourceTable(bytes);
  },
};
