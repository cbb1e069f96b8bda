/** The plans of every framework for the three systems, as golden texts in the folder `plans`: those of templates, and of the small projects of these tests. */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { FrameworkEngine } from '../../../../../src/core/engines/framework/frameworkEngine.ts';
import { frameworks } from '../../../../../src/core/engines/frameworks.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type FrameworkId, frameworkProjects, nativeIosProjects, type ProjectTexts } from '../../../../support/frameworkProjects.ts';
import { commandLine } from '../../../../support/commandLine.ts';
import { machineOf } from '../../../../support/machines.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import {
  checkGolden,
  type GoldenProject,
  goldenPlans,
  machineOfAda,
  type OpenedProject,
  openPlanned,
  type System,
} from '../../../../support/planMachines.ts';
import { templateProjects } from '../../../../support/templateProjects.ts';

interface Given {
  readonly system?: System;
  readonly id: FrameworkId;
  readonly project?: ProjectTexts;
  readonly spec?: Partial<BuildSpec>;
  /** Whether nothing is installed. */
  readonly isBare?: boolean;
}

const usual: Readonly<Partial<Record<FrameworkId, Partial<BuildSpec>>>> = {
  expo: { runsProjectBuild: true },
  flutter: { variant: 'freeRelease' },
};

const ownTools: Readonly<Partial<Record<FrameworkId, readonly string[]>>> = {
  flutter: ['toolchain-flutter-missing'],
  maui: ['toolchain-dotnet-missing'],
  tauri: ['toolchain-node-missing', 'toolchain-rust-missing'],
};

const open = async ({ id, project, ...given }: Given): Promise<OpenedProject> =>
  await openPlanned({ ...given, engine: id, texts: { ...frameworkProjects[id], ...project }, spec: { ...usual[id], ...given.spec } });

async function checkIssues(given: Given, expected: readonly string[]): Promise<void> {
  const { engine, spec } = await open(given);
  deepStrictEqual(
    (await engine.check(spec, new AbortController().signal)).map(({ code }) => code),
    expected,
  );
}

