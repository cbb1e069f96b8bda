/**
 * Unpacks a small LZFSE stream into memory, up to a limit: blocks of LZFSE, of LZVN, and plain ones. Not read: blocks whose tables are not packed (`bvx1`),
 * which no encoder writes.
 *
 * Layout: https://github.com/lzfse/lzfse (lzfse_internal.h, lzvn_decode_base.c); numbers are little-endian.
 */

import { fromLatin1, type Bytes } from '../../../../core/base/bytes.ts';

class Damaged extends RangeError {}

function requireSound(isSound: boolean, what: string): asserts isSound {
  if (!isSound) throw new Damaged(`the LZFSE stream ${what}`);
}

class Output {
  readonly bytes: Uint8Array;
  length = 0;

  constructor(maxBytes: number) {
    this.bytes = new Uint8Array(maxBytes);
  }

  put(piece: Bytes): void {
    requireSound(this.length + piece.length <= this.bytes.length, 'is too large');
    this.bytes.set(piece, this.length);
    this.length += piece.length;
  }

  copy(distance: number, count: number): void {
    requireSound(count === 0 || (distance > 0 && distance <= this.length), 'refers to what is not there');
    requireSound(this.length + count <= this.bytes.length, 'is too large');
    for (let index = 0; index < count; index++) this.bytes[this.length] = this.bytes[this.length++ - distance] ?? 0;
  }
}

/** Throws for what is not such a stream, and above the limit. */
export function unpackLzfse(bytes: Bytes, maxBytes: number): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Output(maxBytes);
  let at = 0;
  const piece = (start: number, length: number): Bytes => {
    requireSound(start + length <= bytes.length, 'ends too early');
    return bytes.subarray(start, start + length);
  };
  for (;;) {
    const mark = fromLatin1(piece(at, 4));
    if (mark === 'bvx$') return out.bytes.subarray(0, out.length);
    piece(at, 12);
    if (mark === 'bvx-') {
      const length = view.getUint32(at + 4, true);
      out.put(piece(at + 8, length));
      at += 8 + length;
    } else if (mark === 'bvxn') {
      const length = view.getUint32(at + 8, true);
      const end = out.length + view.getUint32(at + 4, true);
      unpackLzvn(piece(at + 12, length), out);
      requireSound(out.length === end, 'has a block of another size');
      at += 12 + length;
    } else {
      requireSound(mark === 'bvx2', 'has a block of no known kind');
      at += unpackBlock(piece(at, bytes.length - at), out);
    }
  }
}

/** Bits from the end of a payload to its beginning. */
class BackwardBits {
  readonly #bytes: Bytes;
  #position: number;

  /** `spare`, from -7 to 0, says how many of the last bits are not used. */
  constructor(bytes: Bytes, spare: number) {
    this.#bytes = bytes;
    this.#position = bytes.length * 8 + spare;
  }

