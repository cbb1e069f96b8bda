/**
 * Encodes an Android XML document in the protobuf form that app bundles contain (`aapt.pb.XmlNode`, Resources.proto). As
 * aapt2 does, every attribute carries its text, and a typed value next to it when it is not plain text.
 */

import { type Bytes } from '../../base/bytes.ts';
import { formatResourceValue } from '../android-resources/formatValue.ts';
import { isXmlElement } from '../android-resources/xmlAccess.ts';
import { type XmlAttribute, type XmlElement } from '../android-resources/xmlModel.ts';
import { ProtoWriter } from '../protobuf/protoWriter.ts';
import { encodeItem } from './protoItem.ts';

export function encodeProtoXml(root: XmlElement): Bytes {
  const writer = new ProtoWriter();
  writeNode(writer, root);
  return writer.finish();
}

function writeNode(writer: ProtoWriter, element: XmlElement): void {
  writer.message(1, (message) => writeElement(message, element));
  const { line } = element;
  if (line !== undefined) writer.message(3, (source) => source.uint32(1, line));
}

function writeElement(writer: ProtoWriter, element: XmlElement): void {
  for (const { prefix, uri } of element.namespaces ?? []) writer.message(1, (message) => message.string(1, prefix).string(2, uri));
  if (element.namespaceUri !== undefined) writer.string(2, element.namespaceUri);
  writer.string(3, element.name);
  for (const attribute of element.attributes) writer.message(4, (message) => writeAttribute(message, attribute));
  for (const child of element.children) {
    writer.message(5, (message) => {
      if (isXmlElement(child)) writeNode(message, child);
      else message.string(2, child.text);
    });
  }
}

function writeAttribute(writer: ProtoWriter, { namespaceUri, name, resourceId, value, rawValue }: XmlAttribute): void {
  if (namespaceUri !== undefined) writer.string(1, namespaceUri);
  writer.string(2, name);
  const text = rawValue ?? formatResourceValue(value);
  if (text !== '') writer.string(3, text);
  if (resourceId !== undefined) writer.uint32(5, resourceId);
  const isPlainText = value.type === 'string' && value.spans === undefined && value.file === undefined && value.value === text;
  if (!isPlainText) writer.message(6, (item) => encodeItem(item, value));
}
