/**
 * Builds a string pool. Each distinct text gets one entry; styled strings are first, because a style belongs to the
 * string of the same index. The layout is the one that `StringPool` describes and aapt2 writes.
 */

import { type Bytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { type StringSpan } from '../android-resources/resourceValue.ts';
import { RES_STRING_POOL_TYPE } from './chunkHeader.ts';
import { encodeModifiedUtf8 } from '../../base/modifiedUtf8.ts';
import { flagUtf8, noString, stringPoolHeaderSize } from './stringPool.ts';

export type StringEncoding = 'utf-8' | 'utf-16';

export interface StyledText {
  readonly text: string;
  /** Indices into the same pool. */
  readonly spans: readonly { readonly name: number; readonly first: number; readonly last: number }[];
}

/** The longest string that each encoding's length field can contain. */
const maxUtf8Length = 0x7fff;
const tooLong = 'STRING_TOO_LARGE';

/** Encodes the strings in the order given; the first of them may carry spans. */
export function encodeStringPool(strings: readonly (string | StyledText)[], encoding: StringEncoding): Bytes {
  const writer = new ByteWriter({ capacity: 1024 });
  const styled = strings.filter((entry): entry is StyledText => typeof entry !== 'string');
  writer.u16(RES_STRING_POOL_TYPE).u16(stringPoolHeaderSize).u32(0);
  writer
    .u32(strings.length)
    .u32(styled.length)
    .u32(encoding === 'utf-8' ? flagUtf8 : 0)
    .u32(0)
    .u32(0);
  writer.zeros(4 * (strings.length + styled.length));
  if (strings.length > 0) {
    const stringsStart = writer.length;
    writer.patchU32(20, stringsStart);
    for (const [index, entry] of strings.entries()) {
      writer.patchU32(stringPoolHeaderSize + 4 * index, writer.length - stringsStart);
      writeString(writer, typeof entry === 'string' ? entry : entry.text, encoding);
    }
    writer.align(4);
  }
  if (styled.length > 0) writeStyles(writer, styled, stringPoolHeaderSize + 4 * strings.length);
  writer.patchU32(4, writer.length);
  return writer.finish();
}

function writeString(writer: ByteWriter, text: string, encoding: StringEncoding): void {
  if (encoding === 'utf-16') {
    if (text.length > 0x7fff) writer.u16(0x8000 | (text.length >>> 16));
    writer.u16(text.length & 0xffff);
    for (let index = 0; index < text.length; index += 1) writer.u16(text.charCodeAt(index));
    writer.u16(0);
    return;
  }
  const encoded = encodeModifiedUtf8(text);
  if (text.length > maxUtf8Length || encoded.length > maxUtf8Length) {
    writeString(writer, tooLong, encoding);
    return;
  }
  writeUtf8Length(writer, text.length);
  writeUtf8Length(writer, encoded.length);
  writer.bytes(encoded).u8(0);
}

function writeUtf8Length(writer: ByteWriter, length: number): void {
  if (length > 0x7f) writer.u8(0x80 | (length >>> 8));
  writer.u8(length & 0xff);
}

function writeStyles(writer: ByteWriter, styled: readonly StyledText[], offsets: number): void {
  const stylesStart = writer.length;
  writer.patchU32(24, stylesStart);
  for (const [index, { spans }] of styled.entries()) {
    writer.patchU32(offsets + 4 * index, writer.length - stylesStart);
    for (const { name, first, last } of spans) writer.u32(name).u32(first).u32(last);
    writer.u32(noString);
  }
  // The list of styles ends with one more empty span, so that a reader cannot run past it.
  writer.u32(noString).u32(noString);
}

/** Collects the strings of a pool: first all are added, then the pool is closed and tells each one's index. */
export class StringPoolBuilder {
  readonly #plain = new Set<string>();
  readonly #styled = new Map<string, { readonly text: string; readonly spans: readonly StringSpan[] }>();
  #plainIndices: ReadonlyMap<string, number> = new Map();
  #styledIndices: ReadonlyMap<string, number> = new Map();

  add(text: string, spans?: readonly StringSpan[]): void {
    if (spans === undefined) {
      this.#plain.add(text);
      return;
    }
    this.#styled.set(styledKey(text, spans), { text, spans });
    for (const span of spans) this.#plain.add(span.name);
  }

  /** Fixes the order (styled strings first, then by UTF-16 code units) and encodes the pool. */
  close(encoding: StringEncoding): Bytes {
    const styled = [...this.#styled].sort(([a], [b]) => (a < b ? -1 : 1));
    const plain = [...this.#plain].sort();
    this.#styledIndices = new Map(styled.map(([key], index) => [key, index]));
    this.#plainIndices = new Map(plain.map((text, index) => [text, styled.length + index]));
    const styles = styled.map(([, { text, spans }]) => ({
      text,
      spans: spans.map(({ name, first, last }) => ({ name: this.indexOf(name), first, last })),
    }));
    return encodeStringPool([...styles, ...plain], encoding);
  }

  /** Only after `close`, and only for what was added. */
  indexOf(text: string, spans?: readonly StringSpan[]): number {
    return (spans === undefined ? this.#plainIndices.get(text) : this.#styledIndices.get(styledKey(text, spans))) ?? noString;
  }
}

function styledKey(text: string, spans: readonly StringSpan[]): string {
  return JSON.stringify([text, spans.map(({ name, first, last }) => [name, first, last])]);
}
