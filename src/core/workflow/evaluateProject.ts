/**
 * The facts of a project with what its own tools say of values that it computes: of a configuration that is code, a build script, build settings.
 * Those tools run code of the project, so this is done only where the user allowed it. Where a tool does not answer, the literals
 * of the files stay, and an issue says so.
 */

import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { type Evaluation } from '../engines/evaluate/evaluation.ts';
import { engineOn, type PlatformFacts, type ProjectFacts } from '../projects/projectFacts.ts';
import { type AppSettings } from '../settings/appSettings.ts';
import { type Platform, platforms } from '../settings/platform.ts';
import { isGuess, type ProjectEvaluations, withEvaluations } from './withEvaluations.ts';
import { type EngineWorld } from './workflowWorld.ts';

export interface EvaluatedProject {
  readonly project: ProjectFacts;
  /** What the tools said, to be put into the facts of the same project again. */
  readonly evaluations: ProjectEvaluations;
  readonly issues: readonly Issue[];
  /** What was run, as a person would type it. */
  readonly commands: readonly string[];
}

export interface EvaluatedApp {
  /** Absolute path. */
  readonly folder: string;
  readonly project: ProjectFacts;
  readonly settings?: AppSettings;
}

export async function evaluateProject(
  { engines }: Pick<EngineWorld, 'engines'>,
  { folder, project, settings }: EvaluatedApp,
  signal: AbortSignal,
): Promise<EvaluatedProject> {
  const issues: Issue[] = [];
  const commands = new Set<string>();
  const evaluations: Partial<Record<Platform, readonly Evaluation[]>> = {};
  for (const platform of platforms) {
    const facts = project[platform];
    const engine = engines.find(({ id }) => id === engineOn(project, platform));
    if (!facts || !engine?.evaluate || !isOpen(project, facts)) continue;
    const asked = { appFolder: folder, platform, facts, ...present('settings', settings) };
    const found = await engine.evaluate(asked, signal);
    issues.push(...found.issues.filter((issue) => !issues.some(({ message }) => message === issue.message)));
    for (const { command } of found.evaluations) commands.add(command);
    if (found.evaluations.length > 0) evaluations[platform] = found.evaluations;
  }
  return { project: withEvaluations(project, evaluations), evaluations, issues, commands: [...commands] };
}

/** Whether there is anything that the files do not state for certain. */
function isOpen({ name }: ProjectFacts, facts: PlatformFacts): boolean {
  const { appIdentifier, version, versionCode, unknown = [], variants = [] } = facts;
  if (unknown.length > 0 || !appIdentifier || variants.some((variant) => !variant.appIdentifier)) return true;
  return [appIdentifier, facts.name ?? name, version, versionCode].some((fact) => isGuess(fact));
}
