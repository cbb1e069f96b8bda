/** The checks that need nothing but the settings: forms of identifier, name, version and version code, each with its place. */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { type Sourced } from '../origin.ts';
import { buildTypesOf, platformNames } from '../platform.ts';
import { type EffectiveSettings } from '../resolveSettings.ts';
import { checkAppIdentifier } from './appIdentifier.ts';
import { checkAppName } from './appName.ts';
import { checkVersionCodeForm, checkVersionForm } from './versionForm.ts';

/** Where a value stands, or where it would have to be written. */
export type PlaceOf = (value: Sourced<unknown> | undefined, pointerIfAbsent: string) => Place | undefined;

export function checkEffectiveSettings(effective: EffectiveSettings, placeOf: PlaceOf): Issue[] {
  const { platform, buildType, appIdentifier, name, version, versionCode } = effective;
  const issues: Issue[] = [];
  const choices: readonly string[] = buildTypesOf[platform];
  // The settings are checked where they are read; an option for one package may name a build type of the other platform.
  if (!choices.includes(buildType.value)) {
    const params = { field: `The build type for ${platformNames[platform]}`, value: buildType.value, choices: choices.join(', ') };
    issues.push(createIssue('settings-wrong-choice', params, placeOf(buildType, `/${platform}/buildType`)));
  }
  const identifierPlace = placeOf(appIdentifier, `/${platform}/appIdentifier`);
  if (appIdentifier) issues.push(...checkAppIdentifier(platform, appIdentifier.value, identifierPlace));
  else issues.push(createIssue('identifier-missing', { platform, platformName: platformNames[platform] }, identifierPlace));
  issues.push(...checkAppName(name?.value ?? '', placeOf(name, '/name')));
  issues.push(...checkVersionForm(platform, version.value, placeOf(version, '/version')));
  issues.push(...checkVersionCodeForm(platform, versionCode.value, placeOf(versionCode, `/${platform}/versionCode`)));
  return issues;
}
