/** What the rules of `storeReadiness` share. */

import { type Severity } from '../base/issue.ts';
import { type PackageInspection } from './packageInspection.ts';

export interface ReadinessContext {
  readonly today: Date;
  readonly isVerified?: boolean;
  /** The severity of the store's own demands for this file; `undefined` when they are not asked for. */
  readonly storeSeverity: Severity | undefined;
}

/** Android takes the minimum for the target when the manifest names none, and 1 for the minimum. */
export function targetOf(inspection: PackageInspection): number {
  return inspection.targetSdk ?? inspection.minSdk ?? 1;
}
