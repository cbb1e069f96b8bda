/**
 * `aapt.pb.CompoundValue` (aapt2, Resources.proto): styles, arrays, plurals and attributes, both ways. Styleables and
 * macros exist only for compilers and are left out.
 */

import { type ResourceMap } from '../android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { type ProtoReader } from '../protobuf/protoReader.ts';
import { type ProtoWriter } from '../protobuf/protoWriter.ts';
import { decodeAttributeMap, encodeAttributeMap } from './protoAttribute.ts';
import { decodeItem, decodeReference, encodeItem, encodeReference } from './protoItem.ts';
import { type ProtoNodes } from './protoNodes.ts';

type MapItem = ResourceMap['items'][number];

/** Elements of arrays are numbered from here, as aapt2 does; older tools began at 0x02000000. */
const firstArrayKey = 0x01000001;
/** Plural.Arity to the keys of ResourceTypes.h: zero, one, two, few, many, other. */
const pluralKeys = [0x01000005, 0x01000006, 0x01000007, 0x01000008, 0x01000009, 0x01000004] as const;

/** message CompoundValue { oneof { Attribute attr = 1; Style style = 2; Styleable = 3; Array array = 4; Plural plural = 5; MacroBody = 6 } } */
export function decodeMap(reader: ProtoReader, nodes: ProtoNodes): ResourceMap | undefined {
  let map: ResourceMap | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) map = decodeAttributeMap(reader.message(), nodes);
    else if (field === 2) map = decodeStyle(reader.message(), nodes);
    else if (field === 4) map = decodeArray(reader.message(), nodes);
    else if (field === 5) map = decodePlural(reader.message(), nodes);
    else reader.skip();
  }
  return map;
}

/** A bag of unknown kind is written as a style, whose keys may be anything. */
export function encodeMap(writer: ProtoWriter, map: ResourceMap): void {
  if (map.kind === 'attribute') writer.message(1, (message) => encodeAttributeMap(message, map));
  else if (map.kind === 'array') {
    writer.message(4, (message) => {
      for (const { value } of map.items) message.message(1, (element) => element.message(3, (item) => encodeItem(item, value)));
    });
  } else if (map.kind === 'plurals') writer.message(5, (message) => encodePlural(message, map));
  else writer.message(2, (message) => encodeStyle(message, map));
}

/** message Style { Reference parent = 1; Source = 2; repeated Entry entry = 3 } */
function decodeStyle(reader: ProtoReader, nodes: ProtoNodes): ResourceMap {
  let parent = 0;
  const items: MapItem[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) parent = decodeReference(reader.message()).id;
    else if (field === 3) items.push(decodeStyleEntry(reader.message(), nodes));
    else reader.skip();
  }
  return { type: 'map', kind: 'style', parent, items };
}

/** message Style.Entry { Source = 1; string comment = 2; Reference key = 3; Item item = 4 } */
function decodeStyleEntry(reader: ProtoReader, nodes: ProtoNodes): MapItem {
  nodes.count();
  let key = 0;
  let value: ResourceValue = { type: 'null' };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 3) key = decodeReference(reader.message()).id;
    else if (field === 4) value = decodeItem(reader.message());
    else reader.skip();
  }
  return { key, value };
}

function encodeStyle(writer: ProtoWriter, { parent, items }: ResourceMap): void {
  if (parent !== 0) writer.message(1, (message) => encodeReference(message, { type: 'reference', id: parent }));
  for (const { key, value } of items) {
    writer.message(3, (entry) => {
      entry.message(3, (message) => encodeReference(message, { type: 'reference', id: key }));
      entry.message(4, (item) => encodeItem(item, value));
    });
  }
}

/** message Array { repeated Element element = 1 }; Element { Source = 1; string comment = 2; Item item = 3 } */
function decodeArray(reader: ProtoReader, nodes: ProtoNodes): ResourceMap {
  const items: MapItem[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) items.push({ key: firstArrayKey + items.length, value: decodeLastItem(reader.message(), nodes, 3).value });
    else reader.skip();
  }
  return { type: 'map', kind: 'array', parent: 0, items };
}

/** message Plural { repeated Entry entry = 1 }; Entry { Source = 1; string comment = 2; Arity arity = 3; Item item = 4 } */
function decodePlural(reader: ProtoReader, nodes: ProtoNodes): ResourceMap {
  const items: MapItem[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      const { value, arity } = decodeLastItem(reader.message(), nodes, 4);
      items.push({ key: pluralKeys[arity] ?? 0, value });
    } else reader.skip();
  }
  return { type: 'map', kind: 'plurals', parent: 0, items };
}

function decodeLastItem(
  reader: ProtoReader,
  nodes: ProtoNodes,
  itemField: number,
): { readonly value: ResourceValue; readonly arity: number } {
  nodes.count();
  let value: ResourceValue = { type: 'null' };
  let arity = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === itemField) value = decodeItem(reader.message());
    else if (field === 3) arity = reader.uint32();
    else reader.skip();
  }
  return { value, arity };
}

function encodePlural(writer: ProtoWriter, { items }: ResourceMap): void {
  for (const { key, value } of items) {
    const arity = pluralKeys.findIndex((candidate) => candidate === key);
    writer.message(1, (entry) => {
      if (arity > 0) entry.uint32(3, arity);
      entry.message(4, (item) => encodeItem(item, value));
    });
  }
}
