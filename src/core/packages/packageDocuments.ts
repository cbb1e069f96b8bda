/**
 * The documents of a package in one form: the manifest and other XML, and the resource table, which are binary in an APK
 * and protobuf messages in an app bundle.
 */

import { type Bytes } from '../base/bytes.ts';
import { type Issue } from '../base/issue.ts';
import { type ResourceLookup } from '../formats/android-resources/resourceLookup.ts';
import { type XmlElement } from '../formats/android-resources/xmlModel.ts';

export interface PackageDocuments {
  readonly manifest: string;
  readonly resourceTable: string;
  /** What is before the paths that the resource table names. */
  readonly prefix: string;
  /** `root` as far as it could be read. */
  readonly readXml: (bytes: Bytes) => { readonly root?: XmlElement; readonly issues: readonly Issue[] };
  /** `issues` are those of the parts that were read, so they are asked for afterwards. */
  readonly openTable: (bytes: Bytes) => { readonly lookup: ResourceLookup; readonly issues: () => readonly Issue[] };
}
