/** How deep a JSON text is nested, found without recursion, so that a parser that recurses is only given what it can take. */

import { createScanner } from 'jsonc-parser';
import { jsonTokens } from './jsonTokens.ts';

/** Stops counting above `enough`. */
export function deepestLevel(text: string, enough: number): number {
  const scanner = createScanner(text, true);
  let level = 0;
  let deepest = 0;
  for (let token: number = scanner.scan(); token !== jsonTokens.end && deepest <= enough; token = scanner.scan()) {
    if (token === jsonTokens.openBrace || token === jsonTokens.openBracket) deepest = Math.max(deepest, ++level);
    // A stray closing bracket must not make room for more opening ones.
    else if (token === jsonTokens.closeBrace || token === jsonTokens.closeBracket) level = Math.max(0, level - 1);
  }
  return deepest;
}
