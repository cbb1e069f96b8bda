/** The documents of an app bundle: XML and a resource table as protobuf messages. */

import { inspectProtoXml } from '../formats/android-proto/inspectProtoXml.ts';
import { ProtoResourceTableReader } from '../formats/android-proto/protoResourceTableReader.ts';
import { bundleManifest } from './detectFormat.ts';
import { type PackageDocuments } from './packageDocuments.ts';

export const bundleDocuments: PackageDocuments = {
  manifest: bundleManifest,
  resourceTable: 'base/resources.pb',
  prefix: 'base/',
  readXml: inspectProtoXml,
  openTable: (bytes) => {
    const reader = new ProtoResourceTableReader(bytes);
    return { lookup: reader, issues: () => reader.issues };
  },
};
