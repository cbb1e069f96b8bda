/** What the thread that reads packages is given, and what it answers. Both are copied as values. */

import { type ReadPackage } from '../../ports/packageReader.ts';
import { type ApkKey } from '../apkKey.ts';

export interface InspectionTask {
  readonly path: string;
  readonly extension: string;
  /** Makes an APK of it first, and reads that. */
  readonly apk?: ApkTask;
}

export interface ApkTask extends ApkKey {
  /** Where it is written. */
  readonly path: string;
}

export type InspectionReply = ReadPackage;