describe('the plans of frameworks', () => {
  it('send the Apple part of .NET MAUI to a paired Mac from Windows, without a password', async () => {
    const pair = (buildHost: string): Partial<BuildSpec> => ({
      platform: 'ios',
      settings: { ios: { buildHost, buildHostConnection: 'pair-to-mac' } },
    });
    const { engine, spec } = await open({ id: 'maui', system: 'windows', spec: pair('ada@mac.local') });
    deepStrictEqual(await engine.check(spec, new AbortController().signal), []);
    const plan = await engine.plan(spec, new AbortController().signal);
    deepStrictEqual(
      planText(plan)
        .slice(1)
        .filter((line) => !/_OPTOUT|NOLOGO|UI_LANGUAGE|CI=|NO_COLOR/.test(line)),
      [
        '1. Build with .NET and a paired Mac (dotnet publish -f net10.0-ios -c Release)',
        '   in C:\\Users\\ada\\my shop',
        "   'C:\\Program Files\\dotnet\\dotnet.exe' publish 'C:\\Users\\ada\\my shop\\Shop.csproj' -f net10.0-ios -c Release -r ios-arm64 --nologo -p:ApplicationId=com.acme.shop -p:ApplicationDisplayVersion=1.4.0 -p:ApplicationVersion=12 -p:ArchiveOnBuild=true -p:EnableCodeSigning=false -p:_RequireCodeSigning=false -p:ServerAddress=mac.local -p:ServerUser=ada -p:TcpPort=58181 -p:_DotNetRootRemoteDirectory=/Users/ada/Library/Caches/Xamarin/XMA/SDKs/dotnet/",
        'result: ipa below C:\\Users\\ada\\my shop\\bin\\Release\\net10.0-ios\\ios-arm64\\publish',
      ],
    );
    const refused = ['pair-to-mac-unfit'];
    await checkIssues({ id: 'maui', system: 'windows', spec: pair('mac.local') }, refused);
    await checkIssues({ id: 'maui', system: 'windows', spec: pair('ada;x@mac.local') }, refused);
    await checkIssues({ id: 'maui', system: 'linux', spec: pair('ada@mac.local') }, [...refused, 'toolchain-dotnet-workload-missing']);
    await checkIssues({ id: 'flutter', system: 'windows', spec: pair('ada@mac.local') }, [...refused, 'toolchain-mac-needed']);
    // A Mac builds by itself.
    await checkIssues({ id: 'maui', system: 'macos', spec: pair('ada@mac.local') }, []);
  });

  for (const id of Object.keys(frameworkProjects) as FrameworkId[]) {
    it(`are fixed for ${id} on three systems`, async () => {
      const variantOf = (buildType: BuildSpec['buildType']): string => (buildType === 'debug' ? 'freeDebug' : 'freeRelease');
      const plans = await goldenPlans({
        texts: { ...frameworkProjects[id], ...nativeIosProjects[id] },
        engines: { android: id, ios: id },
        ...(id === 'expo' && { spec: { runsProjectBuild: true } }),
        ...(id === 'flutter' && { variantOf }),
      });
      checkGolden(join(import.meta.dirname, 'plans', `${id}.txt`), plans);
    });

    it(`need tools for ${id}, and say which are missing`, async () => {
      const { engine, spec, detected } = await open({ id });
      deepStrictEqual(await engine.check(spec, new AbortController().signal), []);
      strictEqual(detected?.project?.engine, id);
      const bare = await open({ id, isBare: true });
      const missing = await bare.engine.missingTools?.({
        appFolder: bare.spec.appFolder,
        platform: 'android',
        ...(bare.spec.facts && { facts: bare.spec.facts }),
      });
      ok(missing);
      deepStrictEqual(
        missing.filter(({ severity }) => severity !== 'error'),
        [],
      );
      deepStrictEqual(
        missing.map(({ code }) => code).toSorted(),
        [...(ownTools[id] ?? ['toolchain-node-missing']), 'toolchain-android-sdk-missing', 'toolchain-jdk-missing'].toSorted(),
      );
      await rejects(bare.engine.plan(bare.spec, new AbortController().signal), (error) => isFailure(error, 'issues-found'));
    });
  }
});

/** As the templates whose generators do not run here make them; those of the others are in `test/engines`. */
const templates: Readonly<Record<keyof typeof templateProjects, Omit<GoldenProject, 'texts'>>> = {
  flutter: {
    engines: { android: 'flutter', ios: 'flutter' },
    appIdentifier: 'com.acme.flutter_demo',
    variantOf: (buildType) => (buildType === 'debug' ? 'productionDebug' : 'productionRelease'),
  },
  maui: { engines: { android: 'maui', ios: 'maui' }, appIdentifier: 'com.acme.mauidemo' },
  xcode: { engines: { ios: 'xcode' }, appIdentifier: 'com.acme.SwiftDemo' },
  kotlinMultiplatform: {
    engines: { android: 'gradle', ios: 'xcode' },
    appIdentifier: 'com.acme.kotlindemo',
    variantOf: (buildType) => (buildType === 'debug' ? 'debug' : 'release'),
  },
};

describe('the plans of templates', () => {
  for (const [name, golden] of Object.entries(templates))
    it(`are fixed for ${name} on three systems`, async () => {
      const texts = templateProjects[name as keyof typeof templateProjects];
      checkGolden(join(import.meta.dirname, 'plans', `template-${name}.txt`), await goldenPlans({ texts, ...golden }));
    });
});

