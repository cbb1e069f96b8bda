/** The variant of the project that a package is made of: its name, and what is wrong with the choice. */

import { createIssue, type Issue } from '../base/issue.ts';
import { phrase } from '../base/phrase.ts';
import { type PlatformApp } from './openApp.ts';

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

/** `undefined` for the variants that every project has; they are named by the build type. */
export function variantName({ variant: choice, effective }: PlatformApp): string | undefined {
  if (choice?.kind !== 'chosen') return choice ? effective.variant?.value : undefined;
  const { name } = choice.variant;
  return name === 'debug' || name === 'release' ? undefined : name;
}
