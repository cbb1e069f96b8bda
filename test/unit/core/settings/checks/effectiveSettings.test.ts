import { deepStrictEqual } from 'node:assert/strict';
import { checkEffectiveSettings } from '../../../../../src/core/settings/checks/effectiveSettings.ts';
import { type BuildType, type Platform } from '../../../../../src/core/settings/platform.ts';
import { resolveSettings } from '../../../../../src/core/settings/resolveSettings.ts';

function check(platform: Platform, buildType: BuildType | undefined, ...expected: string[]): void {
  const settings = { name: 'Hello', android: { appIdentifier: 'com.acme.hello' }, ios: { appIdentifier: 'com.acme.hello' } };
  const effective = resolveSettings({ settings, platform, overrides: buildType ? { buildType } : {} });
  deepStrictEqual(
    checkEffectiveSettings(effective, () => undefined).map(({ message, remedy }) => `${message}. ${remedy}`),
    expected,
  );
}

describe('checkEffectiveSettings', () => {
  it('accepts every build type of the platform', () => {
    for (const buildType of [undefined, 'debug', 'release', 'app-bundle'] as const) check('android', buildType);
    for (const buildType of [undefined, 'development', 'ad-hoc', 'app-store', 'in-house'] as const) check('ios', buildType);
  });

  it('settings-wrong-choice: a build type of the other platform', () => {
    check('android', 'ad-hoc', 'The build type for Android cannot be "ad-hoc". Choose one of debug, release, app-bundle');
    check('ios', 'release', 'The build type for iOS cannot be "release". Choose one of development, ad-hoc, app-store, in-house');
  });
});
