import { deepStrictEqual } from 'node:assert/strict';
import { createIssue, type Issue } from '../../../../src/core/base/issue.ts';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type Platform } from '../../../../src/core/settings/platform.ts';
import { fixTitle } from '../../../../src/core/settings/fixes/fixTitle.ts';
import { appFixes } from '../../../../src/core/workflow/appFixes.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

const identifiers = { android: { appIdentifier: 'com.acme.hello' } };

interface Case {
  readonly settings?: object;
  readonly ledger?: string;
  readonly project?: string;
  readonly nearby?: Parameters<typeof appFixes>[3];
}

async function check(issue: Issue, platform: Platform, expected: readonly string[], given: Case = {}): Promise<void> {
  const { settings = identifiers, ledger = '', project, nearby } = given;
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': utf8(JSON.stringify(settings)),
    '/app/.mobile-distribution/packages.jsonl': utf8(ledger),
  });
  const opened = await openApp({ files, paths: posixPaths }, '/app');
  const facts = { appIdentifier: { value: project ?? '', origin: { kind: 'default' } } } as const;
  const app = project === undefined ? opened : { ...opened, project: { engine: 'gradle', framework: 'x', android: facts } as const };
  deepStrictEqual(
    appFixes(app, platform, issue, nearby).map(({ action }) => fixTitle(action)),
    expected,
  );
}

describe('fixes of an app', () => {
  const missing = createIssue('identifier-missing', { platform: 'ios', platformName: 'iOS' }, { pointer: '/ios/appIdentifier' });
  const upper = createIssue('identifier-upper-case', { identifier: 'com.Acme' }, { pointer: '/android/appIdentifier' });
  const misspelled = (key: string, suggestion: string): Issue =>
    createIssue('settings-misspelled-key', { key, suggestion }, { pointer: `/android/${key}` });

  it('propose the identifier of the other platform', async () => {
    await check(missing, 'ios', ['Set ios.appIdentifier to "com.acme.hello"', 'Enter ios.appIdentifier']);
    const onAndroid = createIssue(
      'identifier-missing',
      { platform: 'android', platformName: 'Android' },
      { pointer: '/android/appIdentifier' },
    );
    await check(onAndroid, 'android', ['Set android.appIdentifier to "com.acme.other"', 'Enter android.appIdentifier'], {
      settings: { ios: { appIdentifier: 'com.acme.other' } },
    });
    await check(missing, 'ios', ['Enter ios.appIdentifier'], { settings: { ios: { appIdentifier: 'com.acme.other' } } });
  });

  it('propose the identifier of the project', () =>
    check(
      createIssue('identifier-missing', { platform: 'android', platformName: 'Android' }, { pointer: '/android/appIdentifier' }),
      'android',
      ['Set android.appIdentifier to "com.acme.inner"', 'Enter android.appIdentifier'],
      { settings: {}, project: 'com.acme.inner' },
    ));

  it('start from what is written, unless packages have it', async () => {
    const settings = { android: { appIdentifier: 'com.Acme' } };
    const record = (fields: Partial<PackageRecord>): string =>
      `${JSON.stringify(packageRecord({ schema: 1, format: 'apk', ...fields }))}\n`;
    const lower = ['Set android.appIdentifier to "com.acme"'];
    await check(upper, 'android', lower, { settings });
    await check(upper, 'android', [], { settings, ledger: record({}) });
    await check(upper, 'android', lower, { settings, ledger: record({ platform: 'ios', format: 'ipa' }) });
    await check({ ...upper, place: {} }, 'android', [], { settings });
  });

  it('know the keys around the misspelled one, and only those', async () => {
    const settings = { keyAlias: 1, android: { keyAlas: 'a', keyAlias: 'b', x: { keystore: 1 }, keystor: 'c' } };
    await check(misspelled('keyAlas', 'keyAlias'), 'android', ['Remove android.keyAlas'], { settings });
    await check(misspelled('keystor', 'keystore'), 'android', ['Rename to keystore', 'Remove android.keystor'], {
      settings,
    });
    const alone = { keyAlias: 1, android: { keyAlas: 'a' } };
    await check(misspelled('keyAlas', 'keyAlias'), 'android', ['Rename to keyAlias', 'Remove android.keyAlas'], {
      settings: alone,
    });
  });

  it('offer for Android no certificate of iOS', async () => {
    const settings = { android: { keystore: 'old.p12' }, ios: { certificate: 'apple.p12' } };
    const issue = createIssue('keystore-no-entries', {}, { pointer: '/android/keystore' });
    const found = ['apple.p12', 'new.p12'];
    const titles = ['Set android.keystore to "new.p12"', 'Choose another file'];
    await check(issue, 'android', titles, { settings, nearby: { keystoreFiles: found, certificateFiles: found } });
    await check(issue, 'android', ['Choose another file'], { settings });
  });

  it('offer for one platform no file that signs for the other, and not the one that is set', async () => {
    const settings = {
      android: { appIdentifier: 'com.acme.hello', keystore: 'upload.p12' },
      ios: { appIdentifier: 'com.acme.hello', certificate: 'old.p12' },
    };
    const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8(JSON.stringify(settings)) });
    const app = await openApp({ files, paths: posixPaths }, '/app');
    const found = ['upload.p12', 'old.p12', 'new.p12'];
    const issue = createIssue('certificate-empty', {}, { pointer: '/ios/certificate' });
    const fixes = appFixes(app, 'ios', issue, { certificateFiles: found, keystoreFiles: found });
    deepStrictEqual(
      fixes.map(({ action }) => fixTitle(action)),
      ['Set ios.certificate to "new.p12"', 'Choose another file'],
    );
  });
});
