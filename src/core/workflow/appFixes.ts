/** The fixes of an issue of an app, with what the app itself knows; who also looks for files around it may add them. */

import { type Issue } from '../base/issue.ts';
import { type Fix, type FixFacts } from '../settings/fixes/fix.ts';
import { issueFixes } from '../settings/fixes/issueFixes.ts';
import { type Platform } from '../settings/platform.ts';
import { appOnPlatform, type OpenedApp, platformFacts } from './openApp.ts';

/** `nearby` is what was found in the folder. */
export function appFixes(app: OpenedApp, platform: Platform, issue: Issue, nearby: Partial<FixFacts> = {}): readonly Fix[] {
  const { project, inspected, ledger } = app;
  const pointer = issue.place?.pointer;
  const around = pointer?.slice(0, pointer.lastIndexOf('/') + 1);
  const siblings = [...inspected.ranges.keys()]
    .filter((known) => around !== undefined && known.startsWith(around))
    .map((known) => known.slice(around?.length));
  const other = appOnPlatform(app, platform === 'ios' ? 'android' : 'ios').effective;
  const own = platformFacts(project, platform)?.appIdentifier;
  return issueFixes(issue, {
    platform,
    written: pointer === undefined ? undefined : inspected.ranges.get(pointer)?.written,
    siblings: siblings.filter((name) => !name.includes('/')),
    otherIdentifier: other.appIdentifier?.value,
    projectIdentifier: own?.value,
    hasPackages: ledger.records.some((record) => record.platform === platform),
    ...nearby,
    // What signs for the other platform is not meant.
    ...(nearby.keystoreFiles && { keystoreFiles: nearby.keystoreFiles.filter((file) => file !== other.certificate?.value) }),
    ...(nearby.certificateFiles && { certificateFiles: nearby.certificateFiles.filter((file) => file !== other.keystore?.value) }),
  });
}
