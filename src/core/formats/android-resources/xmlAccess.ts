/**
 * Looking things up in an Android XML document the way the platform does: an attribute of the `android` namespace is
 * found by its resource id, whatever name the document gives it, and by its name only where no id was recorded.
 */

import { androidAttributeId } from './attributeIds.ts';
import { type ResourceValue } from './resourceValue.ts';
import { androidNamespace, type XmlAttribute, type XmlElement } from './xmlModel.ts';

export function isXmlElement(node: XmlElement['children'][number]): node is XmlElement {
  return 'name' in node;
}

/** The elements directly under this one, all or those of a name. */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(isXmlElement).filter((child) => name === undefined || child.name === name);
}

/** The first element of this name directly under the given one. */
export function findChild(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.filter(isXmlElement).find((child) => child.name === name);
}

/** An `android:` attribute by its name, or any attribute by its resource id. */
function findAttribute(element: XmlElement, nameOrId: string | number): XmlAttribute | undefined {
  const id = typeof nameOrId === 'number' ? nameOrId : androidAttributeId(nameOrId);
  const byId = id === undefined ? undefined : element.attributes.find((attribute) => attribute.resourceId === id);
  if (byId !== undefined || typeof nameOrId === 'number') return byId;
  return element.attributes.find(
    ({ name, namespaceUri, resourceId }) => resourceId === undefined && namespaceUri === androidNamespace && name === nameOrId,
  );
}

/** An attribute without a namespace, such as `package` of the manifest. */
function findPlainAttribute(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name && (attribute.namespaceUri ?? '') === '');
}

/** The value of an `android:` attribute by its name, or of any attribute by its resource id. */
export function attributeValue(element: XmlElement, nameOrId: string | number): ResourceValue | undefined {
  return findAttribute(element, nameOrId)?.value;
}

/** The attribute as text: the string itself, or the raw text kept beside a typed value. */
export function stringAttribute(element: XmlElement, nameOrId: string | number): string | undefined {
  return textOfAttribute(findAttribute(element, nameOrId));
}

export function plainStringAttribute(element: XmlElement, name: string): string | undefined {
  return textOfAttribute(findPlainAttribute(element, name));
}

function textOfAttribute(attribute: XmlAttribute | undefined): string | undefined {
  return attribute?.value.type === 'string' ? attribute.value.value : attribute?.rawValue;
}

/** The attribute as an integer; text is taken when it is a decimal number, as the platform does. */
export function integerAttribute(element: XmlElement, nameOrId: string | number): number | undefined {
  const value = attributeValue(element, nameOrId);
  if (value?.type === 'integer') return value.value;
  if (value?.type === 'string' && /^-?\d{1,10}$/.test(value.value)) return Number(value.value);
  return undefined;
}

export function booleanAttribute(element: XmlElement, nameOrId: string | number): boolean | undefined {
  const value = attributeValue(element, nameOrId);
  if (value?.type === 'boolean') return value.value;
  if (value?.type === 'integer') return value.value !== 0;
  if (value?.type === 'string') return value.value === 'true' ? true : value.value === 'false' ? false : undefined;
  return undefined;
}
