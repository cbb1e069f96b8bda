/** Decodes a whole binary resource table into the model. For a few resources of a large table, use `ResourceTableReader`. */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { type ConfiguredValue, type ResourceTable, type ResourceType } from '../android-resources/resourceTableModel.ts';
import { ResourceTableReader } from './resourceTableReader.ts';
import { readTableEntry, type TableEntry } from './tableEntry.ts';
import { type TablePackage, type TableType } from './tablePackage.ts';

export interface InspectedResourceTable {
  readonly table?: ResourceTable;
  readonly issues: readonly Issue[];
}

export function inspectResourceTable(bytes: Bytes): InspectedResourceTable {
  const reader = new ResourceTableReader(bytes);
  if (reader.issues.some(({ code }) => code === 'resource-table-not-a-table')) return { issues: reader.issues };
  const packages = reader.packages.map((tablePackage) => ({
    id: tablePackage.id,
    name: tablePackage.name,
    types: [...tablePackage.types.values()].map((type) => decodeType(reader, tablePackage, type)),
  }));
  return { table: { packages }, issues: reader.issues };
}

interface EntryInMaking {
  readonly id: number;
  readonly name: string;
  isPublic?: boolean;
  readonly values: ConfiguredValue[];
}

function decodeType(reader: ResourceTableReader, tablePackage: TablePackage, type: TableType): ResourceType {
  const entries = new Map<number, EntryInMaking>();
  for (const chunk of type.chunks) {
    const reading = reader.createReading();
    // A chunk's maps can contain no more items than the chunk has room for, so overlapping ones are found out.
    reading.mapItemsLeft = Math.floor((chunk.end - chunk.start) / 4);
    /** Newer tools let entries with equal values share one place. */
    const decoded = new Map<number, TableEntry | undefined>();
    for (const [id, offset] of chunk.offsets()) {
      if (!decoded.has(offset)) decoded.set(offset, readTableEntry(reading, offset, chunk.end, type.name));
      const read = decoded.get(offset);
      if (read === undefined) {
        reader.reportBadEntry(`${type.name} ${id}`, offset);
        continue;
      }
      const entry: EntryInMaking = entries.get(id) ?? { id, name: tablePackage.keyAt(read.key), values: [] };
      entries.set(id, entry);
      if (read.isPublic) entry.isPublic = true;
      entry.values.push({ configuration: chunk.configuration, value: read.value });
    }
  }
  return { id: type.id, name: type.name, entries: [...entries.values()].sort((a, b) => a.id - b.id) };
}
