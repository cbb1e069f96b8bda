/** Decodes a whole protobuf resource table into the model. For a few resources of a large table, use `ProtoResourceTableReader`. */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { type ResourceTable } from '../android-resources/resourceTableModel.ts';
import { ProtoReader } from '../protobuf/protoReader.ts';
import { decodeEntry } from './protoEntry.ts';
import { inspectProto, ProtoNodes } from './protoNodes.ts';
import { ProtoResourceTableReader } from './protoResourceTableReader.ts';

export interface InspectedProtoResourceTable {
  readonly table?: ResourceTable;
  readonly issues: readonly Issue[];
}

export function inspectProtoResourceTable(bytes: Bytes): InspectedProtoResourceTable {
  const reader = new ProtoResourceTableReader(bytes);
  if (reader.issues.length > 0) return { issues: reader.issues };
  const { value: table, issues } = inspectProto('resource table', () => decodeTable(reader));
  return { ...(table && { table }), issues };
}

function decodeTable(reader: ProtoResourceTableReader): ResourceTable {
  const nodes = new ProtoNodes();
  const packages = reader.packages.map(({ id, name, types }) => ({
    id,
    name,
    types: types.map((type) => ({
      id: type.id,
      name: type.name,
      entries: [...type.entries.values()].map((message) => decodeEntry(new ProtoReader(message), nodes)),
    })),
  }));
  return { packages };
}
