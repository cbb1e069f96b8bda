/** The documents of an APK: binary XML and a binary resource table. */

import { inspectAndroidXml } from '../formats/android-xml/inspectAndroidXml.ts';
import { ResourceTableReader } from '../formats/resource-table/resourceTableReader.ts';
import { apkManifest, apkResourceTable } from './detectFormat.ts';
import { type PackageDocuments } from './packageDocuments.ts';

export const apkDocuments: PackageDocuments = {
  manifest: apkManifest,
  resourceTable: apkResourceTable,
  prefix: '',
  readXml: inspectAndroidXml,
  openTable: (bytes) => {
    const reader = new ResourceTableReader(bytes);
    return { lookup: reader, issues: () => reader.issues };
  },
};
