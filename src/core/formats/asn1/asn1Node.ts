/**
 * One BER or DER value and, on demand, the values in it. Definite and indefinite lengths are read; content is a view on
 * the input, so a tree costs what was looked at. Depth is bounded; every other bound follows from the input's size.
 * Values are typed by `asn1Cursor.ts` and `asn1Value.ts`; this file knows structure only.
 */

import { type Bytes } from '../../base/bytes.ts';
import { findEndOfContents, maxDepth, readAsn1Header } from './asn1Header.ts';
import { tagClasses, universalTag, type TagClass, type UniversalType } from './asn1Tag.ts';
import { MalformedAsn1 } from './malformedAsn1.ts';

interface NodeParts {
  readonly tagClass: TagClass;
  readonly tag: number;
  readonly isConstructed: boolean;
  readonly isIndefinite: boolean;
  readonly encoded: Bytes;
  readonly content: Bytes;
  readonly offset: number;
  readonly contentOffset: number;
  readonly depth: number;
}

export class Asn1Node {
  readonly tagClass: TagClass;
  readonly tag: number;
  readonly isConstructed: boolean;
  readonly isIndefinite: boolean;
  /** Header, content and, for indefinite lengths, the end-of-contents octets. */
  readonly encoded: Bytes;
  readonly content: Bytes;
  /** Of the header, from the start of the outermost value. */
  readonly offset: number;
  readonly #contentOffset: number;
  readonly #depth: number;
  #children: readonly Asn1Node[] | undefined;

  constructor(parts: NodeParts) {
    this.tagClass = parts.tagClass;
    this.tag = parts.tag;
    this.isConstructed = parts.isConstructed;
    this.isIndefinite = parts.isIndefinite;
    this.encoded = parts.encoded;
    this.content = parts.content;
    this.offset = parts.offset;
    this.#contentOffset = parts.contentOffset;
    this.#depth = parts.depth;
  }

  is(type: UniversalType): boolean {
    return this.tagClass === 'universal' && this.tag === universalTag[type];
  }

  isContext(tag: number): boolean {
    return this.tagClass === 'context' && this.tag === tag;
  }

  /** The values inside a constructed one, parsed on first use. */
  get children(): readonly Asn1Node[] {
    if (!this.isConstructed) throw new MalformedAsn1('A value that must contain other values does not', this.offset);
    this.#children ??= [...readSiblings(this.content, this.#contentOffset, this.#depth + 1)];
    return this.#children;
  }
}

function readNode(bytes: Bytes, start: number, base: number, depth: number): Asn1Node {
  if (depth > maxDepth) throw new MalformedAsn1('Values are nested too deep', base + start);
  const header = readAsn1Header(bytes, start, base);
  const contentStart = start + header.headerLength;
  const isIndefinite = header.contentLength === undefined;
  const contentEnd =
    header.contentLength === undefined ? findEndOfContents(bytes, contentStart, base) : contentStart + header.contentLength;
  return new Asn1Node({
    tagClass: tagClasses[header.tagClassBits] ?? 'universal',
    tag: header.tag,
    isConstructed: header.isConstructed,
    isIndefinite,
    encoded: bytes.subarray(start, isIndefinite ? contentEnd + 2 : contentEnd),
    content: bytes.subarray(contentStart, contentEnd),
    offset: base + start,
    contentOffset: base + contentStart,
    depth,
  });
}

function* readSiblings(bytes: Bytes, base: number, depth: number): Generator<Asn1Node> {
  for (let position = 0; position < bytes.length;) {
    const node = readNode(bytes, position, base, depth);
    yield node;
    position += node.encoded.length;
  }
}

/** Reads the value at the start of `bytes`; what follows it is left alone (compare `encoded.length`). */
export function parseAsn1Prefix(bytes: Bytes): Asn1Node {
  return readNode(bytes, 0, 0, 0);
}

/** Reads one value that fills `bytes` completely. */
export function parseAsn1(bytes: Bytes): Asn1Node {
  const node = parseAsn1Prefix(bytes);
  if (node.encoded.length !== bytes.length) throw new MalformedAsn1('Bytes follow the end of the value', node.encoded.length);
  return node;
}
