/** A package record for tests: everything of it can be set, and what is not set is right. */

import { type PackageRecord } from '../../src/core/versions/packageRecord.ts';

export function packageRecord(fields: Partial<PackageRecord> = {}): PackageRecord {
  return {
    id: '0123456789abcdef',
    platform: 'android',
    buildType: 'release',
    name: 'Hello',
    appIdentifier: 'com.acme.hello',
    version: '1.4.0',
    versionCode: 12,
    engine: 'web',
    engineVersion: '1',
    createdAt: '2026-11-21T10:00:00.000Z',
    createdBy: 'Ada <ada@acme.com>',
    sha256: 'a'.repeat(64),
    sizeBytes: 4711,
    path: '.mobile-distribution/packages/hello-1.4.0-12-release.apk',
    ...fields,
  };
}
