/**
 * Reads JAR manifests and signature files (JAR File Specification, "Manifest Specification") the way Android does, so that
 * verdicts agree: lines end with CR, LF or CRLF; a line that begins with a space goes on with the last; sections are
 * separated by empty lines; a name ends at the first ": ". Nothing is refused: what a consumer needs, it looks for.
 * Sections keep their place in the bytes, because signatures are made over them.
 */

import { fromUtf8, type Bytes } from '../../base/bytes.ts';

export interface JarAttribute {
  readonly name: string;
  readonly value: string;
}

export interface JarSection {
  /** The value of a first attribute `Name`. */
  readonly name?: string;
  readonly attributes: readonly JarAttribute[];
  /** Where the section starts, and its length with the empty line that ends it. */
  readonly offset: number;
  readonly length: number;
}

export interface JarManifest {
  /** The first section; `undefined` when there is no line with text. */
  readonly main?: JarSection;
  readonly sections: readonly JarSection[];
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

interface Line {
  readonly start: number;
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
}

function readLine(bytes: Bytes, start: number): Line {
  let end = start;
  while (end < bytes.length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++;
  if (end === bytes.length) return { start, end, next: end };
  const isPair = bytes[end] === carriageReturn && bytes[end + 1] === lineFeed;
  return { start, end, next: end + (isPair ? 2 : 1) };
}

export function parseJarManifest(bytes: Bytes): JarManifest {
  const sections: JarSection[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const section = readSection(bytes, offset);
    if (!section) break;
    sections.push(section);
    offset = section.offset + section.length;
  }
  const [main, ...individual] = sections;
  return { ...(main && { main }), sections: individual };
}

/** The next section at or after an offset; empty lines before it are skipped. */
function readSection(bytes: Bytes, from: number): JarSection | undefined {
  let line = readLine(bytes, from);
  while (line.start === line.end && line.start < bytes.length) line = readLine(bytes, line.next);
  if (line.start >= bytes.length) return undefined;
  const offset = line.start;
  const attributes: JarAttribute[] = [];
  let pieces: Bytes[] = [];
  let end = offset;
  while (true) {
    const isEmpty = line.start === line.end;
    if (!isEmpty && bytes[line.start] === space && pieces.length > 0) pieces.push(bytes.subarray(line.start + 1, line.end));
    else {
      if (pieces.length > 0) attributes.push(parseAttribute(pieces));
      pieces = isEmpty ? [] : [bytes.subarray(line.start, line.end)];
    }
    end = line.next;
    if (isEmpty || line.next >= bytes.length) break;
    line = readLine(bytes, line.next);
  }
  if (pieces.length > 0) attributes.push(parseAttribute(pieces));
  const [first] = attributes;
  const isNamed = first !== undefined && first.name.toLowerCase() === 'name';
  return { ...(isNamed && { name: first.value }), attributes, offset, length: end - offset };
}

function parseAttribute(pieces: readonly Bytes[]): JarAttribute {
  const [only] = pieces;
  const text = fromUtf8(only && pieces.length === 1 ? only : new Uint8Array(Buffer.concat(pieces)));
  const delimiter = text.indexOf(': ');
  return delimiter < 0 ? { name: text, value: '' } : { name: text.slice(0, delimiter), value: text.slice(delimiter + 2) };
}

/** The value of the first attribute of a name, in any case. */
export function getJarAttribute(section: JarSection | undefined, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return section?.attributes.find((attribute) => attribute.name.toLowerCase() === wanted)?.value;
}
