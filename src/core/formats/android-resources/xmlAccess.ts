/**
 * Looking things up in an Android XML document the way the platform does: an attribute of the `android` namespace is
 * found by its resource id, whatever name the document gives it, and by its name only where no id was recorded.
 */

import { androidAttributeId } from './attributeIds.ts';
import { type ResourceValue } from './resourceValue.ts';
import { androidNamespace, type XmlElement } from './xmlModel.ts';

export function isXmlElement(node: XmlElement['children'][number]): node is XmlElement {
  return 'name' in node;
}

/** The elements directly under this one, all or those of a name. */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(isXmlElement).filter((child) => name === undefined || child.name === name);
}

/** The value of the attribute with this resource id. */
export function attributeById(element: XmlElement, id: number): ResourceValue | undefined {
  return element.attributes.find(({ resourceId }) => resourceId === id)?.value;
}

/** The value of an `android:` attribute by its name. */
export function attributeValue(element: XmlElement, wanted: string): ResourceValue | undefined {
  const id = androidAttributeId(wanted);
  const byId = id === undefined ? undefined : attributeById(element, id);
  if (byId !== undefined) return byId;
  return element.attributes.find(
    ({ name, namespaceUri, resourceId }) => resourceId === undefined && namespaceUri === androidNamespace && name === wanted,
  )?.value;
}

/** An attribute without a namespace, such as `package` of the manifest, as text: itself, or what is kept next to a typed value. */
export function plainStringAttribute(element: XmlElement, name: string): string | undefined {
  const attribute = element.attributes.find((candidate) => candidate.name === name && (candidate.namespaceUri ?? '') === '');
  return attribute?.value.type === 'string' ? attribute.value.value : attribute?.rawValue;
}
