/**
 * Writes sections of JAR manifests and signature files: CRLF line ends, lines of at most 72 bytes that go on with a space
 * (JAR File Specification, "Notes on Manifest and Signature Files"). Long lines are cut between characters.
 */

import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { type JarAttribute } from './jarManifest.ts';

/** Without the line end. Some readers count it in, so two bytes less are written than the 72 allowed. */
const longestLine = 70;
const lineEnd = utf8('\r\n');
const continuation = utf8('\r\n ');

/** One section with the empty line that ends it. */
export function encodeJarSection(attributes: readonly JarAttribute[]): Bytes {
  const parts: Bytes[] = [];
  for (const { name, value } of attributes) parts.push(...wrapLine(utf8(`${name}: ${value}`)), lineEnd);
  parts.push(lineEnd);
  return concatBytes(...parts);
}

function wrapLine(line: Bytes): readonly Bytes[] {
  const parts: Bytes[] = [];
  let start = 0;
  let room = longestLine;
  while (line.length - start > room) {
    let end = start + room;
    // Not between the bytes of one character: 10xxxxxx goes on.
    while (((line[end] ?? 0) & 0xc0) === 0x80) end--;
    parts.push(line.subarray(start, end), continuation);
    start = end;
    room = longestLine - 1;
  }
  parts.push(line.subarray(start));
  return parts;
}

/** Characters that no manifest can express in a name or value. */
export function isJarValue(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are the characters meant
  return !/[\r\n\0]/.test(text);
}
