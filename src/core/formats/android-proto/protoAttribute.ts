/** `aapt.pb.Attribute` (aapt2, Resources.proto): what values an attribute takes, as the bag that the binary form stores. */

import { type ResourceMap } from '../android-resources/resourceTableModel.ts';
import { type ProtoReader } from '../protobuf/protoReader.ts';
import { type ProtoWriter } from '../protobuf/protoWriter.ts';
import { decodeTypedValue, encodeTypedValue, TYPE_INT_DEC } from '../resource-chunks/typedValue.ts';
import { decodeReference, encodeReference } from './protoItem.ts';
import { type ProtoNodes } from './protoNodes.ts';

type MapItem = ResourceMap['items'][number];

const ATTR_TYPE = 0x01000000;
const ATTR_MIN = 0x01000001;
const ATTR_MAX = 0x01000002;
const smallestInt = -0x80000000;
const largestInt = 0x7fffffff;

/** message Attribute { uint32 format_flags = 1; int32 min_int = 2; int32 max_int = 3; repeated Symbol symbol = 4 } */
export function decodeAttributeMap(reader: ProtoReader, nodes: ProtoNodes): ResourceMap {
  let formats = 0;
  let minimum = smallestInt;
  let maximum = largestInt;
  const symbols: MapItem[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) formats = reader.uint32();
    else if (field === 2) minimum = reader.int32();
    else if (field === 3) maximum = reader.int32();
    else if (field === 4) symbols.push(decodeSymbol(reader.message(), nodes));
    else reader.skip();
  }
  const items: MapItem[] = [{ key: ATTR_TYPE, value: { type: 'integer', value: formats | 0 } }];
  if (minimum !== smallestInt) items.push({ key: ATTR_MIN, value: { type: 'integer', value: minimum } });
  if (maximum !== largestInt) items.push({ key: ATTR_MAX, value: { type: 'integer', value: maximum } });
  return { type: 'map', kind: 'attribute', parent: 0, items: [...items, ...symbols] };
}

/** message Symbol { Source = 1; string comment = 2; Reference name = 3; uint32 value = 4; uint32 type = 5 } */
function decodeSymbol(reader: ProtoReader, nodes: ProtoNodes): MapItem {
  nodes.count();
  let key = 0;
  let data = 0;
  let dataType = TYPE_INT_DEC;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 3) key = decodeReference(reader.message()).id;
    else if (field === 4) data = reader.uint32();
    else if (field === 5) dataType = reader.uint32() || TYPE_INT_DEC;
    else reader.skip();
  }
  return { key, value: decodeTypedValue(dataType, data, () => ({ type: 'null' })) };
}

export function encodeAttributeMap(writer: ProtoWriter, { items }: ResourceMap): void {
  const integer = (key: number): number | undefined => {
    const value = items.find((item) => item.key === key)?.value;
    return value?.type === 'integer' ? value.value : undefined;
  };
  writer.uint32(1, integer(ATTR_TYPE) ?? 0);
  writer.int32(2, integer(ATTR_MIN) ?? smallestInt);
  writer.int32(3, integer(ATTR_MAX) ?? largestInt);
  for (const { key, value } of items) {
    if (key >>> 24 === ATTR_TYPE >>> 24 && key < 0x01010000) continue;
    const { dataType, data } = encodeTypedValue(value, () => 0);
    writer.message(4, (symbol) => {
      symbol.message(3, (name) => encodeReference(name, { type: 'reference', id: key }));
      symbol.uint32(4, data).uint32(5, dataType);
    });
  }
}
