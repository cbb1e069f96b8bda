/** A growing buffer for encoders. Numbers are little-endian unless the writer was made for big-endian. */

import { type Bytes } from './bytes.ts';

export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;
  readonly #little: boolean;

  constructor(options: { littleEndian?: boolean; capacity?: number } = {}) {
    this.#bytes = new Uint8Array(options.capacity ?? 256);
    this.#view = new DataView(this.#bytes.buffer);
    this.#little = options.littleEndian ?? true;
  }

  get length(): number {
    return this.#length;
  }

  /** Makes room and returns where it starts. Called in a separate statement: it may replace buffer and view. */
  #room(count: number): number {
    const start = this.#length;
    const wanted = start + count;
    if (wanted > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, start));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = wanted;
    return start;
  }

  u8(value: number): this {
    const start = this.#room(1);
    this.#view.setUint8(start, value);
    return this;
  }

  u16(value: number): this {
    const start = this.#room(2);
    this.#view.setUint16(start, value, this.#little);
    return this;
  }

  u32(value: number): this {
    const start = this.#room(4);
    this.#view.setUint32(start, value, this.#little);
    return this;
  }

  i32(value: number): this {
    const start = this.#room(4);
    this.#view.setInt32(start, value, this.#little);
    return this;
  }

  u64(value: bigint): this {
    const start = this.#room(8);
    this.#view.setBigUint64(start, value, this.#little);
    return this;
  }

  bytes(value: Bytes): this {
    const start = this.#room(value.length);
    this.#bytes.set(value, start);
    return this;
  }

  zeros(count: number): this {
    const start = this.#room(count);
    this.#bytes.fill(0, start, this.#length);
    return this;
  }

  /** Zero bytes up to the next multiple, counted from the writer's start. */
  align(multiple: number): this {
    const over = this.#length % multiple;
    return over === 0 ? this : this.zeros(multiple - over);
  }

  /** Overwrites a number written earlier, for lengths that are known only afterwards. */
  patchU32(offset: number, value: number): this {
    this.#view.setUint32(offset, value, this.#little);
    return this;
  }

  /** The bytes so far, as a view on the buffer: the writer must not be used afterwards. */
  finish(): Bytes {
    return this.#bytes.subarray(0, this.#length);
  }
}
