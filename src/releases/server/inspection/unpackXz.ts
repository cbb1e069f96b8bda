/**
 * Unpacks a small .xz file: LZMA2 alone, into memory, up to a limit. Checks of the content are not compared: what is read of it is shown to people and
 * decides nothing. Not read: filters for executables, files of several streams, and dictionaries that were set before.
 *
 * Layouts: https://tukaani.org/xz/xz-file-format.txt, and the LZMA specification of the LZMA SDK.
 */

import { type Bytes } from '../../../core/base/bytes.ts';

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const streamHeaderBytes = 12;
const lzma2 = 0x21;

/** The file is not one, is damaged, or is packed in a way that is not read. */
export class XzDamaged extends Error {
  override readonly name = 'XzDamaged';
}

/** Throws for what is not such a file, and above the limit. */
export function unpackXz(file: Bytes, maxBytes: number): Bytes {
  if (magic.some((byte, index) => file[index] !== byte)) throw new XzDamaged('it is not an .xz file');
  const decoder = new Lzma2(maxBytes);
  const checkBytes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][(file[7] ?? 0) & 0xf] ?? 0;
  let at = streamHeaderBytes;
  // The index, which follows the blocks, begins with a zero.
  while ((file[at] ?? 0) !== 0) {
    const header = blockHeader(file, at);
    const end = decoder.decode(file, header);
    // Behind the data: up to three bytes up to a multiple of four, and the check.
    at = at + Math.ceil((end - at) / 4) * 4 + checkBytes;
  }
  return decoder.output();
}

/** Where the data of a block begins. */
function blockHeader(file: Bytes, at: number): number {
  const size = ((file[at] ?? 0) + 1) * 4;
  const flags = file[at + 1] ?? 0;
  let place = at + 2;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = file[place++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) break;
    }
    return value;
  };
  if ((flags & 0x40) !== 0) number();
  if ((flags & 0x80) !== 0) number();
  if ((flags & 3) !== 0 || number() !== lzma2) throw new XzDamaged('it is packed in a way that is not read');
  return at + size;
}

const bits = 11;
const half = 1 << (bits - 1);
const matchBits = 4;

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(half);
}

interface Lengths {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly mid: Uint16Array;
  readonly high: Uint16Array;
}

function lengths(): Lengths {
  return { choice: probabilities(2), low: probabilities(16 * 8), mid: probabilities(16 * 8), high: probabilities(256) };
}

function model(lc: number, lp: number) {
  return {
    literal: probabilities(0x300 << (lc + lp)),
    isMatch: probabilities(12 * 16),
    isRep: probabilities(12),
    isRepG0: probabilities(12),
    isRepG1: probabilities(12),
    isRepG2: probabilities(12),
    isRep0Long: probabilities(12 * 16),
    slot: probabilities(4 * 64),
    special: probabilities(128),
    align: probabilities(16),
    match: lengths(),
    rep: lengths(),
  };
}

