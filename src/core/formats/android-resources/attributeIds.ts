/**
 * The resource ids of the `android:` attributes, both ways. Packages that were obfuscated carry ids without names, and
 * an encoder must write ids because the platform looks attributes up by id alone.
 */

import { attributeNames } from './attributeNames.ts';

const attrTypeBase = 0x01010000;

let byName: ReadonlyMap<string, number> | undefined;
let byId: ReadonlyMap<number, string> | undefined;

/** Parsed at the first question: most commands never ask. */
function namesToIds(): ReadonlyMap<string, number> {
  if (byName !== undefined) return byName;
  const ids = new Map<string, number>();
  let next = attrTypeBase;
  for (const word of attributeNames.trim().split(/\s+/)) {
    if (word.startsWith('@')) next = attrTypeBase + Number.parseInt(word.slice(1), 16);
    else {
      ids.set(word, next);
      next += 1;
    }
  }
  byName = ids;
  return ids;
}

/** The id of `android:<name>`, or `undefined` when API 36 has no such public attribute. */
export function androidAttributeId(name: string): number | undefined {
  return namesToIds().get(name);
}

/** The name of an attribute id such as 0x01010003, without `android:`. */
export function androidAttributeName(id: number): string | undefined {
  byId ??= new Map([...namesToIds()].map(([name, id]) => [id, name]));
  return byId.get(id);
}
