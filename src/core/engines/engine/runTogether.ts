/**
 * Does what a plan for several packages says, in one run. Each package is the one that the tool itself reported for its variant: a variant
 * that failed has none, and takes nothing from the others.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { type JointPlan } from './buildPlan.ts';
import { jointPlanText } from './describePlan.ts';
import { findArtifact, noteOutputs } from './findArtifact.ts';
import { PlanRun, type RunContext, type RunWorld } from './planRun.ts';
import { type BuiltArtifact } from './runPlan.ts';

export type JointResult =
  | { readonly kind: 'built'; readonly built: BuiltArtifact }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The results in the order of the plan's artifacts. Throws when all are stopped. */
export async function runTogether(world: RunWorld, plan: JointPlan, context: RunContext): Promise<readonly JointResult[]> {
  const { log, signal } = context;
  for (const line of jointPlanText(plan)) log(line);
  const startedAt = world.clock.now();
  const before = await Promise.all(plan.artifacts.map(async ({ rule }) => await noteOutputs(world, rule, startedAt)));
  const run = new PlanRun(world, plan, context);
  const failure = await runSteps(plan, run, signal);
  throwIfCancelled(signal);
  const { issues, stepsMs, saved } = run;
  const tools = { ...plan.tools, ...run.tools };
  return await Promise.all(
    plan.artifacts.map(async ({ rule, variant }, index): Promise<JointResult> => {
      const reported = run.reportedOf(variant).filter((path) => path.endsWith(`.${rule.format}`));
      const noted = before[index];
      // Without a report, what lies in the folders may be another variant's.
      if (reported.length === 0 || !noted)
        return { kind: 'failed', failure: failure ?? Failure.of('package-not-built', { engine: plan.engine }) };
      try {
        const path = await findArtifact(world, { rule, before: noted, reported, engine: plan.engine });
        // What is wrong with another variant is said of that one.
        return { kind: 'built', built: { path, issues: failure ? [] : issues, tools, stepsMs, saved } };
      } catch (error) {
        if (isFailure(error)) return { kind: 'failed', failure: error };
        throw error;
      }
    }),
  );
}

/** The failure of a step, after which none is run. */
async function runSteps(plan: JointPlan, run: PlanRun, signal: AbortSignal): Promise<Failure | undefined> {
  try {
    for (const step of plan.steps) {
      throwIfCancelled(signal);
      await run.step(step);
    }
    return undefined;
  } catch (error) {
    if (isFailure(error, 'build-step-failed')) return error;
    throw error;
  } finally {
    await run.end();
  }
}
