/** Reads one line of the ledger. The file is merged by git and edited by hand, so every field is looked at. */

import { hasErrors } from '../base/issue.ts';
import { phrase } from '../base/phrase.ts';
import { checkVersionForm } from '../settings/checks/versionForm.ts';
import { isPlatform, type Platform } from '../settings/platform.ts';
import { largestAndroidVersionCode } from '../settings/settingsModel.ts';
import { ledgerLineLimit } from './ledgerLineLimit.ts';
import { type PackageRecord } from './packageRecord.ts';

type Guard = (value: unknown) => boolean;

const isText: Guard = (value) => typeof value === 'string';
const isName: Guard = (value) => typeof value === 'string' && value !== '';
const isCount: Guard = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
/** A word such as `app-bundle`; which ones there are is not for the ledger to say. */
const isWord: Guard = (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(value);
const isTools: Guard = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((version) => typeof version === 'string');
const isTimes: Guard = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isCount);
const isHex =
  (digits: number): Guard =>
  (value) =>
    typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);
const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);
const isTime: Guard = (value) => typeof value === 'string' && value.length <= 40 && !Number.isNaN(Date.parse(value));

const guards: Readonly<Record<keyof PackageRecord, Guard>> = {
  id: isHex(16),
  parent: optional(isHex(16)),
  schema: optional(isCount),
  platform: isWord,
  buildType: isWord,
  variant: optional(isText),
  format: optional(isWord),
  name: isText,
  appIdentifier: isName,
  version: isText,
  versionCode: isCount,
  engine: isText,
  engineVersion: isText,
  nativeFingerprint: optional(isHex(64)),
  tools: optional(isTools),
  durationMs: optional(isCount),
  partsMs: optional(isTimes),
  builtWith: optional((value) => Array.isArray(value) && value.every(isText)),
  skippedSteps: optional(isTools),
  tasks: optional(isTimes),
  minimumOs: optional(isText),
  createdAt: isTime,
  createdBy: isText,
  commit: optional(isText),
  hasUncommittedChanges: optional((value) => typeof value === 'boolean'),
  signerSha256: optional(isHex(64)),
  sha256: isHex(64),
  sizeBytes: isCount,
  path: isText,
};

/** The record, or what is wrong with the line. Fields that a newer version of the product added are kept. */
export function readPackageRecord(line: string): PackageRecord | string {
  if (line.length > ledgerLineLimit) return 'it is too long';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'it is not JSON';
  }
  return isPackageRecord(value) ? value : problemOf(value);
}

/** The part of a record that decides which version codes are taken. */
export type RecordedCode = Pick<PackageRecord, 'platform' | 'appIdentifier' | 'versionCode'> & {
  /** Where it is taken, in words, when that is not the ledger. */
  readonly store?: string;
};

/**
 * What a line says of a version code although its record cannot be read: a newer version of the product may have written it, with values
 * that this one does not know.
 */
export function readRecordedCode(line: string): RecordedCode | undefined {
  if (line.length > ledgerLineLimit) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecordedCode(value) && !isAbsurd(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isRecordedCode(value: unknown): value is RecordedCode {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (['platform', 'appIdentifier', 'versionCode'] as const).every((name) => guards[name](fields.get(name)));
}

/** No higher one could follow on Android, and no store takes one with so many digits for iOS. */
const firstAbsurdCode: Readonly<Record<Platform, number>> = { android: largestAndroidVersionCode, ios: 1e15 };

function isAbsurd({ platform, versionCode }: RecordedCode): boolean {
  return isPlatform(platform) && versionCode >= firstAbsurdCode[platform];
}

/**
 * What a record claims beyond what the product could have made. It would block every later package: nothing higher could be given to
 * them, or nothing that the platform accepts.
 */
export function excessOf(record: PackageRecord): string | undefined {
  const { platform, version } = record;
  if (isAbsurd(record)) return phrase('its version code is the highest possible');
  if (isPlatform(platform) && (hasErrors(checkVersionForm(platform, version)) || /\d{16}/.test(version)))
    return phrase('the platform does not accept its version');
  return undefined;
}

function isPackageRecord(value: unknown): value is PackageRecord {
  return problemOf(value) === '';
}

function problemOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it contains no object';
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const [name, guard] of Object.entries(guards)) {
    if (guard(fields.get(name))) continue;
    return fields.has(name) ? `its ${name} is not usable` : `its ${name} is missing`;
  }
  return '';
}
