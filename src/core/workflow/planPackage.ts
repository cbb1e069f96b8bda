/** What creating a package would do, without doing it: everything that would go wrong, and the steps of the engine. */

import { hasErrors, type Issue } from '../base/issue.ts';
import { isFailure } from '../base/failure.ts';
import { type BuildPlan } from '../engines/engine/buildPlan.ts';
import { openApp } from './openApp.ts';
import { uniqueIssues } from './uniqueIssues.ts';
import { type ValidateRequest, validateApp } from './validateApp.ts';
import { type CheckWorld } from './workflowWorld.ts';

export interface PlanRequest extends Omit<ValidateRequest, 'passwords' | 'isForPackage'> {
  /** Absolute path. */
  readonly appFolder: string;
}

export interface PlannedPackage {
  /** Absent where the issues say why there can be none. */
  readonly plan: BuildPlan | undefined;
  readonly issues: readonly Issue[];
}

/** No one is asked for a password, so what only an opened keystore says is left out. */
export async function planPackage(world: CheckWorld, request: PlanRequest): Promise<PlannedPackage> {
  const app = await openApp(world, request.appFolder, request.overrides);
  const { engine, spec, issues } = await validateApp(world, app, { ...request, passwords: { ask: async () => undefined } });
  if (!engine || !spec || hasErrors(issues)) return { plan: undefined, issues };
  try {
    const plan = await engine.plan({ ...spec, ...(request.runsProjectBuild === true && { runsProjectBuild: true }) }, request.signal);
    return { plan, issues };
  } catch (error) {
    if (!isFailure(error, 'issues-found')) throw error;
    return { plan: undefined, issues: uniqueIssues([...issues, ...error.issues]) };
  }
}
