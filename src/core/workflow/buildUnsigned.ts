/** Lets the engine build the unsigned package, and takes only what came out of this run. */

import { Failure } from '../base/failure.ts';
import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { withHooks } from '../engines/engine/buildHooks.ts';
import { type BuildSpec, type Engine } from '../engines/engine/engine.ts';
import { type RunContext, type RunWorld, type SavedWork } from '../engines/engine/planRun.ts';
import { type BuiltArtifact, runPlan } from '../engines/engine/runPlan.ts';
import { type BuildPlan } from '../engines/engine/buildPlan.ts';
import { type AppEdits } from '../packages/ipa/edit/editApp.ts';

export interface UnsignedPackage {
  /** Absolute; a folder where an app for iOS was given as one. */
  readonly path: string;
  /** What is changed in it when it is signed. */
  readonly edits: AppEdits;
  readonly issues: readonly Issue[];
  /** Milliseconds by step. */
  readonly stepsMs: Readonly<Record<string, number>>;
  /** What was not done again. */
  readonly saved: SavedWork;
  /** The variants that the same run of a tool built, this one among them; absent where it built one package. */
  readonly builtWith?: readonly string[];
  /** Versions of the tools that took part. */
  readonly tools: Readonly<Record<string, string>>;
  /** Where an earlier package was made again. */
  readonly reuses?: BuildPlan['reuses'];
}

export async function buildUnsigned(world: RunWorld, engine: Engine, spec: BuildSpec, context: RunContext): Promise<UnsignedPackage> {
  context.report({ step: 'building', fraction: 0 });
  const plan = withHooks(await engine.plan(spec, context.signal), spec);
  const built = await runPlan(world, plan, context);
  const format = plan.artifact.format === 'ipa' ? 'file-or-folder' : 'file';
  const checked = await checkedPackage(world, { engine, context, built, format });
  return { ...checked, edits: plan.edits ?? {}, ...present('reuses', plan.reuses) };
}

interface Built {
  readonly engine: Engine;
  readonly context: Pick<RunContext, 'log'>;
  readonly built: BuiltArtifact;
  readonly format: 'file' | 'file-or-folder';
}

/** What was found on the way is in the log, and the package is there. */
export async function checkedPackage({ files }: RunWorld, { engine, context, built, format }: Built): Promise<UnsignedPackage> {
  const { path, issues, tools, stepsMs, saved } = built;
  for (const issue of issues) context.log(`${issue.severity} ${issue.code}: ${issue.message}`);
  const stat = await files.stat(path);
  const isThere = stat?.kind === 'file' ? stat.sizeBytes > 0 : stat?.kind === 'directory' && format === 'file-or-folder';
  if (!isThere) throw Failure.of('package-not-built', { engine: engine.id });
  return { path, edits: {}, issues, tools, stepsMs, saved };
}
