/**
 * A property list value. Integers and reals are kept apart, because Apple's own files tell them apart (weights in
 * CodeResources are `<real>`) and because 64-bit integers do not fit a number. (Apple, PropertyList-1.0.dtd; CFBinaryPList.c)
 */

import { type Bytes } from '../../base/bytes.ts';

export type PlistValue =
  | { readonly type: 'string'; readonly value: string }
  /** Signed 64 bits; unsigned ones above 2^63-1 occur in binary lists as 128-bit integers and are kept. */
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'real'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** Whole seconds in XML, fractions in binary. */
  | { readonly type: 'date'; readonly value: Date }
  | { readonly type: 'data'; readonly value: Bytes }
  | { readonly type: 'array'; readonly items: readonly PlistValue[] }
  | PlistDictionary
  /** Keyed archives only (binary). */
  | { readonly type: 'uid'; readonly value: number };

export interface PlistDictionary {
  readonly type: 'dictionary';
  /** In the order of the file; a key that is there twice keeps its last value. */
  readonly entries: ReadonlyMap<string, PlistValue>;
}

/** A plain value as a plist value: a `number` becomes an integer when it is whole. */
export type PlainPlist =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | readonly PlainPlist[]
  | { readonly [key: string]: PlainPlist };

export function createPlist(value: PlainPlist): PlistValue {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'bigint') return { type: 'integer', value };
  if (typeof value === 'number') return Number.isInteger(value) ? { type: 'integer', value: BigInt(value) } : { type: 'real', value };
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (value instanceof Date) return { type: 'date', value };
  if (value instanceof Uint8Array) return { type: 'data', value };
  if (isArray(value)) return { type: 'array', items: value.map((item) => createPlist(item)) };
  return { type: 'dictionary', entries: new Map(Object.entries(value).map(([key, item]) => [key, createPlist(item)])) };
}

function isArray(value: PlainPlist): value is readonly PlainPlist[] {
  return Array.isArray(value);
}

/** The dictionary's value of that key, when the value is a dictionary and has it. */
export function plistEntry(value: PlistValue | undefined, key: string): PlistValue | undefined {
  return value?.type === 'dictionary' ? value.entries.get(key) : undefined;
}

export function plistString(value: PlistValue | undefined): string | undefined {
  return value?.type === 'string' ? value.value : undefined;
}

export function plistBoolean(value: PlistValue | undefined): boolean | undefined {
  return value?.type === 'boolean' ? value.value : undefined;
}

export function plistItems(value: PlistValue | undefined): readonly PlistValue[] {
  return value?.type === 'array' ? value.items : [];
}

/** The strings of an array; other items are left out. A single string counts as an array of one. */
export function plistStrings(value: PlistValue | undefined): readonly string[] {
  if (value?.type === 'string') return [value.value];
  return plistItems(value).flatMap((item) => (item.type === 'string' ? [item.value] : []));
}

/** Same types, same values; dictionaries regardless of order. */
export function equalPlists(a: PlistValue, b: PlistValue): boolean {
  switch (a.type) {
    case 'array':
      return b.type === 'array' && a.items.length === b.items.length && a.items.every((item, index) => equalItem(item, b.items[index]));
    case 'dictionary':
      return (
        b.type === 'dictionary' &&
        a.entries.size === b.entries.size &&
        [...a.entries].every(([key, item]) => equalItem(item, b.entries.get(key)))
      );
    case 'data':
      return b.type === 'data' && Buffer.compare(a.value, b.value) === 0;
    case 'date':
      return b.type === 'date' && a.value.getTime() === b.value.getTime();
    default:
      return a.type === b.type && Object.is(a.value, b.value);
  }
}

function equalItem(a: PlistValue, b: PlistValue | undefined): boolean {
  return b !== undefined && equalPlists(a, b);
}
