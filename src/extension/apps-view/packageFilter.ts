/** Which packages a filter leaves: those in which each of its words is found, in whatever case. Pure. */

import { type PackageRecord } from '../../core/versions/packageRecord.ts';

export function isFound(record: PackageRecord, filter: string): boolean {
  const { name, version, versionCode, buildType, variant = '', format = '', appIdentifier, createdAt, createdBy, commit = '' } = record;
  const text = [name, version, versionCode, buildType, variant, format, appIdentifier, createdAt, createdBy, commit]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
