/** Facts, origins, labels and custom fields as rows contain them: written by this server, read again by it, perhaps by a newer version. What is absent is unknown. */

import { unknownFacts, unknownOrigin, type BuildOrigin, type PackageFacts } from './packageFacts.ts';
import { type Json } from './tables.ts';

export function readFacts(stored: Json): PackageFacts {
  return { ...unknownFacts(''), ...objectOf(stored) };
}

export function readOrigin(stored: Json): BuildOrigin {
  return { ...unknownOrigin, ...objectOf(stored) };
}

export function readLabels(stored: Json): readonly string[] {
  return readTexts(stored);
}

export function readFields(stored: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(stored)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** The texts of a list. */
export function readTexts(stored: Json): readonly string[] {
  return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
}

function objectOf(stored: Json): Readonly<Record<string, Json>> {
  return isObject(stored) ? stored : {};
}

function isObject(stored: Json): stored is { readonly [key: string]: Json } {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored);
}

/** The text at a path of names; an empty one where there is none. */
export function textIn(stored: Json, ...path: readonly string[]): string {
  let value: unknown = stored;
  for (const name of path)
    value = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === 'string' ? value : '';
}
