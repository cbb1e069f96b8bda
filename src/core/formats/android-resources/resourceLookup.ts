/** What resolving needs of a table: one resource by its id. Binary tables answer without decoding the rest. */

import { type ResourceEntry } from './resourceTableModel.ts';

export interface FoundResource {
  readonly packageName: string;
  /** `string`, `mipmap`, … */
  readonly typeName: string;
  readonly entry: ResourceEntry;
}

export interface ResourceLookup {
  find(id: number): FoundResource | undefined;
}
