/**
 * What the process that makes or reads a package and the one that asked for it say to each other. Passwords travel here, through a
 * channel that only these two have, as the one exception to `Secret`: a class does not survive the copy between processes.
 */

import { type PlainFailure } from '../../core/base/failure.ts';
import { type ProgressUpdate } from '../../core/base/progress.ts';
import { type Platform } from '../../core/settings/platform.ts';
import { type SettingsOverrides } from '../../core/settings/resolveSettings.ts';
import { type RecordedCode } from '../../core/versions/readPackageRecord.ts';
import { type CreatedPackage } from '../../core/workflow/createPackage.ts';
import { type PasswordRequest } from '../../core/workflow/passwordSource.ts';
import { type ProjectEvaluations } from '../../core/workflow/withEvaluations.ts';
import { type NodeWorldOptions } from '../nodeWorld.ts';
import { type ReadPackageFile } from './readPackageFile.ts';

export interface PackageWorkerRequest {
  readonly appFolder: string;
  readonly platform: Platform;
  readonly overrides?: SettingsOverrides;
  readonly outputFolder?: string;
  readonly runsProjectBuild?: boolean;
  readonly isClean?: boolean;
  /** Version codes that stores have: the next one is higher. */
  readonly storeCodes?: readonly RecordedCode[];
  /** What the project's own tools said of values that it computes. */
  readonly evaluations?: ProjectEvaluations;
}

/** What should be made, and with what. Several packages are made as by one call of the command line. */
export interface PackageWorkerData {
  readonly world: NodeWorldOptions;
  readonly requests: readonly PackageWorkerRequest[];
}

export type ToWorker =
  | { readonly kind: 'start'; readonly data: PackageWorkerData }
  | { readonly kind: 'read'; readonly path: string; readonly allowedEntries: readonly string[] }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'password'; readonly id: number; readonly value: string | undefined }
  | { readonly kind: 'no-password'; readonly id: number; readonly failure: PlainFailure };

/** `index` is the place of the request. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly index: number; readonly update: ProgressUpdate }
  | { readonly kind: 'line'; readonly index: number; readonly line: string }
  | { readonly kind: 'ask'; readonly id: number; readonly request: PasswordRequest }
  | { readonly kind: 'made'; readonly index: number; readonly made: CreatedPackage }
  | { readonly kind: 'not-made'; readonly index: number; readonly failure: PlainFailure }
  | { readonly kind: 'read'; readonly read: ReadPackageFile }
  | { readonly kind: 'failed'; readonly failure: PlainFailure };
