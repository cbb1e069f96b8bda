/** Every word the form shows, in the language of the window. */

import * as vscode from 'vscode';
import { type Origin } from '../../../core/settings/origin.ts';
import { platformNames } from '../../../core/settings/platform.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { issueText } from '../../errors/tableText.ts';
import { fixTitle } from '../../fixes/fixWords.ts';
import { type FormWords } from './formWords.ts';

export function translatedFormWords(): FormWords {
  const identifier = vscode.l10n.t('Reverse domain name notation. It can never change once the app is in a store.');
  const code = vscode.l10n.t('The whole number that stores and devices compare.');
  const engineVersion = vscode.l10n.t('Is recorded with each package.');
  const builds = vscode.l10n.t('What builds the app.');
  const shown = vscode.l10n.t('What people see.');
  const buildType = vscode.l10n.t('Build type');
  const appIdentifier = vscode.l10n.t('App identifier');
  const engine = vscode.l10n.t('Engine');
  const engineVersionLabel = vscode.l10n.t('Engine version');
  const version = vscode.l10n.t('Version');
  const versionCode = vscode.l10n.t('Version code');
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
      cancel: vscode.l10n.t('Cancel'),
      sections: vscode.l10n.t('Sections'),
      error: vscode.l10n.t('Error'),
      warning: vscode.l10n.t('Warning'),
      info: vscode.l10n.t('Note'),
    },
    labels: {
      'app.name': vscode.l10n.t('Name'),
      'app.version': version,
      'app.webDir': vscode.l10n.t('Web folder'),
      'app.address': vscode.l10n.t('Web address'),
      'app.startPage': vscode.l10n.t('Start page'),
      'app.icon': vscode.l10n.t('Icon'),
      'ios.buildType': buildType,
      'ios.appIdentifier': appIdentifier,
      'ios.certificate': vscode.l10n.t('Certificate'),
      'ios.certificatePassword': vscode.l10n.t('Certificate password'),
      'ios.certificateIdentity': vscode.l10n.t('Identity'),
      'ios.provisioningProfile': vscode.l10n.t('Provisioning profile'),
      'ios.engine': engine,
      'ios.engineVersion': engineVersionLabel,
      'ios.version': version,
      'ios.versionCode': versionCode,
      'android.buildType': buildType,
      'android.appIdentifier': appIdentifier,
      'android.keystore': vscode.l10n.t('Keystore'),
      'android.keystorePassword': vscode.l10n.t('Keystore password'),
      'android.keyAlias': vscode.l10n.t('Alias'),
      'android.keyPassword': vscode.l10n.t('Alias password'),
      'android.engine': engine,
      'android.engineVersion': engineVersionLabel,
      'android.version': version,
      'android.versionCode': versionCode,
    },
    descriptions: {
      'app.name': vscode.l10n.t('What people see below the icon.'),
      'app.version': vscode.l10n.t('What people see. Shared by all platforms that have none of their own.'),
      'app.webDir': vscode.l10n.t('The folder of the built web files.'),
      'app.address': vscode.l10n.t('HTTPS address of a web app (PWA), instead of a folder.'),
      'app.startPage': vscode.l10n.t('The page the app opens with.'),
      'app.icon': vscode.l10n.t('A square PNG, best of 512 × 512 pixels. Without it the icon of the web manifest is used.'),
      'ios.buildType': '',
      'ios.appIdentifier': identifier,
      'ios.certificate': vscode.l10n.t('The signing certificate with its private key (.p12).'),
      'ios.certificatePassword': vscode.l10n.t('Opens the certificate. Kept in VS Code’s secret storage.'),
      'ios.certificateIdentity': vscode.l10n.t('The certificate inside the file, where it holds several.'),
      'ios.provisioningProfile': vscode.l10n.t('The file of Apple that allows the app on devices.'),
      'ios.engine': builds,
      'ios.engineVersion': engineVersion,
      'ios.version': shown,
      'ios.versionCode': code,
      'android.buildType': '',
      'android.appIdentifier': identifier,
      'android.keystore': vscode.l10n.t('The file with the signing key (PKCS12 or JKS).'),
      'android.keystorePassword': vscode.l10n.t('Opens the keystore. Kept in VS Code’s secret storage.'),
      'android.keyAlias': vscode.l10n.t('The key inside the keystore.'),
      'android.keyPassword': vscode.l10n.t('Opens the key. Kept in VS Code’s secret storage.'),
      'android.engine': builds,
      'android.engineVersion': engineVersion,
      'android.version': shown,
      'android.versionCode': code,
    },
    buildTypes: {
      debug: vscode.l10n.t('APK for developers, signed with a key of this machine'),
      release: vscode.l10n.t('APK for testers and for stores that take one'),
      'app-bundle': vscode.l10n.t('AAB for Google Play'),
      development: vscode.l10n.t('For devices of your team'),
      'ad-hoc': vscode.l10n.t('For testers whose devices are registered'),
      'app-store': vscode.l10n.t('For the App Store and TestFlight'),
      'in-house': vscode.l10n.t('For the people of one enterprise'),
    },
    appTitle: vscode.l10n.t('App'),
    platforms: platformNames,
    addPlatform: (platform) => vscode.l10n.t('Add {0} Settings', platform),
    createPackage: (platform) => vscode.l10n.t('Create {0} Package', platform),
    counts,
    inRestrictedMode: vscode.l10n.t('This window is in Restricted Mode'),
    restrictedRemedy: vscode.l10n.t('Trust the folder to create packages'),
    brokenRemedy: (line) => vscode.l10n.t('The form can be used again when line {0} is mended', line),
    issueText,
    goToLine: vscode.l10n.t('Go to Line'),
    fixTitle,
    importable: (files) => vscode.l10n.t('{0} say more about this app than its settings do', files),
    importSettings: vscode.l10n.t('Import Settings…'),
    use: (value) => vscode.l10n.t('Use {0}', value),
    from,
    onlyKey: vscode.l10n.t('the only key of the keystore'),
    onlyIdentity: vscode.l10n.t('the only one of the file'),
    newestEngine: vscode.l10n.t('the newest one here'),
    missing: (label) => ({ message: vscode.l10n.t('{0} is required', label), remedy: '' }),
    fileMissing: (path) => ({ message: vscode.l10n.t('There is no file {0}', path), remedy: vscode.l10n.t('Choose the file again') }),
    noPackageYet: vscode.l10n.t('No package yet: any version may be the first.'),
    versionRange: (last, lastCode) => vscode.l10n.t('Last package {0} ({1}): version ≥ {0}.', last, lastCode),
    codeRange: (last, lastCode, lowest, highest) =>
      highest === Number.MAX_SAFE_INTEGER
        ? vscode.l10n.t('Last package {0} ({1}): code ≥ {2}.', last, lastCode, lowest)
        : vscode.l10n.t('Last package {0} ({1}): code ≥ {2}, at most {3}.', last, lastCode, lowest, highest),
    anyCode: (highest) =>
      highest === Number.MAX_SAFE_INTEGER
        ? vscode.l10n.t('No package yet: any whole number from 1 on.')
        : vscode.l10n.t('No package yet: any whole number from 1 to {0}.', highest),
    debugNeedsNoKey: vscode.l10n.t('Not needed for debug packages.'),
    debugNeedsNoPassword: vscode.l10n.t('Not needed: debug packages are signed with a key of this machine.'),
    storedPassword: vscode.l10n.t('Stored'),
    lostPassword: vscode.l10n.t('VS Code’s secret storage has lost it'),
    missingPassword: vscode.l10n.t('Not stored'),
    passwordNeedsFile: vscode.l10n.t('Choose the file first.'),
    keyPasswordNotNeeded: vscode.l10n.t('Not needed: the keystore’s password opens the key.'),
    keyPasswordWaits: vscode.l10n.t('Only needed when the key has one of its own.'),
    keyValidity: (text) => vscode.l10n.t('Key {0}.', text),
    certificateValidity: (text) => vscode.l10n.t('Certificate {0}.', text),
    profileValidity: (text) => vscode.l10n.t('Profile {0}.', text),
    made: (made, madeCode) => vscode.l10n.t('Package {0} ({1}) was created.', made, madeCode),
    failed: (reason) => vscode.l10n.t('The package could not be created. {0}', reason),
    cancelled: vscode.l10n.t('Cancelled.'),
    notInKeystore: (alias) => vscode.l10n.t('{0} (not in the keystore)', alias),
    notInCertificate: (identity) => vscode.l10n.t('{0} (not in the file)', identity),
    identityLocked: vscode.l10n.t('A list appears once the certificate’s password is stored.'),
    aliasLocked: vscode.l10n.t('A list appears once the keystore’s password is stored.'),
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
      return vscode.l10n.t('given for this package');
    case 'web-manifest':
      return vscode.l10n.t('from the web manifest {0}', origin.file);
    case 'package-json':
    case 'project':
      return vscode.l10n.t('from {0}', origin.file);
    case 'ledger':
      return field.endsWith('.versionCode') ? vscode.l10n.t('last package + 1') : vscode.l10n.t('as in the last package');
    case 'folder':
      return vscode.l10n.t('from the folder’s name');
    case 'default':
      return isEngine ? vscode.l10n.t('found by looking at the project') : vscode.l10n.t('default');
  }
}
