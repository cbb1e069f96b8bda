/** Short ways to write the elements of Android XML documents. */

import { androidAttributeId } from '../../../formats/android-resources/attributeIds.ts';
import { type ResourceValue } from '../../../formats/android-resources/resourceValue.ts';
import { androidNamespace, type XmlAttribute, type XmlElement } from '../../../formats/android-resources/xmlModel.ts';

/** Text, a flag or a whole number as it is; other values in full. `text` is a number that keeps its text next to it. */
export type AttributeInput = string | boolean | number | { readonly type: 'text'; readonly number: number } | ResourceValue;

/** Attributes by name, those of the `android` namespace without its prefix; `undefined` leaves one out. */
export type AttributeInputs = Readonly<Record<string, AttributeInput | undefined>>;

export function element(
  name: string,
  android: AttributeInputs = {},
  children: readonly (XmlElement | undefined)[] = [],
  plain: AttributeInputs = {},
): XmlElement {
  const attributes = [
    ...given(android).map(([key, value]) => androidAttribute(key, value)),
    ...given(plain).map(([key, value]) => ({ name: key, ...attributeValue(value) })),
  ];
  return { name, attributes, children: children.filter((child) => child !== undefined) };
}

/** The outermost element of a document, which declares the prefix. */
export function documentElement(...args: Parameters<typeof element>): XmlElement {
  return { ...element(...args), namespaces: [{ prefix: 'android', uri: androidNamespace }] };
}

export function hexadecimal(value: number): ResourceValue {
  return { type: 'integer', value, hexadecimal: true };
}

/** A number whose text tools show: they do not format numbers of attributes that they do not know. */
export function numberWithText(number: number): AttributeInput {
  return { type: 'text', number };
}

export function color(argb: number): ResourceValue {
  return { type: 'color', argb, form: 'argb8' };
}

function given(inputs: AttributeInputs): readonly (readonly [string, AttributeInput])[] {
  return Object.entries(inputs).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

function androidAttribute(name: string, value: AttributeInput): XmlAttribute {
  const resourceId = androidAttributeId(name);
  if (resourceId === undefined) throw new Error(`android:${name} is not an attribute`);
  return { name, namespaceUri: androidNamespace, resourceId, ...attributeValue(value) };
}

function attributeValue(value: AttributeInput): Pick<XmlAttribute, 'value' | 'rawValue'> {
  if (typeof value === 'string') return { value: { type: 'string', value }, rawValue: value };
  if (typeof value === 'boolean') return { value: { type: 'boolean', value } };
  if (typeof value === 'number') return { value: { type: 'integer', value } };
  if (value.type === 'text') return { value: { type: 'integer', value: value.number }, rawValue: String(value.number) };
  return { value };
}
