/** Reads single literals out of project files. Nothing is evaluated; what is computed there stays unknown. */

import { parse } from 'jsonc-parser';
import { type Origin, type Sourced } from '../settings/origin.ts';
import { deepestLevel } from '../settings/text/jsonDepth.ts';

/** The text of the pattern's first group, with the file as its origin. */
export function matchText(text: string | undefined, pattern: RegExp, file: string): Sourced<string> | undefined {
  const value = text === undefined ? undefined : pattern.exec(text)?.[1]?.trim();
  return value === undefined || value === '' || value.length > 256 ? undefined : { value, origin: { kind: 'project', file } };
}

export function matchInteger(text: string | undefined, pattern: RegExp, file: string): Sourced<number> | undefined {
  const found = matchText(text, pattern, file);
  const value = Number(found?.value);
  return found && Number.isSafeInteger(value) && value > 0 ? { value, origin: found.origin } : undefined;
}

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

export function integerAt(value: unknown, origin: Origin, ...keys: readonly string[]): Sourced<number> | undefined {
  const found = Number(valueAt(value, ...keys) ?? Number.NaN);
  return Number.isSafeInteger(found) && found > 0 ? { value: found, origin } : undefined;
}
