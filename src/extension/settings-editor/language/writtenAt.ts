/** The JSON value at a path of a settings file, or undefined. Pure. */

import { parse } from 'jsonc-parser';

export function writtenAt(text: string, path: readonly string[]): unknown {
  let value: unknown = parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
