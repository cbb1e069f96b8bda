/** Reads one line of the ledger. The file is merged by git and edited by hand, so every field is looked at. */

import { androidBuildTypes, type BuildType, iosBuildTypes, type Platform, platforms } from '../settings/platform.ts';
import { ledgerLineLimit } from './ledgerLineLimit.ts';
import { type PackageRecord } from './packageRecord.ts';

type Guard = (value: unknown) => boolean;

const isText: Guard = (value) => typeof value === 'string';
const isName: Guard = (value) => typeof value === 'string' && value !== '';
const isCount: Guard = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isOneOf =
  (choices: readonly string[]): Guard =>
  (value) =>
    typeof value === 'string' && choices.includes(value);
const isHex =
  (digits: number): Guard =>
  (value) =>
    typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);
const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);
const isTime: Guard = (value) => typeof value === 'string' && value.length <= 40 && !Number.isNaN(Date.parse(value));

const buildTypes: readonly BuildType[] = [...androidBuildTypes, ...iosBuildTypes];

const guards: Readonly<Record<keyof PackageRecord, Guard>> = {
  id: isHex(16),
  platform: isOneOf(platforms satisfies readonly Platform[]),
  buildType: isOneOf(buildTypes),
  name: isText,
  appIdentifier: isName,
  version: isText,
  versionCode: isCount,
  engine: isText,
  engineVersion: isText,
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

function isPackageRecord(value: unknown): value is PackageRecord {
  return problemOf(value) === '';
}

function problemOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it holds no object';
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const [name, guard] of Object.entries(guards)) {
    if (guard(fields.get(name))) continue;
    return fields.has(name) ? `its ${name} is not usable` : `its ${name} is missing`;
  }
  return '';
}
