/** The checks that need nothing but the settings: forms of identifier, name, version and version code, each with its place. */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { type Sourced } from '../origin.ts';
import { type EffectiveSettings } from '../resolveSettings.ts';
import { checkAppIdentifier } from './appIdentifier.ts';
import { checkAppName } from './appName.ts';
import { checkVersionCodeForm, checkVersionForm } from './versionForm.ts';

/** Where a value stands, or where it would have to be written. */
export type PlaceOf = (value: Sourced<unknown> | undefined, pointerIfAbsent: string) => Place | undefined;

export function checkEffectiveSettings(effective: EffectiveSettings, placeOf: PlaceOf): Issue[] {
  const { platform, appIdentifier, name, version, versionCode } = effective;
  const issues: Issue[] = [];
  const identifierPlace = placeOf(appIdentifier, `/${platform}/appIdentifier`);
  if (appIdentifier) issues.push(...checkAppIdentifier(platform, appIdentifier.value, identifierPlace));
  else issues.push(createIssue('identifier-missing', { platform }, identifierPlace));
  issues.push(...checkAppName(name?.value ?? '', placeOf(name, '/name')));
  issues.push(...checkVersionForm(platform, version.value, placeOf(version, '/version')));
  issues.push(...checkVersionCodeForm(platform, versionCode.value, placeOf(versionCode, `/${platform}/versionCode`)));
  return issues;
}
