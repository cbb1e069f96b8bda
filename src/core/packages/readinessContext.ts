/** What the rules of `storeReadiness` share. */

import { type AndroidInspection } from './androidInspection.ts';

export interface ReadinessContext {
  readonly today: Date;
  readonly isVerified?: boolean;
  /** Whether the store's own demands are asked for. */
  readonly isForStore: boolean;
}

/** Android takes the minimum for the target when the manifest names none, and 1 for the minimum. */
export function targetOf(inspection: AndroidInspection): number {
  return inspection.targetSdk ?? inspection.minSdk ?? 1;
}
