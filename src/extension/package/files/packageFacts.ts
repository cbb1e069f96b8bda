/** Everything that is known of a package: its line of the ledger, and what its file says now. */

import { type Issue } from '../../../core/base/issue.ts';
import { type AndroidInspection } from '../../../core/packages/androidInspection.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type AppEntry } from '../../app/appEntry.ts';

export interface PackageFacts {
  /** Absolute. */
  readonly path: string;
  readonly app?: AppEntry;
  readonly record?: PackageRecord;
  /** `changed`: a file is there, and it is not the one that was recorded. */
  readonly file: 'present' | 'missing' | 'changed';
  /** Absent when the file is missing. */
  readonly content?: PackageContent;
}

export interface PackageContent {
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Absent when the file is no package that can be read. */
  readonly inspection?: AndroidInspection;
  readonly issues: readonly Issue[];
}
