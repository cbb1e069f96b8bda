/**
 * Encodes a document of an app bundle as aapt2 does when it converts one: text next to a value that is typed is dropped, and so is the
 * space between elements, which build tools keep in the protobuf form.
 */

import { type Bytes } from '../../base/bytes.ts';
import { isXmlElement } from '../android-resources/xmlAccess.ts';
import { type XmlElement } from '../android-resources/xmlModel.ts';
import { type StringEncoding } from '../resource-chunks/stringPoolBuilder.ts';
import { encodeAndroidXml } from './encodeAndroidXml.ts';

export function encodeCompiledXml(root: XmlElement, encoding: StringEncoding): Bytes {
  return encodeAndroidXml(compiled(root), { encoding });
}

function compiled(element: XmlElement): XmlElement {
  return {
    ...element,
    attributes: element.attributes.map((attribute) => {
      if (attribute.value.type === 'string') return attribute;
      const { rawValue: _, ...typed } = attribute;
      return typed;
    }),
    children: element.children
      .filter((child) => isXmlElement(child) || child.text.trim() !== '')
      .map((child) => (isXmlElement(child) ? compiled(child) : child)),
  };
}
