/** What the rules of `storeReadiness` share. */

import { type AndroidInspection } from './androidInspection.ts';

export interface ReadinessContext {
  readonly today: Date;
  /** Whether the store's own demands are asked for. */
  readonly isForStore: boolean;
}

/**
 * Android takes the minimum for the target when the manifest names none, and 1 for the minimum. `undefined` when the manifest names one that
 * cannot be resolved: no rule can be applied to it.
 */
export function targetOf({ targetSdk, minSdk, unresolved = [] }: AndroidInspection): number | undefined {
  if (targetSdk !== undefined) return targetSdk;
  if (unresolved.includes('targetSdkVersion')) return undefined;
  if (minSdk !== undefined) return minSdk;
  return unresolved.includes('minSdkVersion') ? undefined : 1;
}
