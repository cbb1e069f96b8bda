/** The apps of the workspace whose settings name a file as keystore, certificate or profile, and what their validation says of it. */

import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { type Sourced } from '../../../core/settings/origin.ts';
import { type AppEntry, nameOf, onPlatform } from '../../app/appEntry.ts';
import { editorFixes } from '../../app/fixes/editorFixes.ts';
import { fixTitle } from '../../app/fixes/fixWords.ts';
import { type CheckedApp } from '../../app/checks/appChecker.ts';
import { type AssetUse, type UseIssue } from './signingAssetInput.ts';

export function findUses(apps: readonly AppEntry[], paths: PathTools, file: string): readonly AssetUse[] {
  return apps.flatMap((app) => {
    const names = (value: Sourced<string> | undefined): boolean => value !== undefined && paths.resolve(app.folder, value.value) === file;
    const [android, ios] = [onPlatform(app, 'android').effective, onPlatform(app, 'ios').effective];
    const use = (platform: AssetUse['platform'], field: AssetUse['field'], effective: typeof android): AssetUse => ({
      appName: nameOf(app),
      folder: app.folder,
      settings: app.opened.settingsPath,
      platform,
      field,
      buildType: effective.buildType.value,
      ...(effective.appIdentifier && { appIdentifier: effective.appIdentifier.value }),
    });
    const keystore = { ...use('android', 'android.keystore', android), ...(android.keyAlias && { alias: android.keyAlias.value }) };
    return [
      ...(names(android.keystore) ? [keystore] : []),
      ...(names(ios.certificate) ? [use('ios', 'ios.certificate', ios)] : []),
      ...(names(ios.provisioningProfile) ? [use('ios', 'ios.provisioningProfile', ios)] : []),
    ];
  });
}

/** Where a validation puts what is wrong with the file. */
const pointers: Readonly<Record<AssetUse['field'], readonly string[]>> = {
  'android.keystore': ['/android/keystore', '/android/keyAlias'],
  'ios.certificate': ['/ios/certificate'],
  'ios.provisioningProfile': ['/ios/provisioningProfile', '/ios/devices'],
};

/** `mayChange`: fixes write settings, which nothing does in Restricted Mode. */
export function issuesOfUse({ field, platform }: AssetUse, checked: CheckedApp, mayChange: boolean): readonly UseIssue[] {
  const { app, issues, near } = checked;
  const isOurs = (pointer = ''): boolean => pointers[field].some((own) => pointer === own || pointer.startsWith(`${own}/`));
  return issues
    .filter((placed) => (placed.platform ?? platform) === platform && isOurs(placed.pointer))
    .map(({ issue, file, pointer }) => {
      const at = pointer === undefined ? issue : { ...issue, place: { ...issue.place, file, pointer } };
      const fixes = editorFixes(app, platform, at, near)
        // A password has its own button here.
        .filter(({ action }) => action.kind === 'openPage' || (mayChange && action.kind !== 'setPassword'))
        .map(({ action }) => ({ title: fixTitle(action), action }));
      return { issue, fixes };
    });
}
