/** What is between the values of a JSON text with comments: commas, and the comments that end a line. */

import { createScanner } from 'jsonc-parser';
import { jsonTokens } from './jsonTokens.ts';

/** Offset of the comma after a value, comments skipped; `undefined` when none comes before `end`. */
export function commaAfter(text: string, from: number, end: number): number | undefined {
  const scanner = createScanner(text.slice(from, end), true);
  const token: number = scanner.scan();
  return token === jsonTokens.comma ? from + scanner.getTokenOffset() : undefined;
}

/** The offset behind the blanks and comments that follow on the same line, before its line break. */
export function afterLineComment(text: string, from: number, end: number): number {
  const scanner = createScanner(text.slice(from, end), false);
  let place = from;
  for (;;) {
    const token: number = scanner.scan();
    const value = scanner.getTokenValue();
    const isComment = (token === jsonTokens.lineComment || token === jsonTokens.blockComment) && !value.includes('\n');
    if (isComment) place = from + scanner.getTokenOffset() + scanner.getTokenLength();
    else if (token !== jsonTokens.blank) break;
  }
  // Blanks before the line break go with the line.
  const blanks = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(place, end));
  return blanks ? place + blanks[0].length : place;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}
