/** The words for what packages consist of and are compared by. */

import * as vscode from 'vscode';
import { androidVersionName } from '../../../core/packages/androidVersionName.ts';
import { type ComparedFactName, type ComparedListName } from '../../../core/packages/comparison/comparedFacts.ts';
import { type PackageFormat } from '../../../core/packages/detectFormat.ts';
import { type NestedKind } from '../../../core/packages/ipa/ipaEntries.ts';
import { type SizePart } from '../../../core/packages/sizes/sizeTree.ts';

export function formatName(format: PackageFormat): string {
  return { apk: vscode.l10n.t('APK'), aab: vscode.l10n.t('Android app bundle (AAB)'), ipa: vscode.l10n.t('iOS package (IPA)') }[format];
}

/** Of a part of a package, or of the whole. */
export function partName(part: string): string {
  const names: Readonly<Record<string, string>> = {
    dex: vscode.l10n.t('Code'),
    resources: vscode.l10n.t('Resources'),
    assets: vscode.l10n.t('Assets'),
    native: vscode.l10n.t('Native libraries'),
    executable: vscode.l10n.t('Executable'),
    frameworks: vscode.l10n.t('Frameworks'),
    extensions: vscode.l10n.t('Extensions'),
    catalogs: vscode.l10n.t('Asset catalogs'),
    signature: vscode.l10n.t('Signature and profile'),
    other: vscode.l10n.t('Other files'),
    frame: vscode.l10n.t('Archive overhead'),
    total: vscode.l10n.t('Whole package'),
  } satisfies Readonly<Record<SizePart | 'total', string>>;
  return names[part] ?? part;
}

export function comparedFactLabel(name: ComparedFactName): string {
  const labels: Readonly<Record<ComparedFactName, string>> = {
    format: vscode.l10n.t('Format'),
    appIdentifier: vscode.l10n.t('App identifier'),
    label: vscode.l10n.t('Name'),
    version: vscode.l10n.t('Version'),
    versionCode: vscode.l10n.t('Version code'),
    minSdk: vscode.l10n.t('Minimum Android'),
    targetSdk: vscode.l10n.t('Target Android'),
    compileSdk: vscode.l10n.t('Compiled with'),
    minimumOs: vscode.l10n.t('Minimum iOS'),
    sdk: vscode.l10n.t('SDK'),
    debuggable: vscode.l10n.t('Debuggable'),
    team: vscode.l10n.t('Team'),
    profile: vscode.l10n.t('Profile'),
    profileKind: vscode.l10n.t('Profile type'),
  };
  return labels[name];
}

export function comparedListLabel(name: ComparedListName): string {
  const labels: Readonly<Record<ComparedListName, string>> = {
    permissions: vscode.l10n.t('Permissions'),
    features: vscode.l10n.t('Features'),
    components: vscode.l10n.t('Components'),
    abis: vscode.l10n.t('Architectures'),
    deviceFamilies: vscode.l10n.t('Devices'),
    signers: vscode.l10n.t('Signed by'),
    entitlements: vscode.l10n.t('Entitlements'),
    contents: vscode.l10n.t('Contents'),
    modules: vscode.l10n.t('Modules'),
  };
  return labels[name];
}

export function nestedKindName(kind: NestedKind): string {
  const names: Readonly<Record<NestedKind, string>> = {
    extension: vscode.l10n.t('Extension'),
    framework: vscode.l10n.t('Framework'),
    library: vscode.l10n.t('Library'),
    'watch-app': vscode.l10n.t('Watch app'),
    'app-clip': vscode.l10n.t('App clip'),
  };
  return names[kind];
}

/** `Android 7.0 (API level 24)` */
export function levelText(sdk: number | undefined, codename: string | undefined): string | undefined {
  return sdk === undefined ? codename : vscode.l10n.t('{0} (API level {1})', androidVersionName(sdk), sdk);
}

export function yesOrNo(value: boolean): string {
  return value ? vscode.l10n.t('yes') : vscode.l10n.t('no');
}

/** Of what may not be known. */
export function yesNoOrUnknown(value: boolean | null | undefined): string {
  return typeof value === 'boolean' ? yesOrNo(value) : unknownText();
}

export function unknownText(): string {
  return vscode.l10n.t('unknown');
}
