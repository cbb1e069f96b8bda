/**
 * Encodes binary Android XML as aapt2 lays it out: names of attributes with resource ids first in the string pool, in the
 * order of their ids, the resource map next to them, attributes sorted by id because the platform merges them with a
 * sorted list. aapt2 writes the manifest in UTF-16, which every platform version reads, and all other documents in UTF-8.
 */

import { type Bytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { isXmlElement } from '../android-resources/xmlAccess.ts';
import { type XmlAttribute, type XmlElement } from '../android-resources/xmlModel.ts';
import {
  RES_XML_CDATA_TYPE,
  RES_XML_END_ELEMENT_TYPE,
  RES_XML_END_NAMESPACE_TYPE,
  RES_XML_RESOURCE_MAP_TYPE,
  RES_XML_START_ELEMENT_TYPE,
  RES_XML_START_NAMESPACE_TYPE,
  RES_XML_TYPE,
} from '../resource-chunks/chunkHeader.ts';
import { noString } from '../resource-chunks/stringPool.ts';
import { encodeStringPool, type StringEncoding } from '../resource-chunks/stringPoolBuilder.ts';
import { encodeTypedValue, typedValueSize } from '../resource-chunks/typedValue.ts';
import { collectXmlStrings, type XmlStrings } from './xmlStrings.ts';

const androidIdAttribute = 0x010100d0;

/** `encoding` is that of the string pool: UTF-16 for AndroidManifest.xml (the default), UTF-8 for resources. */
export function encodeAndroidXml(root: XmlElement, options: { readonly encoding?: StringEncoding } = {}): Bytes {
  const strings = collectXmlStrings(root);
  const writer = new ByteWriter({ capacity: 4096 });
  writer.u16(RES_XML_TYPE).u16(8).u32(0);
  writer.bytes(encodeStringPool(strings.list, options.encoding ?? 'utf-16'));
  writer
    .u16(RES_XML_RESOURCE_MAP_TYPE)
    .u16(8)
    .u32(8 + 4 * strings.resourceIds.length);
  for (const id of strings.resourceIds) writer.u32(id);
  writeElement(writer, root, strings);
  writer.patchU32(4, writer.length);
  return writer.finish();
}

function writeElement(writer: ByteWriter, element: XmlElement, strings: XmlStrings): void {
  const namespaces = element.namespaces ?? [];
  const line = element.line ?? 0;
  for (const namespace of namespaces) writeNamespace(writer, RES_XML_START_NAMESPACE_TYPE, namespace, line, strings);
  const attributes = sortAttributes(element.attributes);
  writeNode(writer, RES_XML_START_ELEMENT_TYPE, 20 + 20 * attributes.length, line);
  writeQualifiedName(writer, element, strings);
  writer.u16(20).u16(20).u16(attributes.length);
  writer.u16(attributes.findIndex(({ resourceId }) => resourceId === androidIdAttribute) + 1);
  writer.u16(attributes.findIndex((attribute) => isPlain(attribute, 'class')) + 1);
  writer.u16(attributes.findIndex((attribute) => isPlain(attribute, 'style')) + 1);
  for (const attribute of attributes) writeAttribute(writer, attribute, strings);
  for (const child of element.children) {
    if (isXmlElement(child)) writeElement(writer, child, strings);
    else writeText(writer, child.text, line, strings);
  }
  writeNode(writer, RES_XML_END_ELEMENT_TYPE, 8, line);
  writeQualifiedName(writer, element, strings);
  for (const namespace of namespaces.toReversed()) writeNamespace(writer, RES_XML_END_NAMESPACE_TYPE, namespace, line, strings);
}

function isPlain(attribute: XmlAttribute, name: string): boolean {
  return attribute.resourceId === undefined && (attribute.namespaceUri ?? '') === '' && attribute.name === name;
}

/** Ids ascending; attributes without an id follow, by namespace and name. */
function sortAttributes(attributes: readonly XmlAttribute[]): XmlAttribute[] {
  return attributes.toSorted((a, b) => {
    if (a.resourceId !== undefined || b.resourceId !== undefined) return (a.resourceId ?? Infinity) - (b.resourceId ?? Infinity);
    return compareTexts(a.namespaceUri ?? '', b.namespaceUri ?? '') || compareTexts(a.name, b.name);
  });
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function writeNode(writer: ByteWriter, type: number, bodySize: number, line: number): void {
  writer
    .u16(type)
    .u16(16)
    .u32(16 + bodySize)
    .u32(line)
    .u32(noString);
}

function writeNamespace(
  writer: ByteWriter,
  type: number,
  { prefix, uri }: { readonly prefix: string; readonly uri: string },
  line: number,
  strings: XmlStrings,
): void {
  writeNode(writer, type, 8, line);
  writer.u32(strings.indexOf(prefix)).u32(strings.indexOf(uri));
}

function writeQualifiedName(writer: ByteWriter, { namespaceUri, name }: XmlElement, strings: XmlStrings): void {
  writer.u32(namespaceUri === undefined ? noString : strings.indexOf(namespaceUri)).u32(strings.indexOf(name));
}

function writeAttribute(writer: ByteWriter, attribute: XmlAttribute, strings: XmlStrings): void {
  const { namespaceUri, value } = attribute;
  const raw = attribute.rawValue ?? (value.type === 'string' ? value.value : undefined);
  writer.u32(namespaceUri === undefined ? noString : strings.indexOf(namespaceUri));
  writer.u32(strings.indexOfName(attribute));
  writer.u32(raw === undefined ? noString : strings.indexOf(raw));
  const { dataType, data } = encodeTypedValue(value, (text) => strings.indexOf(text.value));
  writer.u16(typedValueSize).u8(0).u8(dataType).u32(data);
}

function writeText(writer: ByteWriter, text: string, line: number, strings: XmlStrings): void {
  writeNode(writer, RES_XML_CDATA_TYPE, 12, line);
  // The typed form of a text is never read; aapt2 leaves it zero.
  writer.u32(strings.indexOf(text)).zeros(typedValueSize);
}