  /** Up to 24 bits. */
  take(count: number): number {
    this.#position -= count;
    requireSound(this.#position >= 0, 'ends too early');
    const at = this.#position >>> 3;
    const word =
      (this.#bytes[at] ?? 0) | ((this.#bytes[at + 1] ?? 0) << 8) | ((this.#bytes[at + 2] ?? 0) << 16) | ((this.#bytes[at + 3] ?? 0) << 24);
    return (word >>> (this.#position & 7)) & (2 ** count - 1);
  }
}

/** A state machine (finite state entropy): in each state a symbol, and how the next state is read. */
class States {
  readonly #symbols: Uint8Array;
  readonly #bits: Uint8Array;
  readonly #deltas: Int16Array;
  state: number;

  constructor(count: number, frequencies: readonly number[], state: number) {
    this.#symbols = new Uint8Array(count);
    this.#bits = new Uint8Array(count);
    this.#deltas = new Int16Array(count);
    this.state = state;
    let place = 0;
    for (const [symbol, frequency] of frequencies.entries()) {
      if (frequency === 0) continue;
      requireSound(place + frequency <= count, 'has wrong frequencies');
      const bits = Math.clz32(frequency) - Math.clz32(count);
      const long = ((2 * count) >> bits) - frequency;
      for (let index = 0; index < frequency; index++, place++) {
        this.#symbols[place] = symbol;
        this.#bits[place] = index < long ? bits : bits - 1;
        this.#deltas[place] = index < long ? ((frequency + index) << bits) - count : (index - long) << (bits - 1);
      }
    }
    requireSound(state < place, 'has wrong frequencies');
  }

  /** Other states of the same machine. */
  next(state: number, bits: BackwardBits): { readonly symbol: number; readonly state: number } {
    return { symbol: this.#symbols[state] ?? 0, state: (this.#deltas[state] ?? 0) + bits.take(this.#bits[state] ?? 0) };
  }

  /** The bits of the value itself follow those of the state. */
  value(bits: BackwardBits, { bases, extra }: Values): number {
    const { symbol, state } = this.next(this.state, bits);
    this.state = state;
    return (bases[symbol] ?? 0) + bits.take(extra[symbol] ?? 0);
  }
}

interface Values {
  readonly bases: readonly number[];
  readonly extra: readonly number[];
}

function values(extra: readonly number[]): Values {
  let base = 0;
  return {
    extra,
    bases: extra.map((bits) => {
      const before = base;
      base += 2 ** bits;
      return before;
    }),
  };
}

const plain = Array.from({ length: 16 }, () => 0);
const literalRuns = values([...plain, 2, 3, 5, 8]);
const matchLengths = values([...plain, 3, 5, 8, 11]);
const distances = values(Array.from({ length: 64 }, (_, index) => Math.floor(index / 4)));
const headerBytes = 32;
const mostLiterals = 40_000;
const mostMatches = 10_000;

/** Gives how many bytes the block takes. */
function unpackBlock(block: Bytes, out: Output): number {
  requireSound(block.length >= headerBytes, 'ends too early');
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const field = (word: number, shift: number, bits: number): number =>
    Number((view.getBigUint64(8 + word * 8, true) >> BigInt(shift)) & ((1n << BigInt(bits)) - 1n));
  const [literalCount, literalBytes, matchCount] = [field(0, 0, 20), field(0, 20, 20), field(0, 40, 20)];
  const [pairBytes, header] = [field(1, 40, 20), field(2, 0, 32)];
  const end = header + literalBytes + pairBytes;
  requireSound(header >= headerBytes && end <= block.length, 'ends too early');
  requireSound(literalCount <= mostLiterals && literalCount % 4 === 0 && matchCount <= mostMatches, 'has a block that is too large');
  const frequencies = readFrequencies(block.subarray(headerBytes, header));
  const literalStates = [0, 10, 20, 30].map((shift) => field(1, shift, 10));
  const literals = readLiterals(
    new BackwardBits(block.subarray(header, header + literalBytes), field(0, 60, 3) - 7),
    frequencies.slice(104),
    literalStates,
    literalCount,
  );
  const bits = new BackwardBits(block.subarray(header + literalBytes, end), field(1, 60, 3) - 7);
  if (matchCount > 0) {
    const runs = new States(64, frequencies.slice(0, 20), field(2, 32, 10));
    const lengths = new States(64, frequencies.slice(20, 40), field(2, 42, 10));
    const places = new States(256, frequencies.slice(40, 104), field(2, 52, 10));
    let [used, distance] = [0, 0];
    for (let match = 0; match < matchCount; match++) {
      const run = runs.value(bits, literalRuns);
      const length = lengths.value(bits, matchLengths);
      distance = places.value(bits, distances) || distance;
      requireSound(used + run <= literals.length, 'has too few literals');
      out.put(literals.subarray(used, used + run));
      used += run;
      out.copy(distance, length);
    }
  }
  return end;
}

const shortBits = [2, 3, 2, 5, 2, 3, 2, 8, 2, 3, 2, 5, 2, 3, 2, 14];
const shortValues = [0, 2, 1, 4, 0, 3, 1, 0, 0, 2, 1, 5, 0, 3, 1, 0, 0, 2, 1, 6, 0, 3, 1, 0, 0, 2, 1, 7, 0, 3, 1, 0];

/** Of runs, lengths, distances and literals, from the first bit on. */
function readFrequencies(bytes: Bytes): readonly number[] {
  let position = 0;
  const peek = (): number => {
    const at = position >>> 3;
    return (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)) >>> (position & 7)) & 0xffff;
  };
  return Array.from({ length: 360 }, () => {
    if (bytes.length === 0) return 0;
    const word = peek();
    const bits = shortBits[word & 15] ?? 0;
    position += bits;
    requireSound(position <= bytes.length * 8, 'ends too early');
    if (bits === 8) return 8 + ((word >>> 4) & 0xf);
    return bits === 14 ? 24 + ((word >>> 4) & 0x3ff) : (shortValues[word & 31] ?? 0);
  });
}

/** Four machines take turns. */
function readLiterals(bits: BackwardBits, frequencies: readonly number[], starts: readonly number[], count: number): Bytes {
  const literals = new Uint8Array(count);
  if (count === 0) return literals;
  const machine = new States(1024, frequencies, Math.max(...starts));
  const states = [...starts];
  for (let index = 0; index < count; index++) {
    const { symbol, state } = machine.next(states[index & 3] ?? 0, bits);
    literals[index] = symbol;
    states[index & 3] = state;
  }
  return literals;
}

/** Each code says how many plain bytes follow it, and what to repeat after them. */
function unpackLzvn(bytes: Bytes, out: Output): void {
  let [at, distance] = [0, 0];
  const byte = (place: number): number => {
    const value = bytes[place];
    requireSound(value !== undefined, 'ends too early');
    return value;
  };
  const step = (codeBytes: number, literals: number, length: number): void => {
    const start = at + codeBytes;
    requireSound(start + literals <= bytes.length, 'ends too early');
    out.put(bytes.subarray(start, start + literals));
    out.copy(distance, length);
    at = start + literals;
  };
  for (;;) {
    const code = byte(at);
    if (code === 0x06) return;
    if (code === 0x0e || code === 0x16) at++;
    else if (code >= 0xf0) step(code === 0xf0 ? 2 : 1, 0, code === 0xf0 ? byte(at + 1) + 16 : code & 15);
    else if (code >= 0xe0) step(code === 0xe0 ? 2 : 1, code === 0xe0 ? byte(at + 1) + 16 : code & 15, 0);
    else if (code >= 0xa0 && code < 0xc0) {
      const word = byte(at + 1) | (byte(at + 2) << 8);
      distance = word >>> 2;
      step(3, (code >>> 3) & 3, (((code & 7) << 2) | (word & 3)) + 3);
    } else {
      requireSound(code >>> 4 !== 0x7 && code >>> 4 !== 0xd, 'has a code of no meaning');
      const [literals, length, form] = [code >>> 6, ((code >>> 3) & 7) + 3, code & 7];
      requireSound(form !== 6 || literals > 0, 'has a code of no meaning');
      if (form === 7) distance = byte(at + 1) | (byte(at + 2) << 8);
      else if (form !== 6) distance = (form << 8) | byte(at + 1);
      step(form === 7 ? 3 : form === 6 ? 1 : 2, literals, length);
    }
  }
}
