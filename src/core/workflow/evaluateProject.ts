/**
 * The facts of a project with what its own tools say of values that it computes: of a configuration that is code, a build script, build settings.
 * Those tools run code of the project, so this is done only where the user allowed it. Where a tool does not answer, the literals
 * of the files stay, and an issue says so.
 */

import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { type EvaluatedValues, type Evaluation } from '../engines/evaluate/evaluation.ts';
import {
  engineOn,
  type FactName,
  type PlatformFacts,
  type ProjectFacts,
  type ProjectOrigin,
  type VariantFacts,
} from '../projects/projectFacts.ts';
import { type AppSettings } from '../settings/appSettings.ts';
import { type Sourced } from '../settings/origin.ts';
import { type Platform, platforms } from '../settings/platform.ts';
import { type EngineWorld } from './workflowWorld.ts';

export interface EvaluatedProject {
  readonly project: ProjectFacts;
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
  const evaluated: Partial<Record<Platform, PlatformFacts>> = {};
  for (const platform of platforms) {
    const facts = project[platform];
    const engine = engines.find(({ id }) => id === engineOn(project, platform));
    if (!facts || !engine?.evaluate || !isOpen(project, facts)) continue;
    const asked = { appFolder: folder, platform, facts, ...present('settings', settings) };
    const found = await engine.evaluate(asked, signal);
    issues.push(...found.issues.filter((issue) => !issues.some(({ message }) => message === issue.message)));
    for (const evaluation of found.evaluations) {
      commands.add(evaluation.command);
      evaluated[platform] = withValues(project, evaluated[platform] ?? facts, evaluation);
    }
  }
  return { project: { ...project, ...evaluated }, issues, commands: [...commands] };
}

/** Whether there is anything that the files do not state for certain. */
function isOpen({ name }: ProjectFacts, facts: PlatformFacts): boolean {
  const { appIdentifier, version, versionCode, unknown = [], variants = [] } = facts;
  if (unknown.length > 0 || !appIdentifier || variants.some((variant) => !variant.appIdentifier)) return true;
  return [appIdentifier, facts.name ?? name, version, versionCode].some((fact) => isGuess(fact));
}

function isGuess(fact: Sourced<unknown> | undefined): boolean {
  return fact?.origin.kind === 'project' && fact.origin.certainty === 'guessed';
}

/** What is stated for certain stays: its place is worth more than what a tool says, which is the same. */
function withValues(shared: ProjectFacts, facts: PlatformFacts, { file, values }: Evaluation): PlatformFacts {
  const origin: ProjectOrigin = { kind: 'project', file, certainty: 'resolved' };
  const filled = new Set<FactName>();
  const text = (fact: FactName & keyof EvaluatedValues): Partial<PlatformFacts> => {
    const value = values[fact];
    const known = facts[fact] ?? (fact === 'name' || fact === 'version' ? shared[fact] : undefined);
    if (value === undefined || (known?.origin.kind === 'project' && !isGuess(known))) return {};
    filled.add(fact);
    const written = facts.unknown?.find((each) => each.fact === fact);
    return {
      [fact]: { value, origin: { ...origin, ...(written && { file: written.origin.file, ...present('range', written.origin.range) }) } },
    };
  };
  const read = { ...text('appIdentifier'), ...text('name'), ...text('version'), ...text('versionCode') };
  const { minimumOs } = values;
  return {
    ...facts,
    ...read,
    ...(minimumOs !== undefined && !facts.minimumOs && { minimumOs: { value: minimumOs, origin } }),
    ...(values.variants && { variants: variantsWith(facts.variants ?? [], values.variants, origin) }),
    ...(facts.unknown && { unknown: facts.unknown.filter(({ fact }) => !filled.has(fact)) }),
  };
}

/** Those that the tool names, the known ones in their order; and those of other modules, which it was not asked about. */
function variantsWith(
  known: readonly VariantFacts[],
  evaluated: NonNullable<EvaluatedValues['variants']>,
  origin: ProjectOrigin,
): readonly VariantFacts[] {
  const placeOf = ({ name }: { readonly name: string }): number => {
    const place = known.findIndex((variant) => variant.name === name);
    return place < 0 ? known.length : place;
  };
  const ordered = evaluated.toSorted((a, b) => placeOf(a) - placeOf(b));
  const own = ordered.map(({ name, appIdentifier, flavor, buildType }): VariantFacts => {
    const before = known.find((variant) => variant.name === name && !variant.ofModule);
    const identifier = before?.appIdentifier ?? (appIdentifier === undefined ? undefined : { value: appIdentifier, origin });
    return {
      ...before,
      name,
      ...present('appIdentifier', identifier),
      ...present('flavor', before?.flavor ?? flavor),
      ...present('buildType', before?.buildType ?? buildType),
    };
  });
  return [...own, ...known.filter(({ ofModule }) => ofModule !== undefined)];
}
