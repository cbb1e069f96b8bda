/**
 * Identifier and length octets (X.690 clauses 8.1.2 and 8.1.3), and the end of values of indefinite length. Accepts BER:
 * long forms that are longer than needed are read. Nothing is allocated, and a length never reaches beyond the input.
 */

import { type Bytes } from '../../base/bytes.ts';
import { MalformedAsn1 } from './malformedAsn1.ts';

export interface Asn1Header {
  /** 0 universal, 1 application, 2 context, 3 private. */
  readonly tagClassBits: number;
  readonly tag: number;
  readonly isConstructed: boolean;
  readonly headerLength: number;
  /** `undefined` for the indefinite form. */
  readonly contentLength: number | undefined;
}

/** How deep values may be nested. Real certificates and keystores stay below 20. */
export const maxDepth = 64;

function byteAt(bytes: Bytes, position: number, base: number): number {
  const byte = bytes[position];
  if (byte === undefined) throw new MalformedAsn1('The data ends inside the header of a value', base + position, true);
  return byte;
}

/** Reads the header at `start`. `base` is the offset of `bytes` in the outermost value, for messages. */
export function readAsn1Header(bytes: Bytes, start: number, base: number): Asn1Header {
  let position = start;
  const identifier = byteAt(bytes, position++, base);
  let tag = identifier & 0x1f;
  if (tag === 0x1f) {
    tag = 0;
    for (let count = 0; ; count++) {
      const byte = byteAt(bytes, position++, base);
      if (count === 4) throw new MalformedAsn1('A tag number is too large', base + start);
      tag = tag * 128 + (byte & 0x7f);
      if ((byte & 0x80) === 0) break;
    }
  }
  const isConstructed = (identifier & 0x20) !== 0;
  const first = byteAt(bytes, position++, base);
  let contentLength: number | undefined = first;
  if (first === 0x80) {
    if (!isConstructed) throw new MalformedAsn1('A primitive value has an indefinite length', base + start);
    contentLength = undefined;
  } else if (first > 0x80) {
    contentLength = 0;
    for (let count = first & 0x7f; count > 0; count--) {
      contentLength = contentLength * 256 + byteAt(bytes, position++, base);
      if (contentLength > 0xffff_ffff) throw new MalformedAsn1('A length is too large', base + start);
    }
  }
  if (contentLength !== undefined && contentLength > bytes.length - position)
    throw new MalformedAsn1('A value is longer than its container', base + start, true);
  return { tagClassBits: identifier >> 6, tag, isConstructed, headerLength: position - start, contentLength };
}

/** Whether the bytes begin a SEQUENCE that says it is longer than what is there. */
export function isCutOff(bytes: Bytes): boolean {
  if (bytes[0] !== 0x30) return false;
  try {
    readAsn1Header(bytes, 0, 0);
    return false;
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return error.isTruncated;
  }
}

/** The position of the end-of-contents octets that close an indefinite value whose content begins at `start`. */
export function findEndOfContents(bytes: Bytes, start: number, base: number): number {
  let position = start;
  for (let open = 1; ;) {
    const header = readAsn1Header(bytes, position, base);
    const isEnd = header.tagClassBits === 0 && header.tag === 0 && header.contentLength === 0;
    if (isEnd && --open === 0) return position;
    if (header.contentLength === undefined && ++open > maxDepth) throw new MalformedAsn1('Values are nested too deep', base + position);
    position += header.headerLength + (header.contentLength ?? 0);
  }
}
