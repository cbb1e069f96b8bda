import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { createPackage } from '../../../../src/core/workflow/createPackage.ts';
import { planPackage } from '../../../../src/core/workflow/planPackage.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { type SettingsOverrides } from '../../../../src/core/settings/resolveSettings.ts';
import { checkVariant, variantName } from '../../../../src/core/workflow/checkVariant.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine, passwords, testKeystore, workflowWorld } from '../../../support/workflowWorld.ts';
import { xcodeProjectText, xcodeSchemeText } from '../../../support/xcodeProjects.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

const gradle: Engine = { ...fakeEngine, id: 'gradle', projectVersion: async () => '8.14.3' };

async function shop(settings: object): Promise<MemoryFiles> {
  const files = new MemoryFiles({
    '/app/settings.gradle': "include ':app'",
    '/app/app/build.gradle': `apply plugin: 'com.android.application'
android { defaultConfig { applicationId 'com.acme.shop'; versionCode 5; versionName '2.0' }
buildTypes { debug { applicationIdSuffix '.dev' } }
productFlavors { free { applicationIdSuffix '.free' } paid {} gold { applicationIdSuffix suffixOf('gold') } } }`,
    '/app/app/src/main/AndroidManifest.xml':
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application android:label="Shop"/></manifest>',
    '/app/mobile-distribution.json': JSON.stringify({ android: { keystore: 'k.p12', keyAlias: 'upload', ...settings } }),
  });
  await files.writeFile('/app/k.p12', await testKeystore());
  return files;
}

async function make(settings: object, overrides: SettingsOverrides = {}): Promise<string> {
  const files = await shop(settings);
  try {
    const { record, path } = await createPackage(workflowWorld(files, { engines: [gradle] }), {
      appFolder: '/app',
      platform: 'android',
      overrides,
      passwords,
      signal: new AbortController().signal,
    });
    return [record.appIdentifier, record.variant ?? '-', record.engineVersion, path.split('/').at(-1)].join(' ');
  } catch (error) {
    if (!isFailure(error)) throw error;
    return withWholeTexts(error.issues)
      .flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))
      .join(' ');
  }
}

describe('packages of variants', () => {
  it('have the identifier of the variant, and say which one they are', async () => {
    strictEqual(await make({ buildType: 'release', variant: 'free' }), 'com.acme.shop.free freeRelease 8.14.3 shop-2.0-5-freeRelease.apk');
    strictEqual(await make({ variant: 'paid' }), 'com.acme.shop.dev paidDebug 8.14.3 shop-2.0-5-paidDebug.apk');
    strictEqual(
      await make({ variant: 'free' }, { variant: 'paidRelease', buildType: 'app-bundle' }),
      'com.acme.shop paidRelease 8.14.3 shop-2.0-5-paidRelease-app-bundle.aab',
    );
  });

  it('keep the identifier of the settings when it is another one than the project’s', async () => {
    strictEqual(
      await make({ variant: 'free', buildType: 'release', appIdentifier: 'com.acme.other' }),
      'com.acme.other freeRelease 8.14.3 shop-2.0-5-freeRelease.apk',
    );
    strictEqual(
      await make({ variant: 'free', buildType: 'release', appIdentifier: 'com.acme.shop' }),
      'com.acme.shop.free freeRelease 8.14.3 shop-2.0-5-freeRelease.apk',
    );
  });

  it('do not get the identifier of another variant where theirs is computed', async () => {
    strictEqual(await make({ variant: 'gold', buildType: 'release' }), 'identifier-missing');
    strictEqual(
      await make({ variant: 'gold', buildType: 'release', appIdentifier: 'com.acme.shop.gold' }),
      'com.acme.shop.gold goldRelease 8.14.3 shop-2.0-5-goldRelease.apk',
    );
  });

  it('are not made of a variant that no one chose, that is not there or that does not fit', async () => {
    strictEqual(await make({ buildType: 'release' }), 'variant-not-chosen');
    strictEqual(await make({ buildType: 'release', variant: 'silver' }), 'variant-unknown');
    strictEqual(await make({ buildType: 'release', variant: 'freeDebug' }), 'variant-build-type');
    strictEqual(await make({ variant: 'free', engineVersion: '7.0' }), 'engine-version-unavailable');
  });

  it('can be planned without building and without a password', async () => {
    const files = await shop({ buildType: 'release', variant: 'free' });
    const before = files.paths();
    const request = { appFolder: '/app', platform: 'android', signal: new AbortController().signal } as const;
    const { plan, issues } = await planPackage(workflowWorld(files, { engines: [gradle] }), request);
    deepStrictEqual([plan?.steps.map(({ name }) => name), issues.filter(({ severity }) => severity === 'error')], [['Write the spec'], []]);
    deepStrictEqual(files.paths(), before);
    await files.writeFile('/app/mobile-distribution.json', utf8('{ "android": { "buildType": "release" } }'));
    const refused = await planPackage(workflowWorld(files, { engines: [gradle] }), request);
    strictEqual(refused.plan, undefined);
  });
});

describe('packages of schemes', () => {
  const files = new MemoryFiles({
    '/app/Hello.xcodeproj/project.pbxproj': xcodeProjectText({
      targets: [
        { name: 'Hello', settings: {}, debug: { PRODUCT_BUNDLE_IDENTIFIER: 'a.dev' }, release: { PRODUCT_BUNDLE_IDENTIFIER: 'a.shop' } },
      ],
    }),
    '/app/Hello.xcodeproj/xcshareddata/xcschemes/Hello.xcscheme': xcodeSchemeText('Hello'),
    '/app/Hello.xcodeproj/xcshareddata/xcschemes/Staging.xcscheme': xcodeSchemeText('Hello', { configuration: 'Debug' }),
    '/app/mobile-distribution.json': '{ "ios": { "buildType": "ad-hoc" } }',
  });
  const xcode: Engine = { ...fakeEngine, id: 'xcode', platforms: ['ios'] };

  async function identified(settings: object, overrides: SettingsOverrides = {}): Promise<string> {
    await files.writeFile('/app/mobile-distribution.json', utf8(JSON.stringify({ ios: { buildType: 'ad-hoc', ...settings } })));
    const target = appOnPlatform(await openApp(workflowWorld(files, { engines: [xcode] }), '/app'), 'ios', overrides);
    const codes = checkVariant(target).map(({ code, place }) => `${code} ${place?.pointer}`);
    return [variantName(target) ?? '-', target.effective.appIdentifier?.value, ...codes].join(' ');
  }

  it('have the identifier of the scheme that was named, in the settings or for this package', async () => {
    strictEqual(await identified({}), '- a.shop');
    strictEqual(await identified({ variant: 'Staging' }), 'Staging a.dev');
    strictEqual(await identified({ variant: 'Staging' }, { variant: 'hello' }), 'Hello a.shop');
    strictEqual(await identified({ variant: 'Gold' }), 'Gold a.shop variant-unknown /ios/variant');
  });
});
