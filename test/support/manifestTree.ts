/** Manifests as trees for tests, in the short form `element('activity', { 'android:name': '.Main' }, [...])`. */

import { androidAttributeId } from '../../src/core/formats/android-resources/attributeIds.ts';
import { type ResourceValue } from '../../src/core/formats/android-resources/resourceValue.ts';
import { androidNamespace, type XmlAttribute, type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';

export type SketchValue = string | number | boolean | ResourceValue;

function valueOf(value: SketchValue): ResourceValue {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'number':
      return { type: 'integer', value };
    case 'boolean':
      return { type: 'boolean', value };
    default:
      return value;
  }
}

export function reference(id: number): ResourceValue {
  return { type: 'reference', id };
}

export function element(
  name: string,
  attributes: Readonly<Record<string, SketchValue>> = {},
  children: readonly XmlElement[] = [],
): XmlElement {
  const rows = Object.entries(attributes).map(([key, value]): XmlAttribute => {
    if (!key.startsWith('android:')) return { name: key, value: valueOf(value) };
    const plain = key.slice('android:'.length);
    const resourceId = androidAttributeId(plain);
    return { name: plain, namespaceUri: androidNamespace, value: valueOf(value), ...(resourceId !== undefined && { resourceId }) };
  });
  return { name, attributes: rows, children };
}
