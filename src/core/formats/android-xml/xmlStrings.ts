/**
 * The string pool of a document to be encoded. A name that has a resource id gets a separate entry, so that the same
 * word used elsewhere does not seem to be that attribute.
 */

import { isXmlElement } from '../android-resources/xmlAccess.ts';
import { type XmlAttribute, type XmlElement } from '../android-resources/xmlModel.ts';

export interface XmlStrings {
  readonly list: readonly string[];
  /** Of the first strings. */
  readonly resourceIds: readonly number[];
  indexOf(text: string): number;
  indexOfName(attribute: XmlAttribute): number;
}

export function collectXmlStrings(root: XmlElement): XmlStrings {
  const named = new Map<string, { readonly id: number; readonly name: string }>();
  const texts = new Set<string>();
  collect(root, named, texts);
  const withIds = [...named.values()].sort((a, b) => a.id - b.id || (a.name < b.name ? -1 : 1));
  const plain = [...texts].sort();
  const nameIndices = new Map(withIds.map(({ id, name }, index) => [nameKey(id, name), index]));
  const textIndices = new Map(plain.map((text, index) => [text, withIds.length + index]));
  const indexOf = (text: string): number => textIndices.get(text) ?? 0xffffffff;
  return {
    list: [...withIds.map(({ name }) => name), ...plain],
    resourceIds: withIds.map(({ id }) => id),
    indexOf,
    indexOfName: ({ resourceId, name }) =>
      resourceId === undefined ? indexOf(name) : (nameIndices.get(nameKey(resourceId, name)) ?? 0xffffffff),
  };
}

function nameKey(id: number, name: string): string {
  return `${id} ${name}`;
}

function collect(element: XmlElement, named: Map<string, { id: number; name: string }>, texts: Set<string>): void {
  for (const { prefix, uri } of element.namespaces ?? []) texts.add(prefix).add(uri);
  if (element.namespaceUri !== undefined) texts.add(element.namespaceUri);
  texts.add(element.name);
  for (const { namespaceUri, name, resourceId, value, rawValue } of element.attributes) {
    if (namespaceUri !== undefined) texts.add(namespaceUri);
    if (resourceId === undefined) texts.add(name);
    else named.set(nameKey(resourceId, name), { id: resourceId, name });
    if (value.type === 'string') texts.add(value.value);
    if (rawValue !== undefined) texts.add(rawValue);
  }
  for (const child of element.children) {
    if (isXmlElement(child)) collect(child, named, texts);
    else texts.add(child.text);
  }
}
