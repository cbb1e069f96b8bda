/**
 * Reads a string pool (`ResStringPool_header`, ResourceTypes.h). Strings are decoded when they are asked for, because a
 * table may contain a hundred thousand of which an inspection needs three.
 *
 *   header  u32 stringCount, styleCount, flags (1 sorted, 0x100 UTF-8), stringsStart, stylesStart
 *   then    u32 offsets of the strings, u32 offsets of the styles, the strings, the styles
 *   string  UTF-8: units, bytes (7 or 15 bits each), the bytes, 0; UTF-16: units (15 or 31 bits), the units, 0
 *   style   { u32 name, u32 first, u32 last }*, 0xFFFFFFFF
 *
 * Counts and offsets are never trusted: a string that is outside the pool is absent.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type StringSpan } from '../android-resources/resourceValue.ts';
import { type ChunkHeader } from './chunkHeader.ts';
import { decodeModifiedUtf8 } from '../../base/modifiedUtf8.ts';

export const noString = 0xffffffff;
export const stringPoolHeaderSize = 28;
export const flagUtf8 = 0x100;
const endOfSpans = 0xffffffff;
const maxSpansPerString = 10_000;

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

export class StringPool {
  readonly stringCount: number;
  readonly styleCount: number;
  readonly isUtf8: boolean;
  /** How many strings the header claims; more than `stringCount` when they do not fit. */
  readonly declaredCount: number;
  readonly #bytes: Bytes;
  readonly #view: DataView;
  readonly #offsets: number;
  readonly #strings: number;
  readonly #styles: number;
  readonly #end: number;
  /** By offset: several indices may name one string. */
  readonly #decoded = new Map<number, string>();
  /** Overlapping strings could turn a small file into gigabytes; honest ones never add up to more than the pool. */
  #budget: number;

  constructor(bytes: Bytes, header: ChunkHeader) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = header.end;
    this.#offsets = Math.min(header.start + Math.max(header.headerSize, stringPoolHeaderSize), header.end);
    const field = (index: number) =>
      header.start + 12 + index * 4 <= header.end ? this.#view.getUint32(header.start + 8 + index * 4, true) : 0;
    this.declaredCount = field(0);
    this.isUtf8 = (field(2) & flagUtf8) !== 0;
    const slots = Math.floor((header.end - this.#offsets) / 4);
    this.stringCount = Math.min(this.declaredCount, slots);
    const stylesStart = field(4);
    this.styleCount = stylesStart === 0 ? 0 : Math.min(field(1), this.stringCount, slots - this.stringCount);
    this.#strings = header.start + field(3);
    this.#styles = header.start + stylesStart;
    this.#budget = 2 * (header.end - header.start) + 1024;
  }

  /** The string at an index; `undefined` when there is none, or when it is outside the pool. */
  get(index: number): string | undefined {
    if (index >= this.stringCount || index < 0) return undefined;
    const offset = this.#strings + this.#view.getUint32(this.#offsets + index * 4, true);
    const known = this.#decoded.get(offset);
    if (known !== undefined) return known;
    const text = this.isUtf8 ? this.#readUtf8(offset) : this.#readUtf16(offset);
    if (text !== undefined) this.#decoded.set(offset, text);
    return text;
  }

  /** The spans of a styled string; `undefined` for a plain one. */
  spans(index: number): readonly StringSpan[] | undefined {
    if (index >= this.styleCount || index < 0) return undefined;
    const spans: StringSpan[] = [];
    let offset = this.#styles + this.#view.getUint32(this.#offsets + (this.stringCount + index) * 4, true);
    while (offset + 12 <= this.#end && spans.length < maxSpansPerString && this.#budget > 0) {
      const name = this.#view.getUint32(offset, true);
      if (name === endOfSpans) break;
      this.#budget -= 12;
      spans.push({
        name: this.get(name) ?? '',
        first: this.#view.getUint32(offset + 4, true),
        last: this.#view.getUint32(offset + 8, true),
      });
      offset += 12;
    }
    return spans;
  }

  #readUtf8(start: number): string | undefined {
    let offset = start;
    const length = (): number => {
      if (offset >= this.#end) return -1;
      const first = this.#view.getUint8(offset);
      offset += 1;
      if (first < 0x80) return first;
      if (offset >= this.#end) return -1;
      offset += 1;
      return ((first & 0x7f) << 8) | this.#view.getUint8(offset - 1);
    };
    if (length() < 0) return undefined;
    const bytes = length();
    if (bytes < 0 || offset + bytes > this.#end || !this.#spend(bytes)) return undefined;
    return decodeModifiedUtf8(this.#bytes.subarray(offset, offset + bytes));
  }

  #readUtf16(start: number): string | undefined {
    if (start + 2 > this.#end) return undefined;
    let offset = start + 2;
    let units = this.#view.getUint16(start, true);
    if (units >= 0x8000) {
      if (offset + 2 > this.#end) return undefined;
      units = (units & 0x7fff) * 0x10000 + this.#view.getUint16(offset, true);
      offset += 2;
    }
    if (offset + units * 2 > this.#end || !this.#spend(units * 2)) return undefined;
    return utf16.decode(this.#bytes.subarray(offset, offset + units * 2));
  }

  #spend(bytes: number): boolean {
    this.#budget -= bytes;
    return this.#budget > 0;
  }
}
