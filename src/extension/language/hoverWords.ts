/** The words of hovers, in the language of the window. */

import * as vscode from 'vscode';
import { platformNames } from '../../core/settings/platform.ts';
import { originText } from './originText.ts';
import { type HoverWords } from './settingsHover.ts';

export function hoverWords(): HoverWords {
  const fields: Readonly<Record<string, string>> = {
    buildType: vscode.l10n.t('Build type'),
    name: vscode.l10n.t('Name'),
    appIdentifier: vscode.l10n.t('App identifier'),
    version: vscode.l10n.t('Version'),
    versionCode: vscode.l10n.t('Version code'),
    engine: vscode.l10n.t('Engine'),
    engineVersion: vscode.l10n.t('Engine version'),
    keystore: vscode.l10n.t('Keystore'),
    keyAlias: vscode.l10n.t('Alias'),
    certificate: vscode.l10n.t('Certificate'),
    certificateIdentity: vscode.l10n.t('Identity'),
    provisioningProfile: vscode.l10n.t('Provisioning profile'),
  };
  return {
    platforms: platformNames,
    field: (name) => fields[name] ?? name,
    buildType: buildTypeText,
    origin: originText,
    effective: vscode.l10n.t('Value'),
    from: vscode.l10n.t('Origin'),
    noPackage: vscode.l10n.t('No package with this identifier has been created yet.'),
    lastPackage: (name, version, code, when) => vscode.l10n.t('Last package: {0} {1} ({2}), {3}.', name, version, code, when),
    identifierForever: vscode.l10n.t('Another identifier is another app: devices install it beside this one.'),
    versionRange: (version) => vscode.l10n.t('Allowed: {0} or higher.', version),
    codeRange: (lowest, highest) => vscode.l10n.t('Allowed: {0} to {1}.', lowest, highest),
    automaticCode: (next) => vscode.l10n.t('Leave the key out to count up by itself: the next one is {0}.', next),
    engineVersions: (engine, version) => vscode.l10n.t('Engine {0}, version {1}.', engine, version),
    missingFile: (path) => vscode.l10n.t('There is nothing at {0}.', path),
    file: (path, size) => `${path} · ${size}`,
  };
}

function buildTypeText(buildType: string): string {
  switch (buildType) {
    case 'debug':
      return vscode.l10n.t('APK for developers, signed with a key of this machine');
    case 'release':
      return vscode.l10n.t('APK for testers and for stores that take one');
    case 'app-bundle':
      return vscode.l10n.t('AAB for Google Play');
    case 'development':
      return vscode.l10n.t('For devices of your team');
    case 'ad-hoc':
      return vscode.l10n.t('For testers whose devices are registered');
    case 'app-store':
      return vscode.l10n.t('For the App Store and TestFlight');
    case 'in-house':
      return vscode.l10n.t('For the people of one enterprise');
    default:
      return buildType;
  }
}
