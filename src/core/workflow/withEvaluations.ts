/** What the tools of a project said of values that it computes, put among the facts that its files state. Pure: it runs nothing. */

import { present } from '../base/present.ts';
import { type EvaluatedValues, type Evaluation } from '../engines/evaluate/evaluation.ts';
import { type FactName, type PlatformFacts, type ProjectFacts, type ProjectOrigin, type VariantFacts } from '../projects/projectFacts.ts';
import { type Sourced } from '../settings/origin.ts';
import { type Platform, platforms } from '../settings/platform.ts';

/** The most special one first. */
export type ProjectEvaluations = Readonly<Partial<Record<Platform, readonly Evaluation[]>>>;

export function withEvaluations(project: ProjectFacts, evaluations: ProjectEvaluations): ProjectFacts {
  const evaluated: Partial<Record<Platform, PlatformFacts>> = {};
  for (const platform of platforms) {
    let facts = project[platform];
    for (const evaluation of evaluations[platform] ?? []) facts &&= withValues(project, facts, evaluation);
    if (facts) evaluated[platform] = facts;
  }
  return { ...project, ...evaluated };
}

export function isGuess(fact: Sourced<unknown> | undefined): boolean {
  return fact?.origin.kind === 'project' && fact.origin.certainty === 'guessed';
}

/** What is stated for certain stays: its place is worth more than what a tool says, which is the same. */
function withValues(shared: ProjectFacts, facts: PlatformFacts, { command, file, values }: Evaluation): PlatformFacts {
  const origin: ProjectOrigin = { kind: 'project', file, certainty: 'resolved', evaluatedBy: command };
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
