/** Everything that is known of a package: its line of the ledger, and what its file says now. */

import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type ReadPackageFile } from '../../../node/packageWorker/readPackageFile.ts';
import { type AppEntry } from '../../app/appEntry.ts';

export interface PackageFacts {
  /** Absolute. */
  readonly path: string;
  readonly app?: AppEntry;
  readonly record?: PackageRecord;
  /** `changed`: a file is there, and it is not the one that was recorded. */
  readonly file: 'present' | 'missing' | 'changed';
  /** Absent when the file is missing. */
  readonly content?: ReadPackageFile;
}
