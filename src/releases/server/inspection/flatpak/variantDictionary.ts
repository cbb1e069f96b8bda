/**
 * Reads texts and bytes of a dictionary of GVariant (`a{sv}`) in a file, without what else is in it, which may be all of the file.
 *
 * Layout: https://docs.gtk.org/glib/gvariant-specification-1.0.html; texts and bytes are the same in both orders of bytes, and places are little-endian.
 */

import { fromLatin1, fromUtf8, type Bytes } from '../../../../core/base/bytes.ts';
import { type ByteSource } from '../../../../core/base/byteSource.ts';

const mostEntries = 20_000;
const longestKey = 200;
/** `\0ay` after the value. */
const longestType = 8;

export interface VariantDictionary {
  /** A text or bytes; `undefined` for what is not there, is of another type, or is larger. */
  bytes(key: string, maxBytes: number): Promise<Bytes | undefined>;
  text(key: string, maxBytes: number): Promise<string | undefined>;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The dictionary from the beginning of the source up to `size`. Throws for what is not one. */
export async function openDictionary(source: ByteSource, size: number): Promise<VariantDictionary> {
  const entries = new Map<string, Place>();
  for (const place of await placesOf(source, size)) {
    const found = await entryAt(source, place);
    // The first counts, as for those who install it.
    if (found && !entries.has(found.key)) entries.set(found.key, found.value);
  }
  const bytes = async (key: string, maxBytes: number, types: readonly string[]): Promise<Bytes | undefined> => {
    const place = entries.get(key);
    if (!place || place.end - place.start < 2) return undefined;
    const tailBytes = Math.min(longestType, place.end - place.start);
    const tail = fromLatin1(await source.read(place.end - tailBytes, tailBytes));
    const mark = tail.lastIndexOf('\0');
    const end = place.end - tailBytes + mark;
    if (mark === -1 || !types.includes(tail.slice(mark + 1)) || end - place.start > maxBytes) return undefined;
    return await source.read(place.start, end - place.start);
  };
  return {
    bytes: async (key, maxBytes) => await bytes(key, maxBytes, ['ay']),
    text: async (key, maxBytes) => {
      const found = await bytes(key, maxBytes, ['s']);
      return found && fromUtf8(found.subarray(0, Math.max(0, found.length - 1)));
    },
  };
}

/** Where each entry is: the ends of all of them are at the end of the dictionary. */
async function placesOf(source: ByteSource, size: number): Promise<readonly Place[]> {
  const width = placeBytes(size);
  const table = await numberAt(source, size - width, width);
  const count = (size - table) / width;
  if (table > size - width || !Number.isInteger(count) || count > mostEntries) throw new RangeError('it is not a dictionary');
  const ends = await source.read(table, count * width);
  const places: Place[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const end = numberIn(ends, index * width, width);
    if (end < start || end > table) throw new RangeError('an entry of the dictionary is outside');
    places.push({ start, end });
    start = Math.ceil(end / 8) * 8;
  }
  return places;
}

/** `undefined` for keys that are too long to be asked for. */
async function entryAt(source: ByteSource, { start, end }: Place): Promise<{ readonly key: string; readonly value: Place } | undefined> {
  const width = placeBytes(end - start);
  if (end - start <= width) return undefined;
  const keyBytes = await numberAt(source, end - width, width);
  if (keyBytes < 1 || keyBytes > longestKey || start + keyBytes > end - width) return undefined;
  const key = fromUtf8(await source.read(start, keyBytes - 1));
  const value = { start: start + Math.ceil(keyBytes / 8) * 8, end: end - width };
  return value.start <= value.end ? { key, value } : undefined;
}

/** How many bytes a place takes depends on the size of what it is in. */
export function placeBytes(size: number): number {
  if (size <= 0xff) return 1;
  if (size <= 0xffff) return 2;
  return size <= 0xffff_ffff ? 4 : 8;
}

export async function numberAt(source: ByteSource, offset: number, width: number): Promise<number> {
  return numberIn(await source.read(offset, width), 0, width);
}

function numberIn(bytes: Bytes, at: number, width: number): number {
  let value = 0;
  for (let index = width - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