class Lzma2 {
  readonly #maxBytes: number;
  #out: Uint8Array<ArrayBuffer> = new Uint8Array(64 * 1024);
  #length = 0;
  /** Where the dictionary begins. */
  #start = 0;
  #lc = 0;
  #lp = 0;
  #pb = 0;
  #model = model(0, 0);
  #hasProperties = false;
  #state = 0;
  #reps: [number, number, number, number] = [0, 0, 0, 0];
  #in: Bytes = new Uint8Array();
  #at = 0;
  #range = 0;
  #code = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  output(): Bytes {
    return this.#out.subarray(0, this.#length);
  }

  /** One block; gives where its data ends. */
  decode(file: Bytes, from: number): number {
    this.#in = file;
    this.#at = from;
    for (;;) {
      const control = this.#byte();
      if (control === 0) return this.#at;
      if (control < 0x80) this.#plainChunk(control);
      else this.#packedChunk(control);
    }
  }

  #byte(): number {
    const byte = this.#in[this.#at++];
    if (byte === undefined) throw new XzDamaged('it ends too early');
    return byte;
  }

  #short(): number {
    return this.#byte() * 256 + this.#byte();
  }

  #plainChunk(control: number): void {
    if (control > 2) throw new XzDamaged('it has a chunk of no known kind');
    if (control === 1) this.#start = this.#length;
    const size = this.#short() + 1;
    for (let count = 0; count < size; count++) this.#put(this.#byte());
  }

  #packedChunk(control: number): void {
    const unpacked = (control & 0x1f) * 65_536 + this.#short() + 1;
    const packed = this.#short() + 1;
    const reset = (control >> 5) & 3;
    if (reset === 3) this.#start = this.#length;
    if (reset >= 2) this.#setProperties(this.#byte());
    if (!this.#hasProperties) throw new XzDamaged('it has no properties');
    if (reset >= 1) {
      this.#model = model(this.#lc, this.#lp);
      this.#state = 0;
      this.#reps = [0, 0, 0, 0];
    }
    const end = this.#at + packed;
    if (this.#byte() !== 0) throw new XzDamaged('a chunk begins wrongly');
    this.#range = 0xffff_ffff;
    this.#code = 0;
    for (let count = 0; count < 4; count++) this.#code = ((this.#code << 8) | this.#byte()) >>> 0;
    this.#lzma(this.#length + unpacked);
    if (this.#at > end) throw new XzDamaged('a chunk is longer than it says');
    this.#at = end;
  }

  #setProperties(byte: number): void {
    if (byte >= 9 * 5 * 5) throw new XzDamaged('it has wrong properties');
    this.#lc = byte % 9;
    this.#lp = Math.floor(byte / 9) % 5;
    this.#pb = Math.floor(byte / 45);
    if (this.#lc + this.#lp > 4) throw new XzDamaged('it has wrong properties');
    this.#hasProperties = true;
  }

  #put(byte: number): void {
    if (this.#length >= this.#maxBytes) throw new XzDamaged('it is too large');
    if (this.#length === this.#out.length) {
      const larger = new Uint8Array(this.#out.length * 2);
      larger.set(this.#out);
      this.#out = larger;
    }
    this.#out[this.#length++] = byte;
  }

  #before(distance: number): number {
    const place = this.#length - distance - 1;
    if (place < this.#start) throw new XzDamaged('it refers to what is not there');
    return this.#out[place] ?? 0;
  }

  #bit(table: Uint16Array, index: number): number {
    const chance = table[index] ?? half;
    const bound = (this.#range >>> bits) * chance;
    let bit = 0;
    if (this.#code < bound) {
      this.#range = bound;
      table[index] = chance + (((1 << bits) - chance) >>> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      table[index] = chance - (chance >>> 5);
      bit = 1;
    }
    this.#normalize();
    return bit;
  }

  #normalize(): void {
    if (this.#range >= 0x100_0000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#byte()) >>> 0;
  }

  #tree(table: Uint16Array, from: number, count: number): number {
    let node = 1;
    for (let index = 0; index < count; index++) node = node * 2 + this.#bit(table, from + node);
    return node - (1 << count);
  }

  #reverseTree(table: Uint16Array, from: number, count: number): number {
    let node = 1;
    let value = 0;
    for (let index = 0; index < count; index++) {
      const bit = this.#bit(table, from + node);
      node = node * 2 + bit;
      value |= bit << index;
    }
    return value;
  }

  #directBits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) {
      this.#range >>>= 1;
      const isSet = this.#code >= this.#range;
      if (isSet) this.#code -= this.#range;
      value = value * 2 + (isSet ? 1 : 0);
      this.#normalize();
    }
    return value;
  }

  #lzma(end: number): void {
    while (this.#length < end) {
      const place = (this.#length - this.#start) & ((1 << this.#pb) - 1);
      if (this.#bit(this.#model.isMatch, this.#state * 16 + place) === 0) this.#literal();
      else this.#copy(place, end);
    }
  }

  #literal(): void {
    const position = this.#length - this.#start;
    const previous = position === 0 ? 0 : this.#before(0);
    const context = ((position & ((1 << this.#lp) - 1)) << this.#lc) + (previous >> (8 - this.#lc));
    const from = context * 0x300;
    let symbol = 1;
    if (this.#state >= 7) {
      let match = this.#before(this.#reps[0]);
      while (symbol < 0x100) {
        const wanted = (match >> 7) & 1;
        match <<= 1;
        const bit = this.#bit(this.#model.literal, from + ((1 + wanted) << 8) + symbol);
        symbol = symbol * 2 + bit;
        if (bit !== wanted) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + this.#bit(this.#model.literal, from + symbol);
    this.#put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #copy(place: number, end: number): void {
    const { isRep, isRepG0, isRep0Long, match, rep } = this.#model;
    const before = this.#state;
    let length: number;
    if (this.#bit(isRep, before) === 0) {
      length = this.#matchLength(match, place);
      this.#reps = [this.#distance(length), this.#reps[0], this.#reps[1], this.#reps[2]];
      this.#state = before < 7 ? 7 : 10;
    } else {
      if (this.#bit(isRepG0, before) === 1) this.#takeRepeated(before);
      else if (this.#bit(isRep0Long, before * 16 + place) === 0) {
        this.#state = before < 7 ? 9 : 11;
        this.#put(this.#before(this.#reps[0]));
        return;
      }
      length = this.#matchLength(rep, place);
      this.#state = before < 7 ? 8 : 11;
    }
    if (this.#length + length > end) throw new XzDamaged('a chunk is longer than it says');
    for (let count = 0; count < length; count++) this.#put(this.#before(this.#reps[0]));
  }

  /** One of the last distances comes to the front. */
  #takeRepeated(state: number): void {
    const [first, second, third, fourth] = this.#reps;
    if (this.#bit(this.#model.isRepG1, state) === 0) this.#reps = [second, first, third, fourth];
    else if (this.#bit(this.#model.isRepG2, state) === 0) this.#reps = [third, first, second, fourth];
    else this.#reps = [fourth, first, second, third];
  }

  #matchLength({ choice, low, mid, high }: Lengths, place: number): number {
    if (this.#bit(choice, 0) === 0) return 2 + this.#tree(low, place * 8, 3);
    if (this.#bit(choice, 1) === 0) return 10 + this.#tree(mid, place * 8, 3);
    return 18 + this.#tree(high, 0, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(this.#model.slot, Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** count;
    if (slot < 14) return base + this.#reverseTree(this.#model.special, base - slot, count);
    return base + this.#directBits(count - matchBits) * 16 + this.#reverseTree(this.#model.align, 0, matchBits);
  }
}
