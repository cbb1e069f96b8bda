/**
 * Decodes an Android XML document in the protobuf form that app bundles contain (`aapt.pb.XmlNode`, Resources.proto).
 * Columns and the positions of attributes and namespaces are not kept.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { formatResourceValue } from '../android-resources/formatValue.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { type XmlAttribute, type XmlElement, type XmlText } from '../android-resources/xmlModel.ts';
import { ProtoReader } from '../protobuf/protoReader.ts';
import { decodeItem } from './protoItem.ts';
import { inspectProto, ProtoNodes } from './protoNodes.ts';

/** As for binary documents. */
const maxDepth = 500;

export interface InspectedProtoXml {
  readonly root?: XmlElement;
  readonly issues: readonly Issue[];
}

export function inspectProtoXml(bytes: Bytes): InspectedProtoXml {
  const { value: root, issues } = inspectProto('XML document', () => {
    const node = decodeNode(new ProtoReader(bytes), new ProtoNodes(), 1);
    return node !== undefined && 'name' in node ? node : undefined;
  });
  return { ...(root && { root }), issues: root === undefined && issues.length === 0 ? [createIssue('android-proto-no-root', {})] : issues };
}

/** message XmlNode { oneof { XmlElement element = 1; string text = 2 }; SourcePosition source = 3 } */
function decodeNode(reader: ProtoReader, nodes: ProtoNodes, depth: number): XmlElement | XmlText | undefined {
  nodes.count();
  nodes.checkDepth(depth, maxDepth);
  let node: XmlElement | XmlText | undefined;
  let line = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) node = decodeElement(reader.message(), nodes, depth);
    else if (field === 2) node = { text: reader.string() };
    else if (field === 3) line = decodeLine(reader.message());
    else reader.skip();
  }
  return node !== undefined && 'name' in node && line !== 0 ? { ...node, line } : node;
}

/** message SourcePosition { uint32 line_number = 1; uint32 column_number = 2 } */
function decodeLine(reader: ProtoReader): number {
  let line = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) line = reader.uint32();
    else reader.skip();
  }
  return line;
}

/** message XmlElement { repeated XmlNamespace = 1; string namespace_uri = 2; string name = 3; repeated XmlAttribute = 4; repeated XmlNode child = 5 } */
function decodeElement(reader: ProtoReader, nodes: ProtoNodes, depth: number): XmlElement {
  let name = '';
  let namespaceUri = '';
  const namespaces: { prefix: string; uri: string }[] = [];
  const attributes: XmlAttribute[] = [];
  const children: (XmlElement | XmlText)[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) namespaces.push(decodeNamespace(reader.message(), nodes));
    else if (field === 2) namespaceUri = reader.string();
    else if (field === 3) name = reader.string();
    else if (field === 4) attributes.push(decodeAttribute(reader.message(), nodes));
    else if (field === 5) {
      const child = decodeNode(reader.message(), nodes, depth + 1);
      if (child !== undefined) children.push(child);
    } else reader.skip();
  }
  return {
    name,
    ...(namespaceUri !== '' && { namespaceUri }),
    attributes,
    children,
    ...(namespaces.length > 0 && { namespaces }),
  };
}

/** message XmlNamespace { string prefix = 1; string uri = 2; SourcePosition source = 3 } */
function decodeNamespace(reader: ProtoReader, nodes: ProtoNodes): { prefix: string; uri: string } {
  nodes.count();
  const namespace = { prefix: '', uri: '' };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) namespace.prefix = reader.string();
    else if (field === 2) namespace.uri = reader.string();
    else reader.skip();
  }
  return namespace;
}

/** message XmlAttribute { string namespace_uri = 1; string name = 2; string value = 3; SourcePosition = 4; uint32 resource_id = 5; Item compiled_item = 6 } */
function decodeAttribute(reader: ProtoReader, nodes: ProtoNodes): XmlAttribute {
  nodes.count();
  let namespaceUri = '';
  let name = '';
  let raw = '';
  let resourceId = 0;
  let compiled: ResourceValue | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) namespaceUri = reader.string();
    else if (field === 2) name = reader.string();
    else if (field === 3) raw = reader.string();
    else if (field === 5) resourceId = reader.uint32();
    else if (field === 6) compiled = decodeItem(reader.message());
    else reader.skip();
  }
  const value: ResourceValue = compiled ?? { type: 'string', value: raw };
  return {
    name,
    ...(namespaceUri !== '' && { namespaceUri }),
    ...(resourceId !== 0 && { resourceId }),
    value,
    ...(raw !== formatResourceValue(value) && { rawValue: raw }),
  };
}
