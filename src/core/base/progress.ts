/** Progress of one operation, as every face shows it: a step by name, and how much of the whole is done. */

export interface ProgressUpdate {
  /** What happens now, as a word people read: `signing`. */
  readonly step: string;
  /** Done of the whole, 0 to 1, never falling. */
  readonly fraction: number;
  readonly detail?: string;
}

export type ProgressReporter = (update: ProgressUpdate) => void;

/** A reporter for a part of a larger operation: its 0 to 1 becomes `from` to `to` of the whole. */
export function progressPart(report: ProgressReporter | undefined, from: number, to: number): ProgressReporter {
  return (update) => report?.({ ...update, fraction: from + (to - from) * Math.min(1, Math.max(0, update.fraction)) });
}
