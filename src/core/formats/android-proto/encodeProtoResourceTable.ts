/** Encodes a resource table in the protobuf form of app bundles (`aapt.pb.ResourceTable`, Resources.proto). */

import { type Bytes } from '../../base/bytes.ts';
import { type ResourceTable } from '../android-resources/resourceTableModel.ts';
import { ProtoWriter } from '../protobuf/protoWriter.ts';
import { encodeEntry } from './protoEntry.ts';

export function encodeProtoResourceTable(table: ResourceTable): Bytes {
  const writer = new ProtoWriter();
  for (const { id, name, types } of table.packages) {
    writer.message(2, (message) => {
      message.message(1, (packageId) => packageId.uint32(1, id));
      message.string(2, name);
      for (const type of types) {
        message.message(3, (typeMessage) => {
          typeMessage.message(1, (typeId) => typeId.uint32(1, type.id));
          typeMessage.string(2, type.name);
          for (const entry of type.entries) typeMessage.message(3, (entryMessage) => encodeEntry(entryMessage, entry, type.name));
        });
      }
    });
  }
  return writer.finish();
}
