/**
 * Writes protocol buffers on the wire (protobuf.dev, "Encoding"). Every call writes its field, also when the value is
 * the default of proto3: leaving it out is the caller's decision, because presence may have a meaning.
 */

import { type Bytes, utf8 } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';

const VARINT = 0;
const LEN = 2;
const I32 = 5;

export class ProtoWriter {
  readonly #writer = new ByteWriter({ capacity: 64 });

  uint32(field: number, value: number): this {
    this.#tag(field, VARINT);
    this.#varint(value >>> 0);
    return this;
  }

  /** Negative numbers take ten bytes, as the specification wants it. */
  int32(field: number, value: number): this {
    if (value >= 0) return this.uint32(field, value);
    this.#tag(field, VARINT);
    const low = value >>> 0;
    for (let shift = 0; shift < 28; shift += 7) this.#writer.u8(((low >>> shift) & 0x7f) | 0x80);
    this.#writer.u8((low >>> 28) | 0xf0);
    this.#writer.bytes(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x01));
    return this;
  }

  bool(field: number, value: boolean): this {
    return this.uint32(field, value ? 1 : 0);
  }

  /** The raw bits of a `fixed32` or `float`. */
  fixed32(field: number, bits: number): this {
    this.#tag(field, I32);
    this.#writer.u32(bits);
    return this;
  }

  bytes(field: number, value: Bytes): this {
    this.#tag(field, LEN);
    this.#varint(value.length);
    this.#writer.bytes(value);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, utf8(value));
  }

  message(field: number, write: (message: ProtoWriter) => void): this {
    const message = new ProtoWriter();
    write(message);
    return this.bytes(field, message.finish());
  }

  /** The message so far; the writer must not be used afterwards. */
  finish(): Bytes {
    return this.#writer.finish();
  }

  #tag(field: number, wireType: number): void {
    this.#varint(((field << 3) | wireType) >>> 0);
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#writer.u8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.#writer.u8(rest);
  }
}
