/** What creating a package would do, without doing it: everything that would go wrong, and the steps of the engine. */

import { hasErrors, type Issue } from '../base/issue.ts';
import { isFailure } from '../base/failure.ts';
import { withHooks, withHooksTogether } from '../engines/engine/buildHooks.ts';
import { type BuildPlan, type JointPlan } from '../engines/engine/buildPlan.ts';
import { buildGroups } from './buildGroups.ts';
import { openApp } from './openApp.ts';
import { uniqueIssues } from './uniqueIssues.ts';
import { type AppValidation, type ValidateRequest, validateApp } from './validateApp.ts';
import { type CheckWorld } from './workflowWorld.ts';

export interface PlanRequest extends Omit<ValidateRequest, 'passwords' | 'isForPackage'> {
  /** Absolute path. */
  readonly appFolder: string;
}

export interface PlannedPackage {
  /** Absent where the issues say why there can be none. With errors beside it, nothing can be built yet. */
  readonly plan: BuildPlan | undefined;
  readonly issues: readonly Issue[];
}

/** No one is asked for a password, so what only an opened keystore says is left out. */
export async function planPackage(world: CheckWorld, request: PlanRequest): Promise<PlannedPackage> {
  const { engine, spec, issues, mayPlan } = await checkedForPlan(world, request);
  if (!engine || !spec || !mayPlan) return { plan: undefined, issues };
  return await planOrIssues(issues, async () => withHooks(await engine.plan(spec, request.signal), spec));
}

export interface PlannedRun {
  /** For several packages that one run builds, one plan. */
  readonly plan: { readonly kind: 'single'; readonly plan: BuildPlan } | { readonly kind: 'joint'; readonly plan: JointPlan } | undefined;
  readonly issues: readonly Issue[];
}

/** The same for the packages of one call, in the runs that would build them. */
export async function planPackages(world: CheckWorld, requests: readonly PlanRequest[]): Promise<readonly PlannedRun[]> {
  const groups = await buildGroups(world, requests);
  const runs = groups.map(async (group) => {
    const asked = group.indexes.flatMap((index) => requests[index] ?? []);
    return asked.length > 1
      ? await planJoint(world, asked)
      : await Promise.all(asked.map(async (request) => await planAlone(world, request)));
  });
  return (await Promise.all(runs)).flat();
}

async function planAlone(world: CheckWorld, request: PlanRequest): Promise<PlannedRun> {
  const { plan, issues } = await planPackage(world, request);
  return { plan: plan && { kind: 'single', plan }, issues };
}

/** What has errors takes no part, as in a build. */
async function planJoint(world: CheckWorld, requests: readonly PlanRequest[]): Promise<readonly PlannedRun[]> {
  const checks = await Promise.all(requests.map(async (request) => ({ request, ...(await checkedForPlan(world, request)) })));
  const ready = checks.flatMap(({ engine, spec, mayPlan, request }) => (engine && spec && mayPlan ? [{ engine, spec, request }] : []));
  const issues = uniqueIssues(checks.flatMap((check) => check.issues));
  const [first, ...others] = ready;
  if (!first?.engine.planTogether || others.length === 0)
    return await Promise.all(requests.map(async (request) => await planAlone(world, request)));
  const { engine } = first;
  const specs = [first.spec, ...others.map(({ spec }) => spec)] as const;
  const joint = await planOrIssues(issues, async () => {
    const plan = await engine.planTogether?.(specs, first.request.signal);
    return plan && withHooksTogether(plan, specs);
  });
  const failed = checks.filter(({ spec, engine: by, mayPlan }) => !by || !spec || !mayPlan);
  return [{ ...joint, plan: joint.plan && { kind: 'joint', plan: joint.plan } }, ...failed.map(() => ({ plan: undefined, issues: [] }))];
}

interface PlanCheck extends Pick<AppValidation, 'engine' | 'spec' | 'issues'> {
  /** What it would be signed with changes no step, so that those are shown without a key, too. */
  readonly mayPlan: boolean;
}

async function checkedForPlan(world: CheckWorld, request: PlanRequest): Promise<PlanCheck> {
  const app = await openApp(world, request.appFolder, request.overrides);
  const { engine, spec, issues, signing } = await validateApp(world, app, { ...request, passwords: { ask: async () => undefined } });
  const ofSigning = new Set(signing?.issues.map(({ code }) => code));
  return { engine, spec, issues, mayPlan: !hasErrors(issues.filter(({ code }) => !ofSigning.has(code))) };
}

async function planOrIssues<Plan>(
  issues: readonly Issue[],
  plan: () => Promise<Plan>,
): Promise<{ readonly plan: Plan | undefined; readonly issues: readonly Issue[] }> {
  try {
    return { plan: await plan(), issues };
  } catch (error) {
    if (!isFailure(error, 'issues-found')) throw error;
    return { plan: undefined, issues: uniqueIssues([...issues, ...error.issues]) };
  }
}
