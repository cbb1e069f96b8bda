/** What is asked for when a package is signed again, before anything is read: devices do not install what is not of Apple's form. */

import { type Issue } from '../../base/issue.ts';
import { type AppEdits } from '../../packages/ipa/edit/editApp.ts';
import { checkAppIdentifier } from '../../settings/checks/appIdentifier.ts';
import { checkAppName } from '../../settings/checks/appName.ts';
import { checkVersionForm } from '../../settings/checks/versionForm.ts';

/** Habits and limits of stores are for the settings of an app; here only what cannot work counts. */
export function wrongEdits({ appIdentifier, version, versionCode, name }: Omit<AppEdits, 'icon'>): readonly Issue[] {
  const issues = [
    ...(appIdentifier === undefined ? [] : checkAppIdentifier('ios', appIdentifier)),
    // Both are up to three numbers (CFBundleShortVersionString and CFBundleVersion of Apple's reference).
    ...(version === undefined ? [] : checkVersionForm('ios', version)),
    ...(versionCode === undefined ? [] : checkVersionForm('ios', versionCode)),
    ...(name === undefined ? [] : checkAppName(name)),
  ];
  return issues.filter(({ severity }) => severity === 'error');
}
