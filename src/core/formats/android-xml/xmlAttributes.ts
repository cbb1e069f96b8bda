/**
 * The attributes of one element (`ResXMLTree_attribute`): u32 ns, u32 name, u32 rawValue, Res_value. The platform finds
 * attributes by the resource id of the name's index, so an attribute with an id is kept even when its name is gone.
 */

import { androidAttributeName } from '../android-resources/attributeIds.ts';
import { type OnceIssues } from '../android-resources/onceIssues.ts';
import { formatResourceId } from '../android-resources/resourceId.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { androidNamespace, type XmlAttribute } from '../android-resources/xmlModel.ts';
import { type ChunkHeader } from '../resource-chunks/chunkHeader.ts';
import { type StringPool } from '../resource-chunks/stringPool.ts';
import { decodeTypedValue } from '../resource-chunks/typedValue.ts';

const attributeEntrySize = 20;

/** What the document as a whole knows. */
export interface XmlNames {
  readonly view: DataView;
  readonly issues: OnceIssues;
  string(index: number): string | undefined;
  spans(index: number): ReturnType<StringPool['spans']>;
  resourceIdOf(nameIndex: number): number | undefined;
}

export function readXmlAttributes(names: XmlNames, chunk: ChunkHeader, element: string): XmlAttribute[] {
  const { view, issues } = names;
  const start = chunk.bodyStart + view.getUint16(chunk.bodyStart + 8, true);
  const declaredSize = view.getUint16(chunk.bodyStart + 10, true);
  const count = view.getUint16(chunk.bodyStart + 12, true);
  const size = Math.max(declaredSize, attributeEntrySize);
  if (count > 0 && declaredSize !== attributeEntrySize)
    issues.add(
      'android-xml-odd-attributes',
      { element, reason: `each takes ${declaredSize} bytes instead of ${attributeEntrySize}` },
      chunk.start,
    );
  const attributes: XmlAttribute[] = [];
  for (let index = 0; index < count; index += 1) {
    const offset = start + index * size;
    if (offset + attributeEntrySize > chunk.end) {
      issues.add('android-xml-odd-attributes', { element, reason: `${count} are claimed and ${index} are there` }, chunk.start);
      break;
    }
    attributes.push(readXmlAttribute(names, offset));
  }
  return attributes;
}

function readXmlAttribute(names: XmlNames, offset: number): XmlAttribute {
  const { view } = names;
  const nameIndex = view.getUint32(offset + 4, true);
  const resourceId = names.resourceIdOf(nameIndex);
  const written = names.string(nameIndex) ?? '';
  const name =
    written === '' && resourceId !== undefined ? (androidAttributeName(resourceId) ?? `attr_${formatResourceId(resourceId)}`) : written;
  const namespaceUri =
    names.string(view.getUint32(offset, true)) ??
    (written === '' && resourceId !== undefined && resourceId >>> 16 === 0x0101 ? androidNamespace : undefined);
  const value = decodeTypedValue(view.getUint8(offset + 15), view.getUint32(offset + 16, true), (index) => stringValue(names, index));
  const raw = names.string(view.getUint32(offset + 8, true));
  return {
    name,
    ...(namespaceUri !== undefined && { namespaceUri }),
    ...(resourceId !== undefined && { resourceId }),
    value,
    ...(raw !== undefined && !(value.type === 'string' && value.value === raw) && { rawValue: raw }),
  };
}

function stringValue(names: XmlNames, index: number): ResourceValue {
  const value = names.string(index) ?? '';
  const spans = names.spans(index);
  return { type: 'string', value, ...(spans && { spans }) };
}
