/** What resolving needs of a table: one resource by its id. Binary tables answer without decoding the rest. */

import { entryOfId, packageOfId, typeOfId } from './resourceId.ts';
import { type ResourceEntry, type ResourcePackage, type ResourceTable, type ResourceType } from './resourceTableModel.ts';

export interface FoundResource {
  readonly packageName: string;
  /** `string`, `mipmap`, … */
  readonly typeName: string;
  readonly entry: ResourceEntry;
}

export interface ResourceLookup {
  find(id: number): FoundResource | undefined;
}

/** Looks things up in a table that is already decoded. */
export function createTableLookup(table: ResourceTable): ResourceLookup {
  const entries = new Map<ResourceType, Map<number, ResourceEntry>>();
  return {
    find: (id) => {
      for (const candidate of table.packages.filter((candidate) => candidate.id === packageOfId(id))) {
        const found = findInPackage(candidate, id, entries);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function findInPackage(
  { name, types }: ResourcePackage,
  id: number,
  entries: Map<ResourceType, Map<number, ResourceEntry>>,
): FoundResource | undefined {
  const type = types.find((candidate) => candidate.id === typeOfId(id));
  if (type === undefined) return undefined;
  let known = entries.get(type);
  if (known === undefined) {
    known = new Map(type.entries.map((entry) => [entry.id, entry]));
    entries.set(type, known);
  }
  const entry = known.get(entryOfId(id));
  return entry && { packageName: name, typeName: type.name, entry };
}
