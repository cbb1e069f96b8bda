import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { checkVersion, lastPackage, proposeVersion } from '../../../../src/core/versions/versionRules.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

const last = lastPackage([packageRecord()], 'android', 'com.acme.hello');

function check(version: string, versionCode: number, ...expected: string[]): void {
  const issues = checkVersion({ platform: 'android', name: 'Hello', version, versionCode, last });
  deepStrictEqual(
    issues.map(({ code, remedy }) => `${code}: ${remedy}`),
    expected,
  );
}

describe('lastPackage', () => {
  it('takes the highest numbers and the newest name, in whatever order merges left the lines', () => {
    const records = [
      packageRecord({ versionCode: 14, version: '1.4.0', createdAt: '2026-01-02T00:00:00Z', name: 'New' }),
      packageRecord({ versionCode: 13, version: '1.10.0', createdAt: '2026-01-01T00:00:00Z', name: 'Old' }),
    ];
    const { name, version, versionCode } = lastPackage(records, 'android', 'com.acme.hello') ?? {};
    deepStrictEqual({ name, version, versionCode }, { name: 'New', version: '1.10.0', versionCode: 14 });
  });

  it('knows nothing of another platform or identifier', () => {
    strictEqual(lastPackage([packageRecord()], 'ios', 'com.acme.hello'), undefined);
    strictEqual(lastPackage([packageRecord()], 'android', 'com.acme.other'), undefined);
  });
});

describe('proposeVersion', () => {
  it('proposes the last version and the last code + 1', () => {
    deepStrictEqual(proposeVersion(last), { version: '1.4.0', versionCode: 13 });
    deepStrictEqual(proposeVersion(undefined), { version: '1.0.0', versionCode: 1 });
  });

  it('proposes no code that no store takes', () => {
    const full = lastPackage([packageRecord({ versionCode: 2_100_000_000 })], 'android', 'com.acme.hello');
    deepStrictEqual(proposeVersion(full), { version: '1.4.0', versionCode: 2_100_000_000 });
  });
});

describe('checkVersion', () => {
  it('accepts an equal or higher version with any higher code', () => {
    check('1.4.0', 13);
    check('1.4', 13);
    check('2.0', 900_000_000);
  });

  it('version-lower', () => check('1.3.9', 13, 'version-lower: Set the version to 1.4.0 or higher'));

  it('version-lower: only a warning below a debug package', () => {
    const severities = (version: string, ...records: readonly Partial<PackageRecord>[]) =>
      checkVersion({
        platform: 'android',
        version,
        versionCode: 99,
        last: lastPackage(
          records.map((record) => packageRecord(record)),
          'android',
          'com.acme.hello',
        ),
      }).map(({ severity, params }) => `${severity} ${params['lastVersion']}`);
    const debug = { version: '2.0.0', buildType: 'debug' } as const;
    deepStrictEqual(severities('1.9.1', debug), ['warning 2.0.0']);
    deepStrictEqual(severities('1.9.1', debug, { version: '1.9.0', buildType: 'release' }), ['warning 2.0.0']);
    deepStrictEqual(severities('1.9.1', debug, { version: '1.9.2', buildType: 'app-bundle' }), ['error 1.9.2']);
  });

  it('compares no versions that are texts', () => {
    const text = lastPackage([packageRecord({ version: 'release-2.1' })], 'android', 'com.acme.hello');
    deepStrictEqual(checkVersion({ platform: 'android', version: '1.0', versionCode: 99, last: text }), []);
    deepStrictEqual(checkVersion({ platform: 'android', version: 'release-1.0', versionCode: 99, last }), []);
    strictEqual(proposeVersion(text).version, 'release-2.1');
  });

  it('version-code-not-higher', () => {
    check('1.4.0', 12, 'version-code-not-higher: Set the version code to 13 or higher');
    check('1.4.0', 3, 'version-code-not-higher: Set the version code to 13 or higher');
  });

  it('version-code-exhausted', () => {
    const full = lastPackage([packageRecord({ versionCode: 2_100_000_000 })], 'android', 'com.acme.hello');
    const issues = checkVersion({ platform: 'android', version: '1.4.0', versionCode: 2_100_000_000, last: full });
    deepStrictEqual(
      issues.map(({ code }) => code),
      ['version-code-exhausted'],
    );
  });

  it('name-changed', () => {
    const issues = checkVersion({ platform: 'android', name: 'Hallo', version: '1.4.0', versionCode: 13, last });
    deepStrictEqual(
      issues.map(({ code, severity }) => `${severity} ${code}`),
      ['warning name-changed'],
    );
  });
});
