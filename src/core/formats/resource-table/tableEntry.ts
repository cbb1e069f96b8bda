/**
 * One entry of a type chunk.
 *
 *   simple   u16 size (8), u16 flags, u32 key, then Res_value
 *   complex  u16 size (16), u16 flags (1), u32 key, u32 parent, u32 count, then { u32 name, Res_value }*
 *   compact  u16 key, u16 flags (8, data type in the high byte), u32 data
 */

import { type ResourceMap } from '../android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { decodeTypedValue } from '../resource-chunks/typedValue.ts';

export const FLAG_COMPLEX = 0x0001;
export const FLAG_PUBLIC = 0x0002;
const FLAG_COMPACT = 0x0008;
const mapItemSize = 12;

export interface TableEntry {
  /** Index of the name in the package's key strings. */
  readonly key: number;
  readonly isPublic: boolean;
  readonly value: ResourceValue | ResourceMap;
}

/** What reading entries needs and what bounds it. */
export interface EntryReading {
  readonly view: DataView;
  readonly stringAt: (index: number) => ResourceValue;
  /** Items of maps that may still be read: overlapping maps must not multiply a file. */
  mapItemsLeft: number;
}

/** `undefined` when the entry is not between `offset` and `limit`. */
export function readTableEntry(reading: EntryReading, offset: number, limit: number, typeName: string): TableEntry | undefined {
  const { view } = reading;
  if (offset + 8 > limit) return undefined;
  const flags = view.getUint16(offset + 2, true);
  const isPublic = (flags & FLAG_PUBLIC) !== 0;
  if ((flags & FLAG_COMPACT) !== 0) {
    const value = decodeTypedValue(flags >>> 8, view.getUint32(offset + 4, true), reading.stringAt);
    return { key: view.getUint16(offset, true), isPublic, value };
  }
  const key = view.getUint32(offset + 4, true);
  const body = offset + view.getUint16(offset, true);
  if ((flags & FLAG_COMPLEX) !== 0) {
    if (offset + 16 > limit) return undefined;
    const value = readMap(reading, offset, body, limit, typeName);
    return value && { key, isPublic, value };
  }
  if (body + 8 > limit) return undefined;
  return { key, isPublic, value: decodeTypedValue(view.getUint8(body + 3), view.getUint32(body + 4, true), reading.stringAt) };
}

function readMap(reading: EntryReading, offset: number, body: number, limit: number, typeName: string): ResourceMap | undefined {
  const { view } = reading;
  const count = view.getUint32(offset + 12, true);
  if (body + count * mapItemSize > limit || count > reading.mapItemsLeft) return undefined;
  reading.mapItemsLeft -= count;
  const items: { readonly key: number; readonly value: ResourceValue }[] = [];
  for (let at = body; items.length < count; at += mapItemSize) {
    const value = decodeTypedValue(view.getUint8(at + 7), view.getUint32(at + 8, true), reading.stringAt);
    items.push({ key: view.getUint32(at, true), value });
  }
  return { type: 'map', kind: kindOfMap(typeName, items), parent: view.getUint32(offset + 8, true), items };
}

const ATTR_TYPE = 0x01000000;
const firstArrayKey = 0x01000001;
const ATTR_OTHER = 0x01000004;
const ATTR_MANY = 0x01000009;

/** By the name of the type; obfuscated packages have none, but the keys tell. */
function kindOfMap(typeName: string, items: readonly { readonly key: number }[]): ResourceMap['kind'] {
  if (typeName === 'style' || typeName === 'array' || typeName === 'plurals') return typeName;
  if (typeName === 'attr' || typeName === '^attr-private') return 'attribute';
  const first = items[0]?.key;
  if (first === undefined) return 'unknown';
  if (first === ATTR_TYPE) return 'attribute';
  if (first >= ATTR_OTHER && first <= ATTR_MANY) return 'plurals';
  return first === firstArrayKey || first >>> 16 === 0x0200 ? 'array' : 'style';
}
