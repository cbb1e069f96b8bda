import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { planText } from '../../../../src/core/engines/engine/describePlan.ts';
import { GradleEngine } from '../../../../src/core/engines/gradle/gradleEngine.ts';
import { Toolchains } from '../../../../src/core/engines/toolchains/toolchains.ts';
import { inspectProjects } from '../../../../src/core/workflow/inspectProjects.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { planPackages } from '../../../../src/core/workflow/planPackage.ts';
import { machineOf } from '../../../support/machines.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const module = (id: string, code: number, flavors = ''): string => `apply plugin: 'com.android.application'
android { defaultConfig { applicationId '${id}'; versionCode ${code}; versionName '2.${code}' }
${flavors} }`;

function setUp() {
  const made = machineOf('linux', {
    '/usr/lib/jvm/java-17/release': 'JAVA_VERSION="17.0.15"',
    '/usr/lib/jvm/java-17/bin/javac': '',
    '/home/ada/Android/Sdk/platforms/android-36/a': '',
    '/app/settings.gradle': "include ':app', ':wear', ':tv', ':core'",
    '/app/app/build.gradle': module('com.acme.shop', 5, "productFlavors { free { applicationIdSuffix '.free' } paid {} }"),
    '/app/wear/build.gradle': module('com.acme.shop.wear', 70),
    '/app/tv/build.gradle': module('com.acme.shop.tv', 80, 'productFlavors { free {} paid {} }'),
    '/app/core/build.gradle': "apply plugin: 'com.android.library'",
    '/app/gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://x/gradle-8.14.3-bin.zip\n',
    '/app/gradle/wrapper/gradle-wrapper.jar': 'jar',
    '/app/mobile-distribution.json': '{ "name": "Shop", "android": { "buildType": "debug" } }',
  });
  const { files, paths } = made;
  const ports = {
    files,
    paths,
    toolchains: new Toolchains(made),
    productFiles: { read: async () => new Uint8Array(0) },
    userFolder: '/home/ada/mdist',
  };
  const engine = new GradleEngine({ ...ports, makePrivateFolder: async () => undefined });
  return workflowWorld(files, { engines: [engine], paths });
}

async function check(variant: string | undefined, expected: string): Promise<void> {
  const overrides = { ...(variant !== undefined && { variant }), buildType: 'release' as const };
  const target = appOnPlatform(await openApp(setUp(), '/app'), 'android', overrides);
  const { appIdentifier, version, versionCode } = target.effective;
  const chosen = target.variant?.kind === 'chosen' ? target.variant.variant.name : target.variant?.kind;
  strictEqual([chosen, appIdentifier?.value, version.value, versionCode.value].join(' '), expected);
}

describe('several application modules of one build', () => {
  it('are chosen with their name, each with what is its own', async () => {
    await check('free', 'freeRelease com.acme.shop.free 2.5 5');
    await check(':wear', ':wear:release com.acme.shop.wear 2.70 70');
    await check(':wear:release', ':wear:release com.acme.shop.wear 2.70 70');
    await check(':tv:paid', ':tv:paidRelease com.acme.shop.tv 2.80 80');
    // The first module is meant where none is named, and its flavors are still asked for.
    await check(undefined, 'missing com.acme.shop 2.5 5');
    await check(':core', 'unknown com.acme.shop 2.5 5');
  });

  it('are listed with their variants', async () => {
    const { apps } = await inspectProjects(setUp(), '/app', new AbortController().signal);
    deepStrictEqual(
      apps[0]?.platforms[0]?.facts.variants?.flatMap(({ name, appIdentifier }) =>
        /release$/i.test(name) ? [`${name} ${appIdentifier?.value}`] : [],
      ),
      [
        'freeRelease com.acme.shop.free',
        'paidRelease com.acme.shop',
        ':wear:release com.acme.shop.wear',
        ':tv:freeRelease com.acme.shop.tv',
        ':tv:paidRelease com.acme.shop.tv',
      ],
    );
  });

  it('are built by their own tasks, in runs of their own', async () => {
    const signal = new AbortController().signal;
    const requests = ['free', ':tv:free', 'paid', ':tv:paid', ':wear'].map((variant) => ({
      appFolder: '/app',
      platform: 'android' as const,
      overrides: { variant, buildType: 'debug' as const },
      signal,
    }));
    const planned = await planPackages(setUp(), requests);
    const lines = planned.map(({ plan }) => {
      const step = plan?.plan.steps.at(-1);
      return step?.kind === 'command'
        ? step.args.slice(step.args.indexOf('--continue') + 1).filter((arg) => arg.startsWith(':'))
        : undefined;
    });
    deepStrictEqual(lines, [
      [':app:assembleFreeDebug', ':app:assemblePaidDebug'],
      [':tv:assembleFreeDebug', ':tv:assemblePaidDebug'],
      [':wear:assembleDebug'],
    ]);
    const wear = planned[2]?.plan;
    match(wear?.kind === 'single' ? planText(wear.plan).join('\n') : '', /^result: apk below \/app\/wear\/build\/outputs$/m);
  });
});
