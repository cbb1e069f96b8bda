import { deepStrictEqual, ok } from 'node:assert/strict';
import { createIssue, type Issue } from '../../../../../src/core/base/issue.ts';
import { issueTable } from '../../../../../src/core/base/issues/issueTable.ts';
import { type FixFacts } from '../../../../../src/core/settings/fixes/fix.ts';
import { fixTitle } from '../../../../../src/core/settings/fixes/fixTitle.ts';
import { fixableCodes, issueFixes } from '../../../../../src/core/settings/fixes/issueFixes.ts';

function check(issue: Issue, facts: Partial<FixFacts>, expected: readonly string[]): void {
  const fixes = issueFixes(issue, { platform: 'android', written: undefined, ...facts });
  deepStrictEqual(
    fixes.map(({ action, isPreferred }) => `${isPreferred ? '* ' : ''}${fixTitle(action)}`),
    expected,
  );
}

/** Nothing that one click does would help, or nothing has to be done. */
const withoutFix: readonly string[] = [
  // Nothing has to be done, and another file would be another key.
  'keystore-without-integrity',
  'keystore-key-weak',
  // Time has to pass, or the clock has to be set.
  'keystore-certificate-not-yet-valid',
  // Told while a new password is typed.
  'keystore-password-too-short',
  'keystore-password-not-ascii',
  // What is doubtful about a container that opens.
  'jks-trailing-bytes',
  'pkcs12-trailing-bytes',
  'pkcs12-bag-skipped',
  'pkcs12-alias-repeated',
  'certificate-trailing-bytes',
  'certificate-request-signature-invalid',
  'certificate-not-yet-valid',
  'profile-entitlement-unchecked',
  // In the files of other tools, whose meaning only the person knows.
  'import-profile-cycle',
  'import-file-other',
  'import-file-large',
  'import-files-many',
  'import-profile-missing',
  'import-value-differs',
  'import-value-several',
  'import-value-skipped',
  'import-profile-chosen',
  'import-escape-malformed',
  'import-available',
  // Only the build of the project, or the person, knows which value is right.
  'project-identifiers-differ',
  'project-evaluation-failed',
  // The text has to be fixed by hand.
  'settings-syntax',
  'settings-too-large',
  'settings-too-deep',
  'version-not-comparable',
];

describe('fixes of issues', () => {
  it('belong to codes that exist', () =>
    deepStrictEqual(
      fixableCodes().filter((code) => !Object.hasOwn(issueTable, code)),
      [],
    ));

  it('never fail for an issue without place and facts', () => {
    for (const code of fixableCodes()) {
      const row = Object.entries(issueTable).find(([known]) => known === code);
      ok(row);
      const issue = { ...createIssue('settings-unknown-key', { key: 'x' }), code: row[0] as Issue['code'], params: {} };
      for (const { action } of issueFixes(issue, { platform: undefined, written: undefined })) ok(fixTitle(action).length > 5);
    }
  });

  it('are there for every check of settings and signing assets that one click can help', () => {
    const checked = /^(settings|identifier|name|version|keystore|jks|pkcs12|certificate|profile|signing|engine|project|import)-/;
    const fixable = new Set(fixableCodes());
    deepStrictEqual(
      Object.keys(issueTable).filter((code) => checked.test(code) && !fixable.has(code)),
      withoutFix,
    );
  });

  it('offer what is in the folder', () => {
    const issue = createIssue('signing-keystore-missing', { path: 'gone.p12' }, { pointer: '/android/keystore' });
    check(issue, { keystoreFiles: ['up.p12'] }, [
      'Set android.keystore to "up.p12"',
      'Choose another file',
      'Create a keystore',
      'Set android.buildType to "debug"',
    ]);
  });

  it('do not offer what is set already', () => {
    const issue = createIssue('file-empty', { what: 'a keystore' }, { pointer: '/android/keystore' });
    check(issue, { keystoreFiles: ['old.p12', 'up.p12'], written: 'old.p12' }, ['Set android.keystore to "up.p12"', 'Choose another file']);
  });

  it('offer the real aliases, the nearest first', () => {
    const issue = createIssue('keystore-alias-missing', { alias: 'uplaod', aliases: 'debug, upload' }, { pointer: '/android/keyAlias' });
    check(issue, { written: 'uplaod' }, ['* Set android.keyAlias to "upload"', 'Set android.keyAlias to "debug"']);
  });

  it('switch the build type to what the profile is for', () => {
    const issue = createIssue('profile-kind-differs', { name: 'Team', kind: 'ad-hoc', buildType: 'app-store' });
    check(issue, { platform: 'ios', fittingProfiles: ['store.mobileprovision'] }, [
      '* Set ios.buildType to "ad-hoc"',
      'Set ios.provisioningProfile to "store.mobileprovision"',
      'Choose another provisioning profile',
      'Open developer.apple.com',
    ]);
  });

  it('offer a copy that macOS imports', () => {
    check(createIssue('certificate-encryption-new', { protection: 'AES-256' }), { platform: 'ios' }, [
      '* Make a copy that macOS can import',
    ]);
  });

  it('do not offer another identifier once the app is out', () => {
    const issue = createIssue('identifier-upper-case', { identifier: 'com.Acme.a' }, { pointer: '/android/appIdentifier' });
    check(issue, { written: 'com.Acme.a', hasPackages: true }, []);
    check(issue, { written: 'com.Acme.a' }, ['Set android.appIdentifier to "com.acme.a"']);
  });
});
