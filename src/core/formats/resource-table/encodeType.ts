/**
 * One resource type of a package to be written: its spec (`ResTable_typeSpec`, which says for every entry what makes a
 * device choose again), then a chunk for each configuration that has values.
 */

import { type Bytes, concatBytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { compareConfigurations, configurationChanges } from '../android-resources/compareConfigurations.ts';
import { type ResourceConfiguration } from '../android-resources/resourceConfiguration.ts';
import { type ResourceEntry, type ResourceMap, type ResourceType } from '../android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { RES_TABLE_TYPE_SPEC_TYPE, RES_TABLE_TYPE_TYPE } from '../resource-chunks/chunkHeader.ts';
import { encodeTypedValue, type IndexOfString, typedValueSize } from '../resource-chunks/typedValue.ts';
import { configurationSize, encodeConfiguration } from './binaryConfiguration.ts';
import { FLAG_COMPLEX, FLAG_PUBLIC } from './tableEntry.ts';

const SPEC_PUBLIC = 0x40000000;
const noEntry = 0xffffffff;
const typeHeaderSize = 20 + configurationSize;

interface EntryToWrite {
  readonly entry: ResourceEntry;
  readonly value: ResourceValue | ResourceMap;
}

interface Variant {
  readonly configuration: ResourceConfiguration;
  readonly entries: EntryToWrite[];
}

export function encodeType(type: ResourceType, keyIndices: ReadonlyMap<string, number>, indexOf: IndexOfString): Bytes {
  const entries = type.entries.toSorted((a, b) => a.id - b.id);
  const entryCount = (entries.at(-1)?.id ?? -1) + 1;
  const variants = variantsOf(entries);
  const spec = encodeSpec(type.id, entries, entryCount, variants.length);
  const chunks = variants.map((variant) => encodeVariant(type.id, variant, entryCount, keyIndices, indexOf));
  return concatBytes(spec, ...chunks);
}

function variantsOf(entries: readonly ResourceEntry[]): Variant[] {
  const variants = new Map<string, Variant>();
  const keys = new Map<ResourceConfiguration, string>();
  for (const entry of entries) {
    for (const { configuration, value } of entry.values) {
      const key = keys.get(configuration) ?? encodeConfiguration(configuration).join();
      keys.set(configuration, key);
      const variant = variants.get(key) ?? { configuration, entries: [] };
      variants.set(key, variant);
      variant.entries.push({ entry, value });
    }
  }
  return [...variants.values()].sort((a, b) => compareConfigurations(a.configuration, b.configuration));
}

function encodeSpec(id: number, entries: readonly ResourceEntry[], entryCount: number, variantCount: number): Bytes {
  const flags = new Uint32Array(entryCount);
  for (const { id: entryId, isPublic, values } of entries) {
    let mask = isPublic === true ? SPEC_PUBLIC : 0;
    // If any two differ in something, one of them differs from the first.
    const [first, ...others] = values;
    if (first !== undefined) for (const other of others) mask |= configurationChanges(first.configuration, other.configuration);
    flags[entryId] = mask;
  }
  const writer = new ByteWriter({ capacity: 16 + 4 * entryCount });
  writer
    .u16(RES_TABLE_TYPE_SPEC_TYPE)
    .u16(16)
    .u32(16 + 4 * entryCount);
  writer.u8(id).u8(0).u16(variantCount).u32(entryCount);
  for (const flag of flags) writer.u32(flag);
  return writer.finish();
}

function encodeVariant(
  id: number,
  { configuration, entries }: Variant,
  entryCount: number,
  keyIndices: ReadonlyMap<string, number>,
  indexOf: IndexOfString,
): Bytes {
  const writer = new ByteWriter({ capacity: 4096 });
  const entriesStart = typeHeaderSize + 4 * entryCount;
  writer.u16(RES_TABLE_TYPE_TYPE).u16(typeHeaderSize).u32(0);
  writer.u8(id).u8(0).u16(0).u32(entryCount).u32(entriesStart);
  writer.bytes(encodeConfiguration(configuration));
  for (let index = 0; index < entryCount; index += 1) writer.u32(noEntry);
  for (const { entry, value } of entries) {
    writer.patchU32(typeHeaderSize + 4 * entry.id, writer.length - entriesStart);
    writeEntry(writer, entry, value, keyIndices.get(entry.name) ?? 0, indexOf);
  }
  writer.patchU32(4, writer.length);
  return writer.finish();
}

function writeEntry(
  writer: ByteWriter,
  entry: ResourceEntry,
  value: ResourceValue | ResourceMap,
  key: number,
  indexOf: IndexOfString,
): void {
  const flags = entry.isPublic === true ? FLAG_PUBLIC : 0;
  if (value.type !== 'map') {
    writer.u16(8).u16(flags).u32(key);
    writeValue(writer, value, indexOf);
    return;
  }
  // The platform merges styles with their parents, and expects the keys in order.
  const items = value.kind === 'style' ? value.items.toSorted((a, b) => a.key - b.key) : value.items;
  writer
    .u16(16)
    .u16(flags | FLAG_COMPLEX)
    .u32(key);
  writer.u32(value.parent).u32(items.length);
  for (const item of items) {
    writer.u32(item.key);
    writeValue(writer, item.value, indexOf);
  }
}

function writeValue(writer: ByteWriter, value: ResourceValue, indexOf: IndexOfString): void {
  const { dataType, data } = encodeTypedValue(value, indexOf);
  writer.u16(typedValueSize).u8(0).u8(dataType).u32(data);
}
