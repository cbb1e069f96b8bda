/**
 * The building stone of the APK Signing Block: fields and elements preceded by their length as u32 little-endian
 * (https://source.android.com/docs/security/features/apksigning/v2, "Format"). Reading past the end throws `OutOfBytes`.
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { concatBytes, type Bytes } from '../../base/bytes.ts';

/** The next length-prefixed field, as a view on the input. */
export function readPrefixed(reader: ByteReader): Bytes {
  return reader.take(reader.u32());
}

/** The elements of a sequence, one after the other; an element that is cut short throws when it is reached. */
export function* readPrefixedSequence(bytes: Bytes): Generator<Bytes> {
  const reader = new ByteReader(bytes);
  while (reader.remaining > 0) yield readPrefixed(reader);
}

/** The number that a value begins with, such as an attribute's; `undefined` when the value is shorter. */
export function readI32(value: Bytes): number | undefined {
  try {
    return new ByteReader(value).i32();
  } catch (error) {
    if (error instanceof OutOfBytes) return undefined;
    throw error;
  }
}

export function u32Bytes(value: number): Bytes {
  return new ByteWriter({ capacity: 4 }).u32(value >>> 0).finish();
}

/** One field with its length before it. */
export function encodePrefixed(...parts: readonly Bytes[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  return concatBytes(u32Bytes(length), ...parts);
}

/** A length-prefixed sequence of length-prefixed elements. */
export function encodePrefixedSequence(elements: readonly Bytes[]): Bytes {
  return encodePrefixed(...elements.map((element) => encodePrefixed(element)));
}
