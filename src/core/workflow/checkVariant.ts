/** The variant of the project that a package is made of: its name, and what is wrong with the choice. */

import { createIssue, type Issue } from '../base/issue.ts';
import { phrase } from '../base/phrase.ts';
import { type Engine } from '../engines/engine/engine.ts';
import { platformNames } from '../settings/platform.ts';
import { platformFacts, type PlatformApp } from './openApp.ts';

export function checkVariant({ platform, variant: choice, effective, placeOf }: PlatformApp): readonly Issue[] {
  if (!choice || choice.kind === 'chosen') return [];
  const place = placeOf(effective.variant, `/${platform}/variant`);
  const wanted = effective.variant?.value ?? (effective.buildType.value === 'debug' ? 'debug' : 'release');
  if (choice.kind === 'missing') return [createIssue('variant-not-chosen', { choices: choice.choices.join(', ') }, place)];
  if (choice.kind === 'unknown') return [createIssue('variant-unknown', { variant: wanted, choices: choice.choices.join(', ') }, place)];
  const { name, isDebuggable } = choice.variant;
  const state = isDebuggable === true ? phrase('is debuggable') : phrase('is not debuggable');
  return [createIssue('variant-build-type', { variant: name, buildType: effective.buildType.value, state }, place)];
}

/** That a variant is named where the engine cannot build another one than it does anyway. */
export function checkVariantUse({ app, platform, effective, placeOf }: PlatformApp, engine: Engine | undefined): readonly Issue[] {
  const wanted = effective.variant;
  if (!wanted || !engine?.variantsOn || engine.variantsOn.includes(platform)) return [];
  const usual = ['debug', 'release', platformFacts(app.project, platform)?.scheme?.value];
  if (usual.some((name) => name?.toLowerCase() === wanted.value.toLowerCase())) return [];
  const params = { engine: engine.id, platform: platformNames[platform], variant: wanted.value };
  return [createIssue('variant-not-supported', params, placeOf(wanted, `/${platform}/variant`))];
}

/** `undefined` for the variants that every project has; they are named by the build type. */
export function variantName({ variant: choice, effective }: PlatformApp): string | undefined {
  if (choice?.kind !== 'chosen') return choice ? effective.variant?.value : undefined;
  const { name } = choice.variant;
  return name === 'debug' || name === 'release' ? undefined : name;
}
