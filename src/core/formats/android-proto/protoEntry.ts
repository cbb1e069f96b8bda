/** `aapt.pb.Entry` (aapt2, Resources.proto): one resource with its variants, both ways. */

import { type ResourceConfiguration } from '../android-resources/resourceConfiguration.ts';
import { type ConfiguredValue, type ResourceEntry, type ResourceMap } from '../android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { type ProtoReader } from '../protobuf/protoReader.ts';
import { type ProtoWriter } from '../protobuf/protoWriter.ts';
import { decodeProtoConfiguration, encodeProtoConfiguration } from './protoConfiguration.ts';
import { decodeItem, encodeItem } from './protoItem.ts';
import { decodeMap, encodeMap } from './protoMap.ts';
import { type ProtoNodes } from './protoNodes.ts';

/** Visibility.Level */
const PUBLIC = 2;

/** message Entry { EntryId entry_id = 1; string name = 2; Visibility visibility = 3; …; repeated ConfigValue config_value = 6 } */
export function decodeEntry(reader: ProtoReader, nodes: ProtoNodes): ResourceEntry {
  let id = 0;
  let name = '';
  let isPublic = false;
  const values: ConfiguredValue[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) id = decodeFirstNumber(reader.message());
    else if (field === 2) name = reader.string();
    else if (field === 3) isPublic = decodeFirstNumber(reader.message()) === PUBLIC;
    else if (field === 6) {
      const value = decodeConfigValue(reader.message(), nodes);
      if (value !== undefined) values.push(value);
    } else reader.skip();
  }
  return { id, name, ...(isPublic && { isPublic }), values };
}

/** EntryId { uint32 id = 1 }, Visibility { Level level = 1 } */
export function decodeFirstNumber(reader: ProtoReader): number {
  let number = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) number = reader.uint32();
    else reader.skip();
  }
  return number;
}

/** message ConfigValue { Configuration config = 1; Value value = 2 } */
function decodeConfigValue(reader: ProtoReader, nodes: ProtoNodes): ConfiguredValue | undefined {
  nodes.count();
  let configuration: ResourceConfiguration = {};
  let value: ResourceValue | ResourceMap | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) configuration = decodeProtoConfiguration(reader.message());
    else if (field === 2) value = decodeValue(reader.message(), nodes);
    else reader.skip();
  }
  return value && { configuration, value };
}

/** message Value { Source = 1; string comment = 2; bool weak = 3; oneof { Item item = 4; CompoundValue compound_value = 5 } } */
function decodeValue(reader: ProtoReader, nodes: ProtoNodes): ResourceValue | ResourceMap | undefined {
  let value: ResourceValue | ResourceMap | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 4) value = decodeItem(reader.message());
    else if (field === 5) value = decodeMap(reader.message(), nodes);
    else reader.skip();
  }
  return value;
}

export function encodeEntry(writer: ProtoWriter, { id, name, isPublic, values }: ResourceEntry, typeName: string): void {
  writer.message(1, (message) => {
    if (id !== 0) message.uint32(1, id);
  });
  writer.string(2, name);
  if (isPublic === true) writer.message(3, (message) => message.uint32(1, PUBLIC));
  for (const { configuration, value } of values) {
    writer.message(6, (configValue) => {
      configValue.message(1, (message) => encodeProtoConfiguration(message, configuration));
      configValue.message(2, (message) => {
        if (value.type === 'map') message.message(5, (compound) => encodeMap(compound, value));
        else message.message(4, (item) => encodeItem(item, value, typeName));
      });
    });
  }
}
