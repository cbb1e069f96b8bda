/**
 * The documents of a package in one form: the manifest and other XML, and the resource table, which are binary in an APK
 * and protobuf messages in an app bundle.
 */

import { type Bytes } from '../base/bytes.ts';
import { type Issue } from '../base/issue.ts';
import { inspectProtoXml } from '../formats/android-proto/inspectProtoXml.ts';
import { ProtoResourceTableReader } from '../formats/android-proto/protoResourceTableReader.ts';
import { type ResourceLookup } from '../formats/android-resources/resourceLookup.ts';
import { type XmlElement } from '../formats/android-resources/xmlModel.ts';
import { inspectAndroidXml } from '../formats/android-xml/inspectAndroidXml.ts';
import { ResourceTableReader } from '../formats/resource-table/resourceTableReader.ts';
import { apkManifest, bundleManifest } from './detectFormat.ts';
import { type AndroidFormat } from './packageEntries.ts';

export interface PackageDocuments {
  readonly manifest: string;
  readonly resourceTable: string;
  /** What stands before the paths that the resource table names. */
  readonly prefix: string;
  /** `root` as far as it could be read. */
  readonly readXml: (bytes: Bytes) => { readonly root?: XmlElement; readonly issues: readonly Issue[] };
  /** `issues` are those of the parts that were read, so they are asked for afterwards. */
  readonly openTable: (bytes: Bytes) => { readonly lookup: ResourceLookup; readonly issues: () => readonly Issue[] };
}

export const packageDocuments: Readonly<Record<AndroidFormat, PackageDocuments>> = {
  apk: {
    manifest: apkManifest,
    resourceTable: 'resources.arsc',
    prefix: '',
    readXml: inspectAndroidXml,
    openTable: (bytes) => {
      const reader = new ResourceTableReader(bytes);
      return { lookup: reader, issues: () => reader.issues };
    },
  },
  aab: {
    manifest: bundleManifest,
    resourceTable: 'base/resources.pb',
    prefix: 'base/',
    readXml: inspectProtoXml,
    openTable: (bytes) => {
      const reader = new ProtoResourceTableReader(bytes);
      return { lookup: reader, issues: () => reader.issues };
    },
  },
};
