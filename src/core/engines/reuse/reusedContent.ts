/** What of a package is replaced, for each kind of app: where it comes from, what is run to make it, and what changes in the package. */

import { type Issue } from '../../base/issue.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type BuildStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type ReuseBase } from './openBase.ts';
import { type PackageChange } from './rewritePackage.ts';

export interface ReusedContent {
  /** As people read it: `the web files`. */
  readonly name: string;
  /** What would go wrong, before anything is made. `base` is fit for the app. */
  check(spec: BuildSpec, base: ReuseBase, signal: AbortSignal): Promise<readonly Issue[]>;
  /** Throws `issues-found` when it cannot be made. */
  plan(spec: BuildSpec, base: ReuseBase): Promise<PlannedContent>;
}

export interface PlannedContent {
  /** Run before the package is written. */
  readonly steps: readonly BuildStep[];
  /** What the steps made, or what was there. Throws `issues-found`. */
  change(source: ByteSource, signal: AbortSignal): Promise<{ readonly change: PackageChange; readonly issues: readonly Issue[] }>;
}
