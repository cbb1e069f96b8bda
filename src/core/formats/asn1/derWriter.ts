/**
 * Writes DER (X.690 clauses 8 to 11): each function returns one complete value, and values are put together by nesting
 * calls. Always definite, minimal lengths; SET OF is sorted. What is malformed here is a defect of the product and throws.
 */

import { compareBytes, concatBytes, fromHex, utf8, type Bytes } from '../../base/bytes.ts';
import { encodeTimeContent } from './asn1Time.ts';
import { universalTag, type UniversalType } from './asn1Tag.ts';
import { encodeObjectIdentifier } from './objectIdentifier.ts';

function encodeLength(length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(length);
  const digits: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) digits.unshift(left % 256);
  return Uint8Array.of(0x80 | digits.length, ...digits);
}

function derValue(identifier: number, ...content: readonly Bytes[]): Bytes {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(Uint8Array.of(identifier), encodeLength(length), ...content);
}

/** A primitive value of a universal type from its content octets. */
export function derPrimitive(type: UniversalType, content: Bytes): Bytes {
  return derValue(universalTag[type], content);
}

export function derSequence(...values: readonly Bytes[]): Bytes {
  return derValue(0x20 | universalTag.SEQUENCE, ...values);
}

/** SET OF: the values are sorted by their encodings (X.690 clause 11.6). */
export function derSetOf(...values: readonly Bytes[]): Bytes {
  return derValue(0x20 | universalTag.SET, ...values.toSorted(compareBytes));
}

/** A context tag around complete values: EXPLICIT, or IMPLICIT on a constructed type when given that type's contents. */
export function derContext(tag: number, ...values: readonly Bytes[]): Bytes {
  return derValue(contextIdentifier(tag) | 0x20, ...values);
}

/** IMPLICIT context tag on a primitive type, from its content octets. */
export function derContextPrimitive(tag: number, content: Bytes): Bytes {
  return derValue(contextIdentifier(tag), content);
}

function contextIdentifier(tag: number): number {
  if (!(tag >= 0 && tag < 31)) throw new RangeError(`context tag ${tag} has no short form`);
  return 0x80 | tag;
}

export function derBoolean(value: boolean): Bytes {
  return derPrimitive('BOOLEAN', Uint8Array.of(value ? 0xff : 0));
}

export function derNull(): Bytes {
  return derPrimitive('NULL', new Uint8Array(0));
}

/** Any integer, in the shortest two's complement form. */
export function derInteger(value: bigint | number): Bytes {
  const big = BigInt(value);
  let size = 1;
  while (big < -(1n << BigInt(size * 8 - 1)) || big >= 1n << BigInt(size * 8 - 1)) size++;
  const hex = BigInt.asUintN(size * 8, big)
    .toString(16)
    .padStart(size * 2, '0');
  return derPrimitive('INTEGER', fromHex(hex) ?? new Uint8Array(1));
}

/** The integer that unsigned big-endian bytes stand for, as serial numbers and moduli are held. */
export function derUnsignedInteger(bytes: Bytes): Bytes {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.length === 0 ? new Uint8Array(1) : bytes.subarray(start);
  return derPrimitive('INTEGER', (digits[0] ?? 0) >= 0x80 ? concatBytes(new Uint8Array(1), digits) : digits);
}

export function derObjectIdentifier(text: string): Bytes {
  return derPrimitive('OBJECT_IDENTIFIER', encodeObjectIdentifier(text));
}

export function derOctetString(content: Bytes): Bytes {
  return derPrimitive('OCTET_STRING', content);
}

export function derBitString(content: Bytes, unusedBits = 0): Bytes {
  return derPrimitive('BIT_STRING', concatBytes(Uint8Array.of(unusedBits), content));
}

export function derUtf8String(text: string): Bytes {
  return derPrimitive('UTF8String', utf8(text));
}

/** PrintableString when the text allows it, else UTF8String, as RFC 5280 section 4.1.2.4 asks. */
export function derDirectoryString(text: string): Bytes {
  return derPrimitive(/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? 'PrintableString' : 'UTF8String', utf8(text));
}

/** UTF-16 big-endian, without a terminator. */
export function toBmp(text: string): Bytes {
  const content = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    content[index * 2] = unit >> 8;
    content[index * 2 + 1] = unit & 0xff;
  }
  return content;
}

export function derBmpString(text: string): Bytes {
  return derPrimitive('BMPString', toBmp(text));
}

/** UTCTime until 2049, GeneralizedTime from 2050 on. */
export function derTime(date: Date): Bytes {
  const { type, content } = encodeTimeContent(date);
  return derPrimitive(type, content);
}
