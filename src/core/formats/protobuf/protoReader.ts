/**
 * Reads protocol buffers on the wire (protobuf.dev, "Encoding"): the fields of one message, one after the other, without
 * a schema. Sub-messages are read in place. Groups (deprecated, unused in proto3) are refused.
 */

import { type Bytes, fromUtf8 } from '../../base/bytes.ts';

/** Thrown inside a parser for bytes that are not a protocol buffer, and caught by the parser itself. */
export class MalformedProtobuf extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'MalformedProtobuf';
    this.offset = offset;
  }
}

const VARINT = 0;
const I64 = 1;
const LEN = 2;
const I32 = 5;

export class ProtoReader {
  readonly #bytes: Bytes;
  readonly #view: DataView;
  readonly #end: number;
  #offset: number;
  #field = 0;
  #wireType = 0;

  constructor(bytes: Bytes, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = start;
    this.#end = end;
  }

  /** Moves to the next field and gives its number; 0 at the end of the message. */
  next(): number {
    if (this.#offset >= this.#end) return 0;
    const tag = this.#low32();
    this.#field = tag >>> 3;
    this.#wireType = tag & 7;
    if (this.#field === 0) throw this.#malformed('a field has the number 0');
    return this.#field;
  }

  get offset(): number {
    return this.#offset;
  }

  uint32(): number {
    this.#expect(VARINT);
    return this.#low32();
  }

  int32(): number {
    return this.uint32() | 0;
  }

  bool(): boolean {
    return this.uint32() !== 0;
  }

  /** The raw bits of `fixed32` and `float`. */
  fixed32(): number {
    this.#expect(I32);
    return this.#view.getUint32(this.#take(4), true);
  }

  float(): number {
    this.#expect(I32);
    return this.#view.getFloat32(this.#take(4), true);
  }

  /** A view on the input, not a copy. */
  bytes(): Bytes {
    this.#expect(LEN);
    const length = this.#low32();
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  string(): string {
    return fromUtf8(this.bytes());
  }

  message(): ProtoReader {
    this.#expect(LEN);
    const length = this.#low32();
    const start = this.#take(length);
    return new ProtoReader(this.#bytes, start, start + length);
  }

  /** Passes over the field that `next` is at. */
  skip(): void {
    if (this.#wireType === VARINT) this.#low32();
    else if (this.#wireType === I64) this.#take(8);
    else if (this.#wireType === LEN) this.#take(this.#low32());
    else if (this.#wireType === I32) this.#take(4);
    else throw this.#malformed(`field ${this.#field} has the unknown form ${this.#wireType}`);
  }

  #expect(wireType: number): void {
    if (this.#wireType !== wireType) throw this.#malformed(`field ${this.#field} has the form ${this.#wireType} instead of ${wireType}`);
  }

  #take(count: number): number {
    const start = this.#offset;
    if (count > this.#end - start) throw this.#malformed(`field ${this.#field} ends past the end`);
    this.#offset = start + count;
    return start;
  }

  /** The low 32 bits of a varint of up to ten bytes. */
  #low32(): number {
    let value = 0;
    for (let index = 0; index < 10; index += 1) {
      const byte = this.#bytes[this.#take(1)] ?? 0;
      if (index < 5) value |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) return value >>> 0;
    }
    throw this.#malformed('a number has more than ten bytes');
  }

  #malformed(reason: string): MalformedProtobuf {
    return new MalformedProtobuf(reason, this.#offset);
  }
}
