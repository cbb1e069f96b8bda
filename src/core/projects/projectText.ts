/** Reads single literals out of project files. Nothing is evaluated; what is computed there stays unknown. */

import { createScanner, parse } from 'jsonc-parser';
import { type Origin, type Sourced } from '../settings/origin.ts';
import { jsonTokens } from '../settings/text/jsonTokens.ts';

/** A JSON file with or without comments; an empty object when it is none. */
export function readJson(text: string | undefined): unknown {
  if (text === undefined || !mayBeJson(text)) return {};
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), undefined, { allowTrailingComma: true });
  return value;
}

const deepest = 64;
/** A file that someone is editing has a few; the parser keeps a record of each. */
const mostForeignTokens = 100;

function mayBeJson(text: string): boolean {
  const scanner = createScanner(text, true);
  let level = 0;
  let foreign = 0;
  for (let token: number = scanner.scan(); token !== jsonTokens.end; token = scanner.scan()) {
    if (token === jsonTokens.openBrace || token === jsonTokens.openBracket) level += 1;
    // A stray closing bracket must not make room for more opening ones.
    else if (token === jsonTokens.closeBrace || token === jsonTokens.closeBracket) level = Math.max(0, level - 1);
    else if (token === jsonTokens.unknown) foreign += 1;
    if (level > deepest || foreign > mostForeignTokens) return false;
  }
  return true;
}

/** The value at these keys; `undefined` when there is none. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = new Map<string, unknown>(Object.entries(found)).get(key);
  }
  return found;
}

export function textAt(value: unknown, origin: Origin, ...keys: readonly string[]): Sourced<string> | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' && found.trim() !== '' && found.length <= 256 ? { value: found.trim(), origin } : undefined;
}
