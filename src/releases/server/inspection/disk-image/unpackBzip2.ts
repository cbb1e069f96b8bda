/**
 * Unpacks a small bzip2 stream into memory, up to a limit. Checksums are not compared: what is read is shown to people and decides nothing.
 *
 * Layout: https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf
 */

import { type Bytes } from '../../../../core/base/bytes.ts';

const blockMark = 0x3141_5926_5359;
const endMark = 0x1772_4538_5090;
const groupSymbols = 50;
const longestCode = 20;

class BitReader {
  readonly #bytes: Bytes;
  #at: number;
  #bits = 0;
  #count = 0;

  constructor(bytes: Bytes, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Up to 24 bits. */
  take(count: number): number {
    while (this.#count < count) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError('the bzip2 stream ends too early');
      this.#bits = ((this.#bits << 8) | byte) >>> 0;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#bits >>> this.#count) & (2 ** count - 1);
    this.#bits &= 2 ** this.#count - 1;
    return value;
  }

  mark(): number {
    return this.take(24) * 0x100_0000 + this.take(24);
  }
}

/** Throws for what is not such a stream, and above the limit. */
export function unpackBzip2(bytes: Bytes, maxBytes: number): Bytes {
  const level = (bytes[3] ?? 0) - 0x30;
  if (bytes[0] !== 0x42 || bytes[1] !== 0x5a || bytes[2] !== 0x68 || level < 1 || level > 9)
    throw new RangeError('it is not a bzip2 stream');
  const reader = new BitReader(bytes, 4);
  const out = new Uint8Array(maxBytes);
  const table = new Uint32Array(level * 100_000);
  let length = 0;
  for (;;) {
    const mark = reader.mark();
    if (mark === endMark) return out.subarray(0, length);
    if (mark !== blockMark) throw new RangeError('a block of the bzip2 stream has no mark');
    length = unpackBlock(reader, table, out, length);
  }
}

function unpackBlock(reader: BitReader, table: Uint32Array, out: Uint8Array, start: number): number {
  reader.take(16);
  reader.take(16);
  // Old encoders only.
  if (reader.take(1) === 1) throw new RangeError('the bzip2 block is randomized');
  const origin = reader.take(24);
  const symbols = usedBytes(reader);
  const length = moveToFront(reader, symbols, table);
  if (origin >= length) throw new RangeError('the bzip2 block begins nowhere');
  const counts = new Uint32Array(257);
  const add = (numbers: Uint32Array, index: number, value: number): void => {
    numbers[index] = (numbers[index] ?? 0) + value;
  };
  for (let index = 0; index < length; index++) add(counts, ((table[index] ?? 0) & 0xff) + 1, 1);
  for (let byte = 1; byte < 257; byte++) add(counts, byte, counts[byte - 1] ?? 0);
  for (let index = 0; index < length; index++) {
    const byte = (table[index] ?? 0) & 0xff;
    add(table, counts[byte] ?? 0, index * 256);
    add(counts, byte, 1);
  }
  return expandRuns(table, origin, length, out, start);
}

function usedBytes(reader: BitReader): readonly number[] {
  const ranges = reader.take(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const bits = reader.take(16);
    for (let bit = 0; bit < 16; bit++) if ((bits & (0x8000 >> bit)) !== 0) used.push(range * 16 + bit);
  }
  if (used.length === 0) throw new RangeError('the bzip2 block is empty');
  return used;
}

interface Codes {
  readonly limits: Int32Array;
  readonly bases: Int32Array;
  readonly order: readonly number[];
}

function readCodes(reader: BitReader, count: number): Codes {
  const lengths: number[] = [];
  let length = reader.take(5);
  for (let symbol = 0; symbol < count; symbol++) {
    while (reader.take(1) === 1) {
      length += reader.take(1) === 0 ? 1 : -1;
      if (length < 1 || length > longestCode) throw new RangeError('a code of the bzip2 block is too long');
    }
    if (length < 1 || length > longestCode) throw new RangeError('a code of the bzip2 block is too long');
    lengths.push(length);
  }
  const limits = new Int32Array(longestCode + 1).fill(-1);
  const bases = new Int32Array(longestCode + 1);
  const order: number[] = [];
  let code = 0;
  for (let bits = 1; bits <= longestCode; bits++) {
    bases[bits] = order.length - code;
    for (const [symbol, each] of lengths.entries()) if (each === bits) order.push(symbol);
    code += order.length - (bases[bits] ?? 0) - code;
    limits[bits] = code - 1;
    code *= 2;
  }
  return { limits, bases, order };
}

function readSymbol(reader: BitReader, { limits, bases, order }: Codes): number {
  let code = 0;
  for (let bits = 1; bits <= longestCode; bits++) {
    code = code * 2 + reader.take(1);
    if (code <= (limits[bits] ?? -1)) {
      const symbol = order[code + (bases[bits] ?? 0)];
      if (symbol !== undefined) return symbol;
    }
  }
  throw new RangeError('the bzip2 block has a code of no symbol');
}

/** Fills the table, and gives how many bytes the block has. */
function moveToFront(reader: BitReader, symbols: readonly number[], table: Uint32Array): number {
  const blockBytes = table.length;
  const groups = reader.take(3);
  const selectorCount = reader.take(15);
  if (groups < 2 || groups > 6 || selectorCount === 0) throw new RangeError('the bzip2 block has no codes');
  const places = Array.from({ length: groups }, (_, index) => index);
  const selectors = new Uint8Array(selectorCount);
  for (let index = 0; index < selectorCount; index++) {
    let place = 0;
    while (reader.take(1) === 1) if (++place >= groups) throw new RangeError('the bzip2 block selects no codes');
    const [group = 0] = places.splice(place, 1);
    places.unshift(group);
    selectors[index] = group;
  }
  const codes = Array.from({ length: groups }, () => readCodes(reader, symbols.length + 2));
  const front = [...symbols];
  const end = symbols.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  const flush = (): void => {
    if (length + run > blockBytes) throw new RangeError('the bzip2 block is too large');
    table.fill(front[0] ?? 0, length, length + run);
    length += run;
    run = 0;
    weight = 1;
  };
  for (let index = 0; ; index++) {
    const group = codes[selectors[Math.floor(index / groupSymbols)] ?? groups];
    if (!group) throw new RangeError('the bzip2 block ends too early');
    const symbol = readSymbol(reader, group);
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > blockBytes) throw new RangeError('the bzip2 block is too large');
      continue;
    }
    flush();
    if (symbol === end) return length;
    const [byte = 0] = front.splice(symbol - 1, 1);
    front.unshift(byte);
    if (length >= blockBytes) throw new RangeError('the bzip2 block is too large');
    table[length++] = byte;
  }
}

/** Four equal bytes are followed by how many more there are. */
function expandRuns(table: Uint32Array, origin: number, length: number, out: Uint8Array, start: number): number {
  let at = start;
  let entry = table[origin] ?? 0;
  let same = 0;
  let previous = -1;
  for (let count = 0; count < length; count++) {
    entry = table[entry >>> 8] ?? 0;
    const byte = entry & 0xff;
    const repeats = same === 4 ? byte : 1;
    if (at + repeats > out.length) throw new RangeError('the bzip2 stream is too large');
    if (same === 4) {
      out.fill(previous, at, at + repeats);
      same = 0;
      previous = -1;
    } else {
      out[at] = byte;
      same = byte === previous ? same + 1 : 1;
      previous = byte;
    }
    at += repeats;
  }
  return at;
}
