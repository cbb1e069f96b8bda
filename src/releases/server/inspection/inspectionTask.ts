/** What the thread that reads packages is given, and what it answers. Both are copied as values. */

import { type ReadPackage, type SymbolId } from '../../ports/packageReader.ts';
import { type ApkKey } from '../apkKey.ts';

export interface InspectionTask {
  readonly path: string;
  readonly extension: string;
  /** Makes an APK of it first, and reads that. */
  readonly apk?: ApkTask;
  /** It is no package but debug symbols, and what they are of is asked for. */
  readonly isSymbols?: true;
}

export interface ApkTask extends ApkKey {
  /** Where it is written. */
  readonly path: string;
}

export interface InspectionReply extends ReadPackage {
  readonly symbolIds?: readonly SymbolId[];
}
