/** What the rules of `storeReadiness` share. */

import { type PackageInspection } from './packageInspection.ts';

export interface ReadinessContext {
  readonly today: Date;
  readonly isVerified?: boolean;
  /** Whether the store's own demands are asked for. */
  readonly isForStore: boolean;
}

/** Android takes the minimum for the target when the manifest names none, and 1 for the minimum. */
export function targetOf(inspection: PackageInspection): number {
  return inspection.targetSdk ?? inspection.minSdk ?? 1;
}
