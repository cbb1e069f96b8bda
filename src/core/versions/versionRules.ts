/**
 * What the next package of an app may be numbered. The last package counts per platform and app identifier: another
 * identifier is another app. A version must not fall, a version code must rise, a changed name is warned about.
 */

import { createIssue, type Issue, type Place } from '../base/issue.ts';
import { type Platform } from '../settings/platform.ts';
import { largestAndroidVersionCode } from '../settings/settingsModel.ts';
import { compareVersions } from './compareVersions.ts';
import { type PackageRecord } from './packageRecord.ts';

/** What counts of the packages made so far. */
export interface LastPackage {
  /** Of the newest package. */
  readonly name: string;
  /** The highest version. */
  readonly version: string;
  /** The highest version code: branches may have recorded them in any order. */
  readonly versionCode: number;
  readonly record: PackageRecord;
}

export function lastPackage(records: readonly PackageRecord[], platform: Platform, appIdentifier: string): LastPackage | undefined {
  let last: LastPackage | undefined;
  for (const record of records) {
    if (record.platform !== platform || record.appIdentifier !== appIdentifier) continue;
    const isNewest = !last || record.createdAt >= last.record.createdAt;
    last = {
      name: isNewest || !last ? record.name : last.name,
      record: isNewest || !last ? record : last.record,
      version: !last || compareVersions(record.version, last.version) > 0 ? record.version : last.version,
      versionCode: Math.max(record.versionCode, last?.versionCode ?? 0),
    };
  }
  return last;
}

export interface VersionProposal {
  readonly version: string;
  readonly versionCode: number;
}

/** The next package's version (the last one again) and version code (the last one + 1, as long as there is a higher one). */
export function proposeVersion(last: LastPackage | undefined): VersionProposal {
  if (!last) return { version: '1.0.0', versionCode: 1 };
  return { version: last.version, versionCode: Math.min(last.versionCode + 1, largestVersionCode(last.record.platform)) };
}

function largestVersionCode(platform: Platform): number {
  return platform === 'android' ? largestAndroidVersionCode : Number.MAX_SAFE_INTEGER;
}

export interface VersionCheck {
  readonly platform: Platform;
  readonly name?: string;
  readonly version: string;
  readonly versionCode: number;
  readonly last: LastPackage | undefined;
  readonly places?: { readonly name?: Place | undefined; readonly version?: Place | undefined; readonly versionCode?: Place | undefined };
}

export function checkVersion({ platform, name, version, versionCode, last, places = {} }: VersionCheck): Issue[] {
  if (!last) return [];
  const issues: Issue[] = [];
  if (compareVersions(version, last.version) < 0)
    issues.push(createIssue('version-lower', { version, lastVersion: last.version }, places.version));
  if (versionCode <= last.versionCode) {
    const lastVersionCode = last.versionCode;
    issues.push(
      lastVersionCode >= largestVersionCode(platform)
        ? createIssue('version-code-exhausted', { lastVersionCode }, places.versionCode)
        : createIssue('version-code-not-higher', { versionCode, lastVersionCode, lowestAllowed: lastVersionCode + 1 }, places.versionCode),
    );
  }
  if (name !== undefined && name !== last.name)
    issues.push(createIssue('name-changed', { oldName: last.name, newName: name }, places.name));
  return issues;
}
