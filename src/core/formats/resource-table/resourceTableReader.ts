/**
 * Reads a binary resource table (`resources.arsc`; `ResTable_*`, ResourceTypes.h) on demand: making a reader only walks
 * the headers of the chunks, and `find` decodes the one resource that is asked for. `inspectResourceTable` decodes all.
 * Library, overlayable and staged-alias chunks are skipped.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { OnceIssues } from '../android-resources/onceIssues.ts';
import { entryOfId, packageOfId, typeOfId } from '../android-resources/resourceId.ts';
import { type FoundResource, type ResourceLookup } from '../android-resources/resourceLookup.ts';
import { type ConfiguredValue } from '../android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { readChunkHeader, RES_STRING_POOL_TYPE, RES_TABLE_PACKAGE_TYPE, RES_TABLE_TYPE } from '../resource-chunks/chunkHeader.ts';
import { StringPool } from '../resource-chunks/stringPool.ts';
import { TablePackage } from './tablePackage.ts';
import { soundChunks } from './soundChunks.ts';
import { type EntryReading, readTableEntry } from './tableEntry.ts';

export class ResourceTableReader implements ResourceLookup {
  readonly packages: readonly TablePackage[];
  readonly view: DataView;
  readonly #issues = new OnceIssues();
  #pool: StringPool | undefined;

  constructor(bytes: Bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.packages = this.#readChunks(bytes);
  }

  /** What is wrong with the parts that were read so far. */
  get issues(): readonly Issue[] {
    return this.#issues.list();
  }

  find(id: number): FoundResource | undefined {
    for (const candidate of this.packages) {
      if (candidate.id !== packageOfId(id)) continue;
      const found = this.#findIn(candidate, typeOfId(id), entryOfId(id));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The state of one reading; the bound applies to all entries that are read with it. */
  createReading(): EntryReading {
    return { view: this.view, stringAt: (index) => this.#stringAt(index), mapItemsLeft: Math.floor(this.view.byteLength / 4) };
  }

  reportBadEntry(id: string, offset: number): void {
    this.#issues.add('resource-table-bad-entry', { id }, offset);
  }

  #findIn(tablePackage: TablePackage, typeId: number, entryId: number): FoundResource | undefined {
    const type = tablePackage.types.get(typeId);
    if (type === undefined) return undefined;
    const reading = this.createReading();
    const values: ConfiguredValue[] = [];
    let key: number | undefined;
    let isPublic = false;
    for (const chunk of type.chunks) {
      const offset = chunk.offsetOf(entryId);
      if (offset === undefined) continue;
      const entry = readTableEntry(reading, offset, chunk.end, type.name);
      if (entry === undefined) {
        this.reportBadEntry(`${type.name} ${entryId}`, offset);
        continue;
      }
      key ??= entry.key;
      isPublic ||= entry.isPublic;
      values.push({ configuration: chunk.configuration, value: entry.value });
    }
    if (key === undefined) return undefined;
    const entry = { id: entryId, name: tablePackage.keyAt(key), ...(isPublic && { isPublic }), values };
    return { packageName: tablePackage.name, typeName: type.name, entry };
  }

  #stringAt(index: number): ResourceValue {
    const value = this.#pool?.get(index);
    if (value === undefined) this.#issues.add('resource-table-bad-string', { index, count: this.#pool?.stringCount ?? 0 });
    const spans = this.#pool?.spans(index);
    return { type: 'string', value: value ?? '', ...(spans && { spans }) };
  }

  #readChunks(bytes: Bytes): TablePackage[] {
    const packages: TablePackage[] = [];
    const table = readChunkHeader(this.view, 0, bytes.length);
    if (table === undefined || table.type !== RES_TABLE_TYPE || table.headerSize < 8) {
      this.#issues.add('resource-table-not-a-table', {}, 0);
      return packages;
    }
    if (table.declaredSize > bytes.length) this.#issues.add('resource-table-truncated', { part: 'the table' }, bytes.length);
    for (const chunk of soundChunks(this.view, table.bodyStart, table.end, this.#issues)) {
      if (chunk.type === RES_STRING_POOL_TYPE) this.#pool ??= new StringPool(bytes, chunk);
      else if (chunk.type === RES_TABLE_PACKAGE_TYPE) {
        const read = TablePackage.create(bytes, this.view, chunk, this.#issues);
        if (read !== undefined) packages.push(read);
      }
    }
    const { declaredCount = 0, stringCount = 0 } = this.#pool ?? {};
    if (declaredCount > stringCount) this.#issues.add('resource-table-string-count', { declared: declaredCount, found: stringCount });
    return packages;
  }
}
