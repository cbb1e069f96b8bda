/**
 * What the next package of an app may be numbered. The last package counts per platform and app identifier: another
 * identifier is another app. A version must not fall, a version code must rise, a changed name is warned about.
 */

import { createIssue, type Issue, type Place } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { isComparableVersion } from '../settings/checks/versionForm.ts';
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
  /** The highest version, the newest one where versions are texts that cannot be compared; absent when no record can be read. */
  readonly version?: string;
  /** The highest one of a package that was not for debugging; absent when there is none that can be compared. */
  readonly releasedVersion?: string;
  /** The highest version code: branches may have recorded them in any order. */
  readonly versionCode: number;
  /** Which store has the highest version code; absent when it is one of the ledger. */
  readonly store?: string;
  readonly record?: PackageRecord;
}

/** `codes` are those of lines that say nothing else, as a newer version of the product may have written them. */
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
    const releasedVersion = record.buildType === 'debug' ? last?.releasedVersion : higherVersion(record.version, last?.releasedVersion);
    last = {
      platform,
      name: newest.name,
      record: newest,
      version: laterVersion(record.version, last?.version, newest === record),
      ...present('releasedVersion', releasedVersion),
      versionCode: Math.max(record.versionCode, last?.versionCode ?? 0),
    };
  }
  for (const code of codes) {
    if (code.platform !== platform || code.appIdentifier !== appIdentifier) continue;
    if (last && code.versionCode <= last.versionCode) continue;
    const { store: _store, ...before } = last ?? { platform };
    last = { ...before, versionCode: code.versionCode, ...present('store', code.store) };
  }
  return last;
}

function higherVersion(version: string, other: string | undefined): string | undefined {
  if (!isComparableVersion(version)) return other;
  return other === undefined || compareVersions(version, other) > 0 ? version : other;
}

function laterVersion(version: string, other: string | undefined, isNewest: boolean): string {
  if (other === undefined) return version;
  if (isComparableVersion(version) && isComparableVersion(other)) return compareVersions(version, other) > 0 ? version : other;
  return isNewest ? version : other;
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
  issues.push(...checkLower(version, last, places.version));
  if (versionCode <= last.versionCode) {
    const lastVersionCode = last.versionCode;
    issues.push(
      lastVersionCode >= largestVersionCode(platform)
        ? createIssue('version-code-exhausted', { lastVersionCode }, places.versionCode)
        : last.store === undefined
          ? createIssue('version-code-not-higher', { versionCode, lastVersionCode, lowestAllowed: lastVersionCode + 1 }, places.versionCode)
          : createIssue(
              'version-code-at-store',
              { versionCode, lastVersionCode, store: last.store, lowestAllowed: lastVersionCode + 1 },
              places.versionCode,
            ),
    );
  }
  if (name !== undefined && last.name !== undefined && name !== last.name)
    issues.push(createIssue('name-changed', { oldName: last.name, newName: name }, places.name));
  return issues;
}

/** Only developers have a debug package: a lower version than its own is only worth a warning. */
function checkLower(version: string, { version: lastVersion, releasedVersion }: LastPackage, place: Place | undefined): readonly Issue[] {
  const isLower = (other: string | undefined): boolean =>
    other !== undefined && isComparableVersion(version) && isComparableVersion(other) && compareVersions(version, other) < 0;
  if (releasedVersion !== undefined && isLower(releasedVersion))
    return [createIssue('version-lower', { version, lastVersion: releasedVersion }, place)];
  return lastVersion !== undefined && isLower(lastVersion)
    ? [createIssue('version-lower', { version, lastVersion }, place, 'warning')]
    : [];
}
