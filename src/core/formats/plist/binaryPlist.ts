/**
 * Binary property lists, `bplist00` (CFBinaryPList.c): header, objects, offset table, and a trailer of 32 bytes
 * {5 unused, sortVersion u8, offsetIntSize u8, objectRefSize u8, numObjects u64, topObject u64, offsetTableOffset u64},
 * big-endian. An object begins with a marker: type in the high nibble, size in the low one, 0xf meaning that an integer
 * object with the size follows.
 *
 * Objects may be shared, so that a small hostile file can describe an enormous tree: the parser counts what it hands out, values and
 * their bytes.
 */

import { concatBytes, fromLatin1, latin1, type Bytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { maxPlistDepth, PlistError } from './plistError.ts';
import { type PlistValue } from './plistValue.ts';
import { compareKeys } from './xmlPlist.ts';

const magic = latin1('bplist0');
const trailerSize = 32;
/** Values handed out at most, shared ones counted every time. Apple's largest lists stay far below. */
const maxValues = 1_000_000;
/** Of the texts and data in them, shared ones counted every time: more than the largest list that is read has itself. */
const maxContentBytes = 64 * 1024 * 1024;
/** Seconds from 1970-01-01 to 2001-01-01, the epoch of CFAbsoluteTime. */
const appleEpochSeconds = 978_307_200;

export function isBinaryPlist(bytes: Bytes): boolean {
  return bytes.length >= magic.length && fromLatin1(bytes.subarray(0, magic.length)) === 'bplist0';
}

class Objects {
  readonly #bytes: Bytes;
  readonly #view: DataView;
  readonly #offsetIntSize: number;
  readonly #objectRefSize: number;
  readonly #count: number;
  readonly #tableOffset: number;
  readonly top: number;
  #handedOut = 0;
  #contentBytes = 0;
  readonly #open = new Set<number>();

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const trailer = bytes.length - trailerSize;
    if (trailer < 8) throw new PlistError('it is shorter than header and trailer', 0);
    this.#offsetIntSize = this.#view.getUint8(trailer + 6);
    this.#objectRefSize = this.#view.getUint8(trailer + 7);
    this.#count = this.#size(this.#unsigned(trailer + 8, 8), trailer + 8);
    this.top = this.#size(this.#unsigned(trailer + 16, 8), trailer + 16);
    this.#tableOffset = this.#size(this.#unsigned(trailer + 24, 8), trailer + 24);
    if (![1, 2, 3, 4, 8].includes(this.#offsetIntSize))
      throw new PlistError(`offsets of ${this.#offsetIntSize} bytes are not known`, trailer + 6);
    if (![1, 2, 4, 8].includes(this.#objectRefSize))
      throw new PlistError(`references of ${this.#objectRefSize} bytes are not known`, trailer + 7);
    if (this.#count === 0 || this.#tableOffset < 8 || this.#tableOffset + this.#count * this.#offsetIntSize > trailer) {
      throw new PlistError('the offset table is outside the file', trailer);
    }
  }

  #unsigned(offset: number, size: number): bigint {
    if (offset < 0 || offset + size > this.#bytes.length) throw new PlistError('an object is outside the file', offset);
    let value = 0n;
    for (let index = 0; index < size; index += 1) value = (value << 8n) | BigInt(this.#view.getUint8(offset + index));
    return value;
  }

  #size(value: bigint, offset: number): number {
    if (value > BigInt(this.#bytes.length)) throw new PlistError(`${value} is larger than the file`, offset);
    return Number(value);
  }

  value(reference: number, depth: number): PlistValue {
    this.#handedOut += 1;
    if (this.#handedOut > maxValues) throw new PlistError(`it describes more than ${maxValues} values`, 0);
    if (depth > maxPlistDepth) throw new PlistError(`values are nested deeper than ${maxPlistDepth}`, 0);
    if (reference >= this.#count) throw new PlistError(`object ${reference} does not exist`, this.#tableOffset);
    if (this.#open.has(reference)) throw new PlistError(`object ${reference} contains itself`, this.#tableOffset);
    const offset = this.#size(this.#unsigned(this.#tableOffset + reference * this.#offsetIntSize, this.#offsetIntSize), this.#tableOffset);
    if (offset < 8 || offset >= this.#tableOffset) throw new PlistError(`object ${reference} is outside the objects`, offset);
    this.#open.add(reference);
    const value = this.#object(offset, depth);
    this.#open.delete(reference);
    return value;
  }

  #object(offset: number, depth: number): PlistValue {
    const marker = this.#view.getUint8(offset);
    const low = marker & 0xf;
    switch (marker >> 4) {
      case 0x0:
        if (low === 8 || low === 9) return { type: 'boolean', value: low === 9 };
        break;
      case 0x1:
        if (low <= 4) return { type: 'integer', value: this.#integer(offset + 1, 2 ** low) };
        break;
      case 0x2:
        if (low === 2 || low === 3) return { type: 'real', value: this.#real(offset + 1, 2 ** low) };
        break;
      case 0x3:
        if (low === 3) return { type: 'date', value: this.#date(offset + 1) };
        break;
      case 0x4:
        return { type: 'data', value: this.#copied(offset, 1).slice() };
      case 0x5:
        return { type: 'string', value: fromLatin1(this.#copied(offset, 1)) };
      case 0x6:
        return { type: 'string', value: fromUtf16(this.#copied(offset, 2)) };
      case 0x8:
        return { type: 'uid', value: this.#size32(this.#unsigned(offset + 1, low + 1), offset) };
      case 0xa:
        return { type: 'array', items: this.#references(offset, 1).map((reference) => this.value(reference, depth + 1)) };
      case 0xd:
        return this.#dictionary(offset, depth);
      default:
        break;
    }
    throw new PlistError(`the marker 0x${marker.toString(16)} is not known`, offset);
  }

  #integer(offset: number, size: number): bigint {
    const value = this.#unsigned(offset, size);
    // 1, 2 and 4 bytes are unsigned, 8 and 16 are two's complement.
    return size < 8 ? value : BigInt.asIntN(size * 8, value);
  }

  #real(offset: number, size: number): number {
    this.#unsigned(offset, size);
    return size === 4 ? this.#view.getFloat32(offset) : this.#view.getFloat64(offset);
  }

  #date(offset: number): Date {
    const date = new Date((this.#real(offset, 8) + appleEpochSeconds) * 1000);
    if (Number.isNaN(date.getTime())) throw new PlistError('a date is out of range', offset);
    return date;
  }

  #size32(value: bigint, offset: number): number {
    if (value > 0xffff_ffffn) throw new PlistError('a uid has more than 32 bits', offset);
    return Number(value);
  }

  /** Count and start of what follows a marker. */
  #extent(offset: number): { readonly count: number; readonly start: number } {
    const low = this.#view.getUint8(offset) & 0xf;
    if (low !== 0xf) return { count: low, start: offset + 1 };
    const marker = Number(this.#unsigned(offset + 1, 1));
    const size = 2 ** (marker & 0xf);
    if (marker >> 4 !== 1 || size > 8) throw new PlistError('a count is not an integer', offset + 1);
    return { count: this.#size(this.#unsigned(offset + 2, size), offset + 2), start: offset + 2 + size };
  }

  #content(offset: number, unit: number): Bytes {
    const { count, start } = this.#extent(offset);
    if (start + count * unit > this.#tableOffset) throw new PlistError('an object reaches beyond the objects', offset);
    return this.#bytes.subarray(start, start + count * unit);
  }

  /** Content that the caller makes a copy of. */
  #copied(offset: number, unit: number): Bytes {
    const content = this.#content(offset, unit);
    this.#contentBytes += content.length;
    if (this.#contentBytes > maxContentBytes) throw new PlistError(`its values have more than ${maxContentBytes} bytes`, offset);
    return content;
  }

  #references(offset: number, perItem: number): number[] {
    const content = this.#content(offset, this.#objectRefSize * perItem);
    const start = content.byteOffset - this.#bytes.byteOffset;
    const count = content.length / this.#objectRefSize;
    return Array.from({ length: count }, (_, index) => Number(this.#unsigned(start + index * this.#objectRefSize, this.#objectRefSize)));
  }

  #dictionary(offset: number, depth: number): PlistValue {
    const references = this.#references(offset, 2);
    const count = references.length / 2;
    const entries = new Map<string, PlistValue>();
    for (let index = 0; index < count; index += 1) {
      const key = this.value(references[index] ?? 0, depth + 1);
      if (key.type !== 'string') throw new PlistError('a key is not a string', offset);
      entries.set(key.value, this.value(references[count + index] ?? 0, depth + 1));
    }
    return { type: 'dictionary', entries };
  }
}

function fromUtf16(bytes: Bytes): string {
  return new TextDecoder('utf-16be').decode(bytes);
}

/** Parses a binary list. Throws `PlistError`. */
export function parseBinaryPlist(bytes: Bytes): PlistValue {
  const objects = new Objects(bytes);
  return objects.value(objects.top, 0);
}

/** Writes each value once where it is, dictionaries by sorted key: the same value gives the same bytes. */
export function encodeBinaryPlist(value: PlistValue): Bytes {
  const objects: PlistNode[] = [];
  const top = flatten(value, objects);
  const referenceSize = sizeFor(objects.length - 1);
  const bodies = objects.map((node) => encodeNode(node, referenceSize));
  const offsets: number[] = [];
  let offset = 8;
  for (const body of bodies) {
    offsets.push(offset);
    offset += body.length;
  }
  const offsetSize = sizeFor(offset);
  const writer = new ByteWriter({ littleEndian: false });
  writer.bytes(latin1('bplist00')).bytes(concatBytes(...bodies));
  for (const each of offsets) writer.bytes(unsigned(each, offsetSize));
  writer.zeros(6).u8(offsetSize).u8(referenceSize).u64(BigInt(objects.length)).u64(BigInt(top)).u64(BigInt(offset));
  return writer.finish();
}

/** A value whose children were replaced by their numbers. */
interface PlistNode {
  readonly value: PlistValue;
  readonly references: readonly number[];
}

function flatten(value: PlistValue, objects: PlistNode[]): number {
  const index = objects.length;
  objects.push({ value, references: [] });
  let references: number[] = [];
  if (value.type === 'array') references = value.items.map((item) => flatten(item, objects));
  if (value.type === 'dictionary') {
    const keys = [...value.entries.keys()].sort(compareKeys);
    references = keys.map((key) => flatten({ type: 'string', value: key }, objects));
    for (const key of keys) references.push(flatten(value.entries.get(key) ?? { type: 'string', value: '' }, objects));
  }
  objects[index] = { value, references };
  return index;
}

function sizeFor(largest: number): 1 | 2 | 4 {
  if (largest < 0x100) return 1;
  return largest < 0x1_0000 ? 2 : 4;
}

function unsigned(value: number, size: 1 | 2 | 4): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes.subarray(4 - size);
}

function encodeNode({ value, references }: PlistNode, referenceSize: 1 | 2 | 4): Bytes {
  const writer = new ByteWriter({ littleEndian: false, capacity: 16 });
  switch (value.type) {
    case 'boolean':
      return writer.u8(value.value ? 0x09 : 0x08).finish();
    case 'integer':
      return encodeInteger(value.value);
    case 'real':
      writer.u8(0x23);
      return writer.u64(new DataView(new Float64Array([value.value]).buffer).getBigUint64(0, true)).finish();
    case 'date':
      writer.u8(0x33);
      return writer
        .u64(new DataView(new Float64Array([value.value.getTime() / 1000 - appleEpochSeconds]).buffer).getBigUint64(0, true))
        .finish();
    case 'data':
      return concatBytes(marker(0x4, value.value.length), value.value);
    case 'uid':
      return writer.u8(0x83).u32(value.value).finish();
    case 'string': {
      const ascii = /^[\0-\x7f]*$/.test(value.value);
      return ascii
        ? concatBytes(marker(0x5, value.value.length), latin1(value.value))
        : concatBytes(marker(0x6, value.value.length), new Uint8Array(Buffer.from(value.value, 'utf16le').swap16()));
    }
    case 'array':
      return concatBytes(marker(0xa, references.length), ...references.map((reference) => unsigned(reference, referenceSize)));
    case 'dictionary':
      return concatBytes(marker(0xd, references.length / 2), ...references.map((reference) => unsigned(reference, referenceSize)));
  }
}

function marker(type: number, count: number): Bytes {
  if (count < 0xf) return new Uint8Array([(type << 4) | count]);
  return concatBytes(new Uint8Array([(type << 4) | 0xf]), encodeInteger(BigInt(count)));
}

function encodeInteger(value: bigint): Bytes {
  const writer = new ByteWriter({ littleEndian: false, capacity: 17 });
  if (value >= 0n && value < 0x100n) return writer.u8(0x10).u8(Number(value)).finish();
  if (value >= 0n && value < 0x1_0000n) return writer.u8(0x11).u16(Number(value)).finish();
  if (value >= 0n && value < 0x1_0000_0000n) return writer.u8(0x12).u32(Number(value)).finish();
  if (value < 0x8000_0000_0000_0000n) return writer.u8(0x13).u64(BigInt.asUintN(64, value)).finish();
  return writer.u8(0x14).u64(0n).u64(BigInt.asUintN(64, value)).finish();
}
