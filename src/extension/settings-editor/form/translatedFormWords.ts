/** Every word the form shows, in the language of the window. */

import * as vscode from 'vscode';
import { type Origin } from '../../../core/settings/origin.ts';
import { platformNames } from '../../../core/settings/platform.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { choiceText, fieldText, issueText } from '../../shared/errors/tableText.ts';
import { fixTitle } from '../../app/fixes/fixWords.ts';
import { type PasswordFieldId } from './formFields.ts';
import { type FormWords } from './formWords.ts';

export function translatedFormWords(): FormWords {
  const passwords: Readonly<Record<PasswordFieldId, ReturnType<FormWords['field']>>> = {
    'ios.certificatePassword': {
      label: vscode.l10n.t('Certificate password'),
      description: vscode.l10n.t('Opens the certificate. Kept in VS Code’s secret storage.'),
    },
    'android.keystorePassword': {
      label: vscode.l10n.t('Keystore password'),
      description: vscode.l10n.t('Opens the keystore. Kept in VS Code’s secret storage.'),
    },
    'android.keyPassword': {
      label: vscode.l10n.t('Alias password'),
      description: vscode.l10n.t('Opens the key. Kept in VS Code’s secret storage.'),
    },
  };
  return {
    strings: {
      save: vscode.l10n.t('Save'),
      saved: vscode.l10n.t('Saved'),
      browse: vscode.l10n.t('Browse…'),
      required: vscode.l10n.t('required'),
      requiredNote: vscode.l10n.t('Fields with an asterisk are required.'),
      setPassword: vscode.l10n.t('Set Password…'),
      changePassword: vscode.l10n.t('Change…'),
      forgetPassword: vscode.l10n.t('Forget'),
      useProposed: vscode.l10n.t('Remove from the file and use the proposed value'),
      openAsText: vscode.l10n.t('Open as Text'),
      goToProblem: vscode.l10n.t('Go to the First Problem'),
      cancel: vscode.l10n.t('Cancel'),
      sections: vscode.l10n.t('Sections'),
      error: vscode.l10n.t('Error'),
      warning: vscode.l10n.t('Warning'),
      info: vscode.l10n.t('Note'),
    },
    field: (row) => (row.kind === 'password' ? passwords[row.id] : fieldText(row.field)),
    choice: choiceText,
    on: vscode.l10n.t('On'),
    off: vscode.l10n.t('Off'),
    appTitle: vscode.l10n.t('App'),
    platforms: platformNames,
    addPlatform: (platform) => vscode.l10n.t('Add {0} Settings', platform),
    labelOnPlatform: (label, platform) => vscode.l10n.t('{0} ({1})', label, platform),
    createPackage: (platform) => vscode.l10n.t('Create {0} Package', platform),
    counts,
    inRestrictedMode: vscode.l10n.t('This window is in Restricted Mode'),
    restrictedRemedy: vscode.l10n.t('Trust the folder to create packages'),
    brokenRemedy: (line) => vscode.l10n.t('Fix line {0} to use the form again', line),
    issueText,
    goToLine: vscode.l10n.t('Go to Line'),
    fixTitle,
    importable: (files) => vscode.l10n.t('Settings that this app does not use yet were found in {0}', files),
    importSettings: vscode.l10n.t('Import Settings…'),
    use: (value) => vscode.l10n.t('Use {0}', value),
    from,
    onlyKey: vscode.l10n.t('the only key in the keystore'),
    onlyIdentity: vscode.l10n.t('the only one in the file'),
    newestEngine: vscode.l10n.t('the newest file here'),
    lastUsed: vscode.l10n.t('used for the last package'),
    foundHere: vscode.l10n.t('found on this machine'),
    noPackageYet: vscode.l10n.t('No package yet; you can start with any version.'),
    versionRange: (last, lastCode) => vscode.l10n.t('Last package {0} ({1}): version ≥ {0}.', last, lastCode),
    codeRange: (last, lastCode, lowest, highest) =>
      highest === Number.MAX_SAFE_INTEGER
        ? vscode.l10n.t('Last package {0} ({1}): code ≥ {2}.', last, lastCode, lowest)
        : vscode.l10n.t('Last package {0} ({1}): code ≥ {2}, at most {3}.', last, lastCode, lowest, highest),
    anyCode: (highest) =>
      highest === Number.MAX_SAFE_INTEGER
        ? vscode.l10n.t('No package yet; use any whole number from 1.')
        : vscode.l10n.t('No package yet; use any whole number from 1 to {0}.', highest),
    debugNeedsNoKey: vscode.l10n.t('Not needed for debug packages.'),
    debugNeedsNoPassword: vscode.l10n.t('Not needed; debug packages are signed with this machine’s debug key.'),
    storedPassword: vscode.l10n.t('Stored'),
    lostPassword: vscode.l10n.t('No longer in VS Code’s secret storage'),
    missingPassword: vscode.l10n.t('Not stored'),
    passwordNeedsFile: vscode.l10n.t('Choose the file first.'),
    keyPasswordNotNeeded: vscode.l10n.t('Not needed; the keystore password also opens the key.'),
    keyPasswordWaits: vscode.l10n.t('Only needed if the key has a separate password.'),
    keyValidity: (text) => vscode.l10n.t('Key {0}.', text),
    certificateValidity: (text) => vscode.l10n.t('Certificate {0}.', text),
    profileValidity: (text) => vscode.l10n.t('Profile {0}.', text),
    made: (made, madeCode) => vscode.l10n.t('Package {0} ({1}) was created.', made, madeCode),
    failed: (reason) => vscode.l10n.t('The package could not be created. {0}', reason),
    cancelled: vscode.l10n.t('Cancelled.'),
    notInKeystore: (alias) => vscode.l10n.t('{0} (not in the keystore)', alias),
    notInCertificate: (identity) => vscode.l10n.t('{0} (not in the file)', identity),
    identityLocked: vscode.l10n.t('Set the certificate password to see a list.'),
    aliasLocked: vscode.l10n.t('Set the keystore password to see a list.'),
  };
}

function counts(errors: number, warnings: number): string {
  const parts = [
    ...(errors === 0 ? [] : [errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors)]),
    ...(warnings === 0 ? [] : [warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings)]),
  ];
  return parts.length === 0 ? vscode.l10n.t('No problems') : parts.join(', ');
}

/** `from package.json`. Nothing is said of a value that was written into the field itself. */
function from(origin: Origin, field: FieldId): string {
  const isEngine = field.endsWith('.engine');
  switch (origin.kind) {
    case 'settings':
      return isEngine && origin.pointer === '/web'
        ? vscode.l10n.t('because there are web settings')
        : vscode.l10n.t('shared by all platforms');
    case 'option':
      return vscode.l10n.t('set for this package');
    case 'web-manifest':
      return vscode.l10n.t('from the web manifest {0}', origin.file);
    case 'project':
      if (origin.evaluatedBy !== undefined) return vscode.l10n.t('from {0}, evaluated by {1}', origin.file, origin.evaluatedBy);
      return vscode.l10n.t('from {0}', origin.file);
    case 'package-json':
      return vscode.l10n.t('from {0}', origin.file);
    case 'ledger':
      return field.endsWith('.versionCode') ? vscode.l10n.t('last package + 1') : vscode.l10n.t('same as the last package');
    case 'folder':
      return vscode.l10n.t('from the folder name');
    case 'default':
      return isEngine ? vscode.l10n.t('detected in the project') : vscode.l10n.t('default');
  }
}
