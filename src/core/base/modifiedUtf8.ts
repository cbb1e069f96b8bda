/**
 * Modified UTF-8, which resource string pools and Java's DataOutput write: as UTF-8, but a character above U+FFFF is its two
 * surrogates of three bytes each. Java also writes NUL as two bytes. Decoding takes all of these and real UTF-8 as well;
 * anything malformed becomes U+FFFD.
 */

import { type Bytes, fromStrictUtf8, utf8 } from './bytes.ts';

export function encodeModifiedUtf8(text: string): Bytes {
  if (!/[\uD800-\uDFFF]/.test(text)) return utf8(text);
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Uint8Array.from(bytes);
}

export function decodeModifiedUtf8(bytes: Bytes): string {
  return fromStrictUtf8(bytes) ?? decodeUnits(bytes);
}

function decodeUnits(bytes: Bytes): string {
  const units: string[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    units.push(String.fromCodePoint(codePointAt(bytes, offset, length)));
    offset += Math.max(1, length);
  }
  // Surrogates that were written one by one meet again here.
  return units.join('');
}

/** 0 when no well-formed sequence begins here. */
function sequenceLength(bytes: Bytes, offset: number): number {
  const lead = bytes[offset] ?? 0;
  const length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let index = 1; index < length; index += 1) {
    if (((bytes[offset + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function codePointAt(bytes: Bytes, offset: number, length: number): number {
  if (length === 0) return 0xfffd;
  let codePoint = (bytes[offset] ?? 0) & (length === 1 ? 0x7f : 0xff >> (length + 1));
  for (let index = 1; index < length; index += 1) codePoint = (codePoint << 6) | ((bytes[offset + index] ?? 0) & 0x3f);
  return codePoint > 0x10ffff ? 0xfffd : codePoint;
}
