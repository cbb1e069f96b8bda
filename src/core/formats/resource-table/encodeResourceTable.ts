/**
 * Encodes a resource table as `resources.arsc`, in the layout of aapt2: one pool of values, then each package with the
 * names of its types and keys, and for each type a spec and one chunk a configuration. It writes plain offsets, which
 * every platform version reads; no sparse, 16-bit or compact forms. Packages that have another id than an app's, as features of an app bundle
 * do, are listed in every package, as the platform wants to know them by name. The same table always gives the same bytes.
 */

import { type Bytes, concatBytes, emptyBytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { type ResourcePackage, type ResourceTable } from '../android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { RES_TABLE_LIBRARY_TYPE, RES_TABLE_PACKAGE_TYPE, RES_TABLE_TYPE } from '../resource-chunks/chunkHeader.ts';
import { StringPoolBuilder, encodeStringPool } from '../resource-chunks/stringPoolBuilder.ts';
import { encodeType } from './encodeType.ts';
import { type IndexOfString } from '../resource-chunks/typedValue.ts';
import { packageHeaderSize, packageNameUnits } from './tablePackage.ts';

export function encodeResourceTable(table: ResourceTable): Bytes {
  const values = new StringPoolBuilder();
  for (const value of valuesOf(table)) if (value.type === 'string') values.add(value.value, value.spans);
  const pool = values.close('utf-8');
  const libraries = encodeLibraries(table.packages);
  const packages = table.packages.map((tablePackage) =>
    encodePackage(tablePackage, libraries, ({ value, spans }) => values.indexOf(value, spans)),
  );
  const header = new ByteWriter({ capacity: 12 });
  header.u16(RES_TABLE_TYPE).u16(12);
  header.u32(packages.reduce((size, { length }) => size + length, 12 + pool.length)).u32(packages.length);
  return concatBytes(header.finish(), pool, ...packages);
}

function* valuesOf(table: ResourceTable): Generator<ResourceValue, void, undefined> {
  for (const { types } of table.packages) {
    for (const { entries } of types) {
      for (const { values } of entries) {
        for (const { value } of values) {
          if (value.type !== 'map') yield value;
          else for (const item of value.items) yield item.value;
        }
      }
    }
  }
}

function encodePackage({ id, name, types }: ResourcePackage, libraries: Bytes, indexOf: IndexOfString): Bytes {
  const lastType = types.reduce((last, type) => Math.max(last, type.id), 0);
  const typeNames = Array.from({ length: lastType }, (_, index) => types.find((type) => type.id === index + 1)?.name ?? '');
  const keyNames = [...new Set(types.flatMap(({ entries }) => entries.map((entry) => entry.name)))].sort();
  const keyIndices = new Map(keyNames.map((key, index) => [key, index]));
  const typePool = encodeStringPool(typeNames, 'utf-16');
  const keyPool = encodeStringPool(keyNames, 'utf-8');
  const body = types.toSorted((a, b) => a.id - b.id).map((type) => encodeType(type, keyIndices, indexOf));
  const parts = [typePool, keyPool, libraries, ...body];
  const header = new ByteWriter({ capacity: packageHeaderSize });
  header.u16(RES_TABLE_PACKAGE_TYPE).u16(packageHeaderSize);
  header.u32(parts.reduce((size, { length }) => size + length, packageHeaderSize)).u32(id);
  writeName(header, name);
  header.u32(packageHeaderSize).u32(typeNames.length);
  header.u32(packageHeaderSize + typePool.length).u32(keyNames.length);
  header.u32(0);
  return concatBytes(header.finish(), ...parts);
}

const frameworkPackage = 0x01;
const appPackage = 0x7f;

/** `ResTable_lib_header` (u32 count), then for each package u32 id and its name; nothing where no package needs it. */
function encodeLibraries(packages: readonly ResourcePackage[]): Bytes {
  const listed = packages.filter(({ id }) => id !== frameworkPackage && id !== appPackage);
  if (listed.length === 0) return emptyBytes;
  const writer = new ByteWriter({ capacity: 12 + listed.length * (4 + 2 * packageNameUnits) });
  writer.u16(RES_TABLE_LIBRARY_TYPE).u16(12);
  writer.u32(12 + listed.length * (4 + 2 * packageNameUnits)).u32(listed.length);
  for (const { id, name } of listed.toSorted((a, b) => a.id - b.id)) writeName(writer.u32(id), name);
  return writer.finish();
}

/** UTF-16 with zeros behind it, the last of which ends it. */
function writeName(writer: ByteWriter, name: string): void {
  for (let index = 0; index < packageNameUnits; index += 1) writer.u16(index < packageNameUnits - 1 ? name.charCodeAt(index) || 0 : 0);
}
