import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { type Engine } from '../../../src/core/engines/engine/engine.ts';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { fakeEngine, rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const gradle: Engine = { ...fakeEngine, id: 'gradle', projectVersion: async () => '8.14.3' };

async function create(...args: readonly string[]) {
  const files = new MemoryFiles({
    '/app/settings.gradle': "include ':app'",
    '/app/app/build.gradle': `apply plugin: 'com.android.application'
android { defaultConfig { applicationId 'com.acme.shop'; versionCode 5; versionName '2.0' }
productFlavors { free { applicationIdSuffix '.free' } paid {} } }`,
    '/app/app/src/main/AndroidManifest.xml':
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application android:label="Shop"/></manifest>',
    '/app/mobile-distribution.json': JSON.stringify({
      android: { buildType: 'release', keystore: 'k.p12', keyAlias: 'upload', variant: 'paid' },
    }),
  });
  await files.writeFile('/app/k.p12', await testKeystore());
  const options = { environment: { P: rightPassword }, world: { engines: [gradle] } };
  const command = ['package', 'create', '--platform', 'android', '--keystore-password', 'env:P', '--json', ...args];
  return await commandLine(files, command, options);
}

interface Made {
  readonly appIdentifier: string;
  readonly variant: string;
}

describe('package create --variant', () => {
  it('builds the variant that is named, and the one of the settings otherwise', async () => {
    const check = async (args: readonly string[], expected: string): Promise<void> => {
      const { exitCode, out } = await create(...args);
      const { appIdentifier, variant }: Made = JSON.parse(out);
      deepStrictEqual([exitCode, `${appIdentifier} ${variant}`], [0, expected]);
    };
    await check([], 'com.acme.shop paidRelease');
    await check(['--variant', 'free'], 'com.acme.shop.free freeRelease');
    await check(['--variant', 'freeRelease'], 'com.acme.shop.free freeRelease');
  });

  it('builds several variants in one call, which are different apps where their identifiers differ', async () => {
    const { exitCode, out } = await create('--variant', 'free', '--variant', 'paid');
    const { packages }: { readonly packages: readonly Made[] } = JSON.parse(out);
    strictEqual(exitCode, 0);
    const made = new Map(packages.map(({ variant, appIdentifier }) => [variant, appIdentifier]));
    deepStrictEqual(
      made,
      new Map([
        ['freeRelease', 'com.acme.shop.free'],
        ['paidRelease', 'com.acme.shop'],
      ]),
    );
  });

  it('names the variants there are when the wanted one is none of them', async () => {
    const { exitCode, out } = await create('--variant', 'gold');
    strictEqual(exitCode, 1);
    match(out, /variant-unknown/);
    match(out, /free[^]*paid/);
  });
});
