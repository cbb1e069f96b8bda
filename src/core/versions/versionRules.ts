/**
 * What the next package of an app may be numbered. The last package counts per platform and app identifier: another
 * identifier is another app. A version must not fall, a version code must rise, a changed name is warned about.
 */

import { createIssue, type Issue, type Place } from '../base/issue.ts';
import { type Platform } from '../settings/platform.ts';
import { largestAndroidVersionCode } from '../settings/settingsModel.ts';
import { compareVersions } from './compareVersions.ts';
import { type PackageRecord } from './packageRecord.ts';
import { type RecordedCode } from './readPackageRecord.ts';

/** What counts of the packages made so far. */
export interface LastPackage {
  readonly platform: Platform;
  /** Of the newest package; absent when no record of one can be read. */
  readonly name?: string;
  /** The highest version; absent when no record of one can be read. */
  readonly version?: string;
  /** The highest version code: branches may have recorded them in any order. */
  readonly versionCode: number;
  readonly record?: PackageRecord;
}

/** `codes` are those of lines that tell no more, as a newer version of the product may have written them. */
export function lastPackage(
  records: readonly PackageRecord[],
  platform: Platform,
  appIdentifier: string,
  codes: readonly RecordedCode[] = [],
): LastPackage | undefined {
  let last: LastPackage | undefined;
  for (const record of records) {
    if (record.platform !== platform || record.appIdentifier !== appIdentifier) continue;
    const newest: PackageRecord = last?.record && record.createdAt < last.record.createdAt ? last.record : record;
    last = {
      platform,
      name: newest.name,
      record: newest,
      version: last?.version === undefined || compareVersions(record.version, last.version) > 0 ? record.version : last.version,
      versionCode: Math.max(record.versionCode, last?.versionCode ?? 0),
    };
  }
  for (const code of codes) {
    if (code.platform !== platform || code.appIdentifier !== appIdentifier) continue;
    last = { platform, ...last, versionCode: Math.max(code.versionCode, last?.versionCode ?? 0) };
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
  return { version: last.version ?? '1.0.0', versionCode: Math.min(last.versionCode + 1, largestVersionCode(last.platform)) };
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
  if (last.version !== undefined && compareVersions(version, last.version) < 0)
    issues.push(createIssue('version-lower', { version, lastVersion: last.version }, places.version));
  if (versionCode <= last.versionCode) {
    const lastVersionCode = last.versionCode;
    issues.push(
      lastVersionCode >= largestVersionCode(platform)
        ? createIssue('version-code-exhausted', { lastVersionCode }, places.versionCode)
        : createIssue('version-code-not-higher', { versionCode, lastVersionCode, lowestAllowed: lastVersionCode + 1 }, places.versionCode),
    );
  }
  if (name !== undefined && last.name !== undefined && name !== last.name)
    issues.push(createIssue('name-changed', { oldName: last.name, newName: name }, places.name));
  return issues;
}
