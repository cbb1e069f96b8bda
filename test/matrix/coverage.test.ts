/** Every code of what the matrix is about has a row, or a test elsewhere that has a reason to be there. */

import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { certificateIssues } from '../../src/core/base/issues/certificateIssues.ts';
import { identifierIssues } from '../../src/core/base/issues/identifierIssues.ts';
import { importIssues } from '../../src/core/base/issues/importIssues.ts';
import { keystoreIssues } from '../../src/core/base/issues/keystoreIssues.ts';
import { profileIssues } from '../../src/core/base/issues/profileIssues.ts';
import { projectIssues } from '../../src/core/base/issues/projectIssues.ts';
import { settingsIssues } from '../../src/core/base/issues/settingsIssues.ts';
import { versionIssues } from '../../src/core/base/issues/versionIssues.ts';
import { workflowIssues } from '../../src/core/base/issues/workflowIssues.ts';
import { androidRows } from './androidRows.ts';
import { codesOf } from './checkRow.ts';
import { firstFixes } from './firstFixes.ts';
import { iosRows } from './iosRows.ts';

const topics = {
  ...identifierIssues,
  ...versionIssues,
  ...keystoreIssues,
  ...certificateIssues,
  ...profileIssues,
  ...projectIssues,
  ...settingsIssues,
  ...importIssues,
  ...workflowIssues,
};

/** Codes that `validate` does not say of one wrong thing alone: why, and the tests that hold them. */
const elsewhere: readonly { readonly reason: string; readonly test: string; readonly codes: readonly string[] }[] = [
  {
    reason: 'the settings are told about by settings-out-of-range; this is for a value given for one package',
    test: 'test/unit/core/settings/checks/versionForm.test.ts',
    codes: ['version-code-form', 'version-code-too-large'],
  },
  {
    reason: 'a ledger that says so is not believed; the numbers of a store may say so',
    test: 'test/unit/core/versions/versionRules.test.ts',
    codes: ['version-code-exhausted'],
  },
  { reason: 'needs an untrusted workspace', test: 'test/unit/extension/app/checks/appChecker.test.ts', codes: ['app-file-restricted'] },
  {
    reason: 'said by tools of the project, which validate does not run',
    test: 'test/unit/core/engines/evaluate/evaluate.test.ts',
    codes: ['project-evaluation-failed'],
  },
  { reason: 'needs a clock that is wrong', test: 'test/unit/core/workflow/createPackage.test.ts', codes: ['clock-unusable'] },
  { reason: 'needs a ledger of many megabytes', test: 'test/unit/core/versions/ledgerFile.test.ts', codes: ['ledger-too-large'] },
  {
    reason: 'nothing is right in a folder without an app, so several things are told',
    test: 'test/matrix/emptyFolder.test.ts',
    codes: ['app-not-found', 'app-settings-missing', 'engine-missing'],
  },
  { reason: 'the settings take known engines only', test: 'test/unit/core/workflow/createPackage.test.ts', codes: ['engine-unknown'] },
  {
    reason: 'that a password would tell more is no fault of the files',
    test: 'test/unit/core/assets/keystore/keystoreMatrix.test.ts',
    codes: ['keystore-password-missing'],
  },
  { reason: 'the same, of certificates', test: 'test/unit/cli/appleCommands.test.ts', codes: ['certificate-password-missing'] },
  {
    reason: 'no tool writes such a file; it is put together piece by piece',
    test: 'test/unit/core/assets/keystore/openSigningIdentity.test.ts',
    codes: ['keystore-key-unreadable', 'keystore-key-without-certificate'],
  },
  {
    reason: 'said of a new keystore',
    test: 'test/unit/core/assets/keystore/createKeystore.test.ts',
    codes: ['keystore-password-too-short', 'keystore-password-not-ascii'],
  },
  {
    reason: 'of certificates inside other files',
    test: 'test/unit/core/formats/x509/certificate.test.ts',
    codes: ['certificate-unreadable', 'certificate-trailing-bytes'],
  },
  {
    reason: 'said when a request is combined with its certificate',
    test: 'test/unit/core/assets/certificate/certificateRequest.test.ts',
    codes: ['private-key-closed', 'certificate-request-unreadable', 'certificate-request-signature-invalid'],
  },
  {
    reason: 'no tool writes such a file; it is put together piece by piece',
    test: 'test/unit/core/assets/certificate/inspectCertificateFile.test.ts',
    codes: ['certificate-key-locked'],
  },
  {
    reason: 'of the format',
    test: 'test/unit/core/formats/provisioning-profile/inspectProvisioningProfile.test.ts',
    codes: ['profile-unreadable', 'profile-not-a-profile'],
  },
  {
    reason: 'said while settings are taken over from other tools',
    test: 'test/unit/core/settings/import/importReaders.test.ts',
    codes: [
      'import-profile-cycle',
      'import-profile-missing',
      'import-profile-chosen',
      'import-value-differs',
      'import-value-several',
      'import-value-skipped',
      'import-escape-malformed',
    ],
  },
  {
    reason: 'the same, of files that are something else',
    test: 'test/unit/core/settings/import/otherFiles.test.ts',
    codes: ['import-file-other'],
  },
  {
    reason: 'the same, of files that are not read whole',
    test: 'test/unit/core/workflow/proposeImportedSettings.test.ts',
    codes: ['import-file-large', 'import-files-many'],
  },
  {
    reason: 'said of commands of the user, which run only when they are allowed',
    test: 'test/unit/core/workflow/runAfterBuild.test.ts',
    codes: ['build-command-wrong', 'build-commands-skipped', 'build-after-failed'],
  },
  { reason: 'the same, by init', test: 'test/unit/cli/keystoreCommands.test.ts', codes: ['import-secret-left', 'import-available'] },
  {
    reason: 'said of a package that was made',
    test: 'test/unit/core/workflow/createPackage.test.ts',
    codes: ['package-differs', 'package-debuggable', 'package-not-verified'],
  },
  {
    reason: 'the same, where no package can be read',
    test: 'test/unit/core/workflow/createPackageTools.test.ts',
    codes: ['package-unreadable'],
  },
  {
    reason: 'said of what other tools built for iOS',
    test: 'test/unit/core/workflow/ios/createIosPackage.test.ts',
    codes: ['archive-not-set', 'archive-missing'],
  },
  { reason: 'said of a store that someone connected', test: 'test/unit/cli/connectedCodes.test.ts', codes: ['version-code-at-store'] },
  { reason: 'said of the list of packages', test: 'test/unit/cli/packageCommands.test.ts', codes: ['package-missing'] },
];

describe('the matrix of checks', () => {
  const inRows = codesOf([...androidRows, ...iosRows]);
  const others = elsewhere.flatMap(({ codes }) => codes);

  it('has every code of its topics', () => {
    deepStrictEqual(
      Object.keys(topics).filter((code) => !inRows.has(code) && !others.includes(code)),
      [],
    );
  });

  it('has no code elsewhere that it has itself', () => {
    deepStrictEqual(
      others.filter((code) => inRows.has(code)),
      [],
    );
  });

  for (const { test, codes } of elsewhere)
    it(`is completed by ${test}`, () => {
      const text = readFileSync(test, 'utf8');
      deepStrictEqual(
        codes.filter((code) => !text.includes(code)),
        [],
      );
    });

  it('names the fixes of codes that it has', () => {
    deepStrictEqual(
      [...firstFixes.keys()].filter((code) => !inRows.has(code)),
      [],
    );
  });
});
