/**
 * Does what a plan says, step by step: starts its programs, reads their output, keeps the log, reports progress by the weights of the
 * steps, and stops everything at once when it is cancelled. What comes out is the artifact and the issues found on the way.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { type Issue } from '../../base/issue.ts';
import { type BuildPlan } from './buildPlan.ts';
import { planText } from './describePlan.ts';
import { findArtifact, noteOutputs } from './findArtifact.ts';
import { PlanRun, type RunContext, type RunWorld, type SavedWork } from './planRun.ts';

export interface BuiltArtifact {
  /** Absolute path of the unsigned package; of the temporary file when the product wrote it. */
  readonly path: string;
  readonly issues: readonly Issue[];
  /** Those of the plan, and those that the build named. */
  readonly tools: Readonly<Record<string, string>>;
  /** Milliseconds by step. */
  readonly stepsMs: Readonly<Record<string, number>>;
  readonly saved: SavedWork;
}

export async function runPlan(world: RunWorld, plan: BuildPlan, context: RunContext): Promise<BuiltArtifact> {
  const { log, signal, output } = context;
  const { artifact, engine } = plan;
  for (const line of planText(plan)) log(line);
  const before = artifact.kind === 'found' ? await noteOutputs(world, artifact, world.clock.now()) : undefined;
  const run = new PlanRun(world, plan, context);
  try {
    for (const step of plan.steps) {
      throwIfCancelled(signal);
      await run.step(step);
    }
  } finally {
    await run.end();
  }
  throwIfCancelled(signal);
  const { reported, issues, stepsMs, saved } = run;
  const tools = { ...plan.tools, ...run.tools };
  if (artifact.kind === 'given') return { path: artifact.path, issues, tools, stepsMs, saved };
  const path =
    artifact.kind === 'found' && before ? await findArtifact(world, { rule: artifact, before, reported, engine }) : output.temporaryPath;
  return { path, issues, tools, stepsMs, saved };
}
