/** Reads single literals out of project files. Nothing is evaluated; what is computed there stays unknown. */

import { parse } from 'jsonc-parser';
import { type Origin, type Sourced } from '../settings/origin.ts';
import { deepestLevel } from '../settings/text/jsonDepth.ts';

/** A JSON file with or without comments; an empty object when it is none. */
export function readJson(text: string | undefined): unknown {
  if (text === undefined || deepestLevel(text, 64) > 64) return {};
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), undefined, { allowTrailingComma: true });
  return value;
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
