/**
 * One package of a resource table (`ResTable_package`): its names and where its types lie.
 *
 *   header  u32 id, u16 name[128], u32 typeStrings, lastPublicType, keyStrings, lastPublicKey, typeIdOffset
 */

import { type Bytes } from '../../base/bytes.ts';
import { type OnceIssues } from '../android-resources/onceIssues.ts';
import { type ChunkHeader, readChunkHeader, RES_STRING_POOL_TYPE, RES_TABLE_TYPE_TYPE } from '../resource-chunks/chunkHeader.ts';
import { StringPool } from '../resource-chunks/stringPool.ts';
import { soundChunks } from './soundChunks.ts';
import { TypeChunk } from './typeChunk.ts';

export const packageHeaderSize = 288;
/** Before `typeIdOffset` came with feature splits. */
const oldHeaderSize = 284;
export const packageNameUnits = 128;

export interface TableType {
  readonly id: number;
  readonly name: string;
  readonly chunks: readonly TypeChunk[];
}

export class TablePackage {
  readonly id: number;
  readonly name: string;
  readonly types: ReadonlyMap<number, TableType>;
  readonly #keys: StringPool | undefined;

  private constructor(id: number, name: string, types: ReadonlyMap<number, TableType>, keys: StringPool | undefined) {
    this.id = id;
    this.name = name;
    this.types = types;
    this.#keys = keys;
  }

  /** The name of an entry, by its index in the key strings. */
  keyAt(index: number): string {
    return this.#keys?.get(index) ?? '';
  }

  static create(bytes: Bytes, view: DataView, header: ChunkHeader, issues: OnceIssues): TablePackage | undefined {
    const { start } = header;
    if (header.headerSize < oldHeaderSize || start + oldHeaderSize > header.end) {
      issues.add('resource-table-truncated', { part: 'a package' }, start);
      return undefined;
    }
    const pool = (field: number): StringPool | undefined => {
      const chunk = readChunkHeader(view, start + view.getUint32(start + field, true), header.end);
      return chunk?.type === RES_STRING_POOL_TYPE ? new StringPool(bytes, chunk) : undefined;
    };
    const typeNames = pool(268);
    const typeIdOffset =
      header.headerSize >= packageHeaderSize && start + packageHeaderSize <= header.end ? view.getUint32(start + 284, true) : 0;
    const types = new Map<number, { id: number; name: string; chunks: TypeChunk[] }>();
    for (const chunk of soundChunks(view, header.bodyStart, header.end, issues)) {
      if (chunk.type !== RES_TABLE_TYPE_TYPE) continue;
      const typeChunk = TypeChunk.create(view, chunk);
      if (typeChunk === undefined || !typeChunk.hasAllSlots) issues.add('resource-table-truncated', { part: 'a type' }, chunk.start);
      if (typeChunk === undefined) continue;
      const { id } = typeChunk;
      const type = types.get(id) ?? { id, name: typeNames?.get(id - 1 - typeIdOffset) ?? '', chunks: [] };
      type.chunks.push(typeChunk);
      types.set(id, type);
    }
    return new TablePackage(view.getUint32(start + 8, true), readName(view, start + 12), types, pool(276));
  }
}

function readName(view: DataView, offset: number): string {
  let name = '';
  for (let index = 0; index < packageNameUnits; index += 1) {
    const unit = view.getUint16(offset + index * 2, true);
    if (unit === 0) break;
    name += String.fromCharCode(unit);
  }
  return name;
}
