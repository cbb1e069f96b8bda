/** Progress of one operation, as every face shows it: a step by name, and how much of the whole is done. */

/** What can happen, as people read it; faces may have their own words for each. */
export type ProgressStep =
  | 'checking'
  | 'building'
  | 'reading the web app'
  | 'making icons'
  | 'packing web files'
  | 'packed'
  | 'signing'
  | 'verifying'
  | 'recording'
  | 'uploading'
  | 'copying packages'
  | 'registering devices'
  | 'renewing the profile'
  | 'downloading the profile'
  | 'done';

/** Why something was not done again, by the words of Gradle, with the text for people. */
export const skipReasons = {
  'up-to-date': 'up to date',
  'from-cache': 'from cache',
  'no-source': 'no source',
  skipped: 'skipped',
} as const;
export type SkipReason = keyof typeof skipReasons;

export interface ProgressUpdate {
  /** What happens now. */
  readonly step: ProgressStep;
  /** Done of the whole, 0 to 1, never falling. */
  readonly fraction: number;
  readonly detail?: string;
  /** That what `detail` names was not done again, and why. */
  readonly skipped?: SkipReason;
  /** How long the rest will take, as earlier packages of the same kind took. Absent where nothing is known. */
  readonly remainingMs?: number;
}

export type ProgressReporter = (update: ProgressUpdate) => void;

/** A reporter for a part of a larger operation: its 0 to 1 becomes `from` to `to` of the whole. */
export function progressPart(report: ProgressReporter | undefined, from: number, to: number): ProgressReporter {
  return (update) => report?.({ ...update, fraction: from + (to - from) * Math.min(1, Math.max(0, update.fraction)) });
}
