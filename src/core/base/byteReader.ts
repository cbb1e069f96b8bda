/**
 * A cursor over bytes that were already read. Reading past the end throws `OutOfBytes`, which parsers turn into an
 * issue at their border; it never returns wrong values and never allocates more than the input holds.
 */

import { type Bytes } from './bytes.ts';

/** Thrown inside a parser when the input ends too early. Caught by the parser itself, never by its callers. */
export class OutOfBytes extends Error {
  readonly offset: number;
  readonly wanted: number;

  constructor(offset: number, wanted: number) {
    super(`${wanted} bytes wanted at offset ${offset}`);
    this.name = 'OutOfBytes';
    this.offset = offset;
    this.wanted = wanted;
  }
}

export class ByteReader {
  readonly bytes: Bytes;
  readonly #view: DataView;
  readonly #little: boolean;
  offset: number;

  constructor(bytes: Bytes, options: { littleEndian?: boolean; offset?: number } = {}) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = options.littleEndian ?? true;
    this.offset = options.offset ?? 0;
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  #take(count: number): number {
    const start = this.offset;
    if (!Number.isSafeInteger(count) || count < 0 || start < 0 || count > this.bytes.length - start) throw new OutOfBytes(start, count);
    this.offset = start + count;
    return start;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), this.#little);
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2), this.#little);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), this.#little);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), this.#little);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), this.#little);
  }

  /** A view on the input, not a copy. */
  take(count: number): Bytes {
    const start = this.#take(count);
    return this.bytes.subarray(start, start + count);
  }

  skip(count: number): void {
    this.#take(count);
  }

  /** Moves the cursor; a position outside the input throws. */
  seek(offset: number): void {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset > this.bytes.length) throw new OutOfBytes(offset, 0);
    this.offset = offset;
  }
}
