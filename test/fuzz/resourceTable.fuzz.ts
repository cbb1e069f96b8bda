/** Mutated resource tables must be read or refused, whole and by single resources. */

import { resourceId } from '../../src/core/formats/android-resources/resourceId.ts';
import { encodeResourceTable } from '../../src/core/formats/resource-table/encodeResourceTable.ts';
import { inspectResourceTable } from '../../src/core/formats/resource-table/inspectResourceTable.ts';
import { ResourceTableReader } from '../../src/core/formats/resource-table/resourceTableReader.ts';
import { ResourceResolver } from '../../src/core/packages/resourceResolver.ts';
import { fuzzTable } from '../support/fuzzResources.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'resourceTable',
  seeds: async () => [encodeResourceTable(fuzzTable)],
  run: (bytes) => {
    const resolver = new ResourceResolver(new ResourceTableReader(bytes));
    for (let type = 1; type <= 3; type += 1) {
      const value = { type: 'reference' as const, id: resourceId(0x7f, type, 0) };
      resolver.localizedTexts(value);
      resolver.variants(value);
    }
    return inspectResourceTable(bytes);
  },
};
