/** Runs the commands of `build.after` when a package is recorded. One that fails is reported; the package is whole and stays. */

import { isFailure } from '../base/failure.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { hookSteps } from '../engines/engine/buildHooks.ts';
import { type BuildSpec } from '../engines/engine/engine.ts';
import { PlanRun, type RunContext, type RunWorld } from '../engines/engine/planRun.ts';
import { type PackageRecord } from '../versions/packageRecord.ts';

export interface RecordedPackage {
  readonly spec: BuildSpec;
  /** Absolute path of the package. */
  readonly path: string;
  readonly record: PackageRecord;
  /** Absolute path of the file that has the record in one of its lines. */
  readonly ledger: string;
}

/** The commands after one that fails are not run. */
export async function runAfterBuild(
  world: RunWorld,
  { spec, path, record, ledger }: RecordedPackage,
  context: RunContext,
): Promise<readonly Issue[]> {
  if (spec.runsProjectBuild !== true) return [];
  const made = { MDIST_PACKAGE: path, MDIST_RECORDS: ledger, MDIST_RECORD_ID: record.id, MDIST_SHA256: record.sha256 };
  const steps = hookSteps(spec, 'after').map((step) => ({ ...step, environment: { ...step.environment, ...made } }));
  const run = new PlanRun(world, { steps }, context);
  for (const step of steps) {
    context.log(step.name);
    try {
      await run.step(step);
    } catch (error) {
      if (!isFailure(error)) throw error;
      const issues = [createIssue('build-after-failed', { reason: error.message, path }), ...error.issues];
      for (const issue of issues) context.log(`${issue.severity} ${issue.code}: ${issue.message}`);
      return issues;
    }
  }
  return [];
}