describe('frameworks', () => {
  it('show the native project that a build makes first, where it is allowed', async () => {
    const { engine } = await open({ id: 'expo' });
    const texts = Object.entries<string>(frameworkProjects.expo).map(([name, text]) => [`/home/ada/shop/${name}`, text] as const);
    const files = new MemoryFiles(Object.fromEntries(texts));
    const dryRun = async (...options: readonly string[]) => {
      const args = [
        'package',
        'create',
        '--app',
        '/home/ada/shop',
        '--platform',
        'android',
        '--build-type',
        'debug',
        '--dry-run',
        '--json',
      ];
      const { exitCode, out } = await commandLine(files, [...args, ...options], { world: { engines: [engine] } });
      const document = JSON.parse(out) as { readonly plan?: { readonly steps: readonly { readonly id: string }[] } | null };
      return [exitCode, (document.plan?.steps ?? []).map(({ id }) => id)];
    };
    deepStrictEqual(await dryRun(), [1, []]);
    deepStrictEqual(await dryRun('--run-build'), [0, ['expo', 'prepare', 'gradle']]);
  });

  it('remove first what earlier builds left, where the package asks for that', async () => {
    const expected: Readonly<Record<FrameworkId, RegExp>> = {
      capacitor: / clean :app:assembleRelease$/m,
      'react-native': / clean :app:assembleRelease$/m,
      expo: / clean :app:assembleRelease$/m,
      nativescript: / clean :app:assembleRelease$/m,
      flutter: /^1\. Remove what earlier builds left \(flutter clean\)$[^]*flutter --no-version-check clean$/m,
      cordova: /^1\. Remove what earlier builds left \(platforms\/android\/build, platforms\/android\/app\/build, /m,
      tauri: /^1\. Remove what earlier builds left \(src-tauri\/target, src-tauri\/gen\/android\/build, /m,
      maui: /^1\. Remove what earlier builds left \(bin, obj\)$/m,
    };
    for (const id of Object.keys(frameworkProjects) as FrameworkId[]) {
      const { engine, spec } = await open({ id, spec: { isClean: true } });
      match(planText(await engine.plan(spec, new AbortController().signal)).join('\n'), expected[id]);
    }
  });

  it('that cannot build with another identifier refuse it before the build', async () => {
    const spec = { appIdentifier: 'com.acme.other' };
    for (const id of ['flutter', 'tauri'] as const) await checkIssues({ id, spec }, ['framework-identifier-fixed']);
    for (const id of ['capacitor', 'react-native', 'cordova', 'nativescript', 'maui'] as const) await checkIssues({ id, spec }, []);
  });

  it('need the packages of the project', async () => {
    const project = { 'node_modules/@capacitor/cli/package.json': '{}' };
    await checkIssues({ id: 'capacitor', project }, ['framework-tool-missing']);
    await checkIssues({ id: 'cordova', project: { 'node_modules/cordova/package.json': '{ "bin": "../../../evil" }' } }, [
      'framework-tool-missing',
    ]);
  });

  it('find packages at the root of a repository', async () => {
    const root = '/home/ada';
    const { 'node_modules/react-native/package.json': text = '', ...others } = frameworkProjects['react-native'];
    const made = machineOf(
      'linux',
      {
        ...machineOfAda('linux').files,
        [`${root}/.git/HEAD`]: '',
        [`${root}/.nvmrc`]: 'v22\n',
        [`${root}/node_modules/react-native/package.json`]: text,
        ...Object.fromEntries(Object.entries(others).map(([name, content]) => [`${root}/shop/${name}`, content])),
      },
      machineOfAda('linux').variables,
    );
    const framework = frameworks.find(({ id }) => id === 'react-native');
    const ports = { ...made, toolchains: new Toolchains(made), productFiles: { read: async () => new Uint8Array(0) } };
    const engine = framework && new FrameworkEngine({ ...ports, userFolder: '/u', makePrivateFolder: async () => undefined }, framework);
    strictEqual(await engine?.projectVersion('/home/ada/shop', undefined), '0.87.1');
  });

  it('install on a build host what the lock file lists, with the package manager that it is of', async () => {
    const installs = async (id: FrameworkId, project: ProjectTexts): Promise<readonly string[]> => {
      const texts = { ...nativeIosProjects[id], ...project };
      const { engine, spec } = await open({ id, project: texts, spec: { platform: 'ios', buildType: 'ad-hoc' } });
      const { steps } = await engine.plan(spec, new AbortController().signal);
      return steps.flatMap(({ name }) => /^Install the packages of the project there \((.*)\)$/.exec(name)?.[1] ?? []);
    };
    const pinned = (manager: string): ProjectTexts => ({
      'package.json': JSON.stringify({ dependencies: { 'react-native': '0.87.1' }, packageManager: manager }),
    });
    deepStrictEqual(await installs('react-native', {}), ['npx --yes @yarnpkg/cli-dist@4 install --immutable']);
    deepStrictEqual(await installs('react-native', pinned('yarn@3.8.7+sha224.0')), [
      'npx --yes @yarnpkg/cli-dist@3.8.7 install --immutable',
    ]);
    for (const bad of ['yarn@4.0.0;id', 'yarn@$(id)', 'pnpm@9.1.0', '-yarn@1.0.0'])
      deepStrictEqual(await installs('react-native', pinned(bad)), ['npx --yes @yarnpkg/cli-dist@4 install --immutable']);
    deepStrictEqual(await installs('tauri', {}), ['npx --yes bun@1 install --frozen-lockfile']);
    await rejects(
      installs('capacitor', { 'package-lock.json': '{}' })
        .then(async () => await open({ id: 'capacitor', spec: { platform: 'ios', buildType: 'ad-hoc' } }))
        .then(async ({ engine, spec }) => await engine.plan(spec, new AbortController().signal)),
      (error) => isFailure(error, 'issues-found') && error.issues.some(({ code }) => code === 'build-host-lock-missing'),
    );
  });

  it('ask before they make a native project', async () => {
    await checkIssues({ id: 'expo', spec: { runsProjectBuild: false } }, ['framework-native-missing']);
    await checkIssues(
      {
        id: 'expo',
        spec: { runsProjectBuild: false },
        project: {
          '.gitignore': 'node_modules/\n',
          'android/settings.gradle': "include ':app'",
          'android/app/build.gradle':
            "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.shop' } }",
          'android/gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://x/gradle-9.3.1-bin.zip',
          'android/gradle/wrapper/gradle-wrapper.jar': '',
        },
      },
      [],
    );
  });

  it('do not build with a configuration that the tool would take for an empty one', async () => {
    await checkIssues({ id: 'capacitor', project: { 'capacitor.config.json': '{ "appId": "com.acme.shop", }' } }, [
      'framework-config-broken',
    ]);
    await checkIssues({ id: 'capacitor', spec: { settings: { web: { webDir: 'dist' } } } }, ['web-not-built']);
  });

  it('take the version of Node and Flutter that the project asks for', async () => {
    await checkIssues({ id: 'capacitor', project: { '.nvmrc': 'v22\n' } }, []);
    await checkIssues({ id: 'capacitor', project: { '.nvmrc': 'lts/iron' } }, []);
    await checkIssues({ id: 'capacitor', project: { '.node-version': '20.1.0' } }, ['toolchain-node-unsuitable']);
    await checkIssues({ id: 'flutter', project: { '.fvmrc': '{ "flutter": "3.44.1" }' } }, []);
    await checkIssues({ id: 'flutter', project: { '.fvm/fvm_config.json': '{ "flutterSdkVersion": "3.7.0" }' } }, [
      'toolchain-flutter-unsuitable',
    ]);
  });

  it('know what they cannot build', async () => {
    const types = {
      'android/app/build.gradle.kts':
        frameworkProjects.flutter['android/app/build.gradle.kts']?.replace('buildTypes {', 'buildTypes { create("staging") {}') ?? '',
    };
    await checkIssues({ id: 'flutter', project: types, spec: { variant: 'freeStaging' } }, ['framework-build-type-unknown']);
    await checkIssues(
      { id: 'maui', project: { 'Shop.csproj': '<Project><PropertyGroup><UseMaui>true</UseMaui></PropertyGroup></Project>' } },
      ['maui-target-missing'],
    );
  });
});
