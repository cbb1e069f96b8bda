/**
 * The plans of every framework for the three systems, as golden texts in the folder `plans`. `UPDATE_PLANS=true` writes them; read the difference
 * before it is committed.
 */

import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { FrameworkEngine } from '../../../../../src/core/engines/framework/frameworkEngine.ts';
import { frameworks } from '../../../../../src/core/engines/frameworks.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type Machine } from '../../../../../src/core/ports/machine.ts';
import { detectApp } from '../../../../../src/core/projects/detectApp.ts';
import { type FrameworkId, frameworkProjects, type ProjectTexts } from '../../../../support/frameworkProjects.ts';
import { commandLine } from '../../../../support/commandLine.ts';
import { machineOf } from '../../../../support/machines.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';

const systems = ['linux', 'macos', 'windows'] as const;

const apps: Readonly<Record<Machine['system'], string>> = {
  linux: '/home/ada/shop',
  macos: '/Users/ada/my shop',
  windows: 'C:\\Users\\ada\\my shop',
};

/** A machine that has everything, each where the usual installer puts it. */
const tools: Readonly<Record<Machine['system'], { readonly files: ProjectTexts; readonly variables: ProjectTexts }>> = {
  linux: {
    files: {
      '/usr/lib/jvm/java-17/release': 'JAVA_VERSION="17.0.15"',
      '/usr/lib/jvm/java-17/bin/javac': '',
      '/home/ada/Android/Sdk/platforms/android-36/android.jar': '',
      '/home/ada/Android/Sdk/build-tools/36.0.0/aapt2': '',
      '/home/ada/.nvm/versions/node/v22.14.0/bin/node': '',
      '/home/ada/fvm/versions/3.44.1/bin/flutter': '',
      '/home/ada/fvm/versions/3.44.1/version': '3.44.1\n',
      '/usr/share/dotnet/dotnet': '',
      '/usr/share/dotnet/sdk/10.0.100/dotnet.dll': '',
      '/usr/share/dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui-android': '',
      '/home/ada/.cargo/bin/cargo': '',
    },
    variables: { PATH: '/home/ada/.cargo/bin:/usr/bin' },
  },
  macos: {
    files: {
      '/Applications/Android Studio.app/Contents/jbr/Contents/Home/release': 'JAVA_VERSION="21.0.3"',
      '/Applications/Android Studio.app/Contents/jbr/Contents/Home/bin/javac': '',
      '/Users/ada/Library/Android/sdk/platforms/android-36/android.jar': '',
      '/opt/homebrew/bin/node': '',
      '/opt/homebrew/include/node/node_version.h':
        '#define NODE_MAJOR_VERSION 24\n#define NODE_MINOR_VERSION 1\n#define NODE_PATCH_VERSION 0\n',
      '/Users/ada/development/flutter/bin/flutter': '',
      '/Users/ada/development/flutter/bin/cache/flutter.version.json': '{ "frameworkVersion": "3.47.0" }',
      '/usr/local/share/dotnet/dotnet': '',
      '/usr/local/share/dotnet/sdk/10.0.100/dotnet.dll': '',
      '/usr/local/share/dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui': '',
      '/opt/homebrew/bin/cargo': '',
    },
    variables: { PATH: '/opt/homebrew/bin:/usr/bin', GRADLE_OPTS: '-Xmx2g' },
  },
  windows: {
    files: {
      'C:\\Program Files\\Android\\Android Studio\\jbr\\release': 'JAVA_VERSION="21.0.3"',
      'C:\\Program Files\\Android\\Android Studio\\jbr\\bin\\javac.exe': '',
      'C:\\Users\\ada\\AppData\\Local\\Android\\Sdk\\platforms\\android-36\\android.jar': '',
      'C:\\Program Files\\nodejs\\node.exe': '',
      'C:\\src\\flutter\\bin\\flutter.bat': '',
      'C:\\src\\flutter\\version': '3.44.1',
      'C:\\Program Files\\dotnet\\dotnet.exe': '',
      'C:\\Program Files\\dotnet\\sdk\\10.0.100\\dotnet.dll': '',
      'C:\\Program Files\\dotnet\\metadata\\workloads\\10.0.100\\InstalledWorkloads\\maui': '',
      'C:\\Users\\ada\\.cargo\\bin\\cargo.exe': '',
    },
    variables: { PATH: 'C:\\Program Files\\nodejs;C:\\Users\\ada\\.cargo\\bin', ProgramFiles: 'C:\\Program Files' },
  },
};

interface Given {
  readonly system?: Machine['system'];
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

async function open({ system = 'linux', id, project, spec = {}, isBare = false }: Given) {
  const app = apps[system];
  const slash = system === 'windows' ? '\\' : '/';
  const own = Object.entries<string>({ ...frameworkProjects[id], ...project });
  const texts = Object.fromEntries(own.map(([name, text]) => [`${app}${slash}${name.replaceAll('/', slash)}`, text]));
  const made = machineOf(system, { ...(isBare ? {} : tools[system].files), ...texts }, isBare ? {} : tools[system].variables);
  const framework = frameworks.find((each) => each.id === id);
  if (!framework) throw new Error(`no engine ${id}`);
  const engine = new FrameworkEngine(
    {
      files: made.files,
      paths: made.paths,
      toolchains: new Toolchains(made),
      productFiles: { read: async () => new Uint8Array(0) },
      userFolder: made.paths.join(made.machine.homeFolder, 'mdist'),
      makePrivateFolder: async () => undefined,
    },
    framework,
  );
  const detected = await detectApp(made.files, made.paths, app);
  const facts = detected?.project?.android;
  const whole: BuildSpec = {
    appFolder: app,
    settings: {},
    platform: 'android',
    buildType: 'release',
    ...(facts && { facts }),
    name: 'Shop',
    appIdentifier: 'com.acme.shop',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: (await engine.projectVersion(app, facts)) ?? 'unknown',
    ...usual[id],
    ...spec,
  };
  return { engine, spec: whole, detected };
}

async function plansOf(id: FrameworkId): Promise<string> {
  const parts: string[] = [];
  for (const system of systems) {
    for (const buildType of system === 'linux' ? (['release', 'debug'] as const) : (['app-bundle'] as const)) {
      const variant = buildType === 'debug' && usual[id]?.variant !== undefined ? { variant: 'freeDebug' } : {};
      const { engine, spec } = await open({ system, id, spec: { buildType, ...variant } });
      parts.push(`# ${system}, ${buildType}`, ...planText(await engine.plan(spec, new AbortController().signal)), '');
    }
  }
  return parts.join('\n');
}

async function checkIssues(given: Given, expected: readonly string[]): Promise<void> {
  const { engine, spec } = await open(given);
  deepStrictEqual(
    (await engine.check(spec)).map(({ code }) => code),
    expected,
  );
}

describe('the plans of frameworks', () => {
  for (const id of Object.keys(frameworkProjects) as FrameworkId[]) {
    it(`are fixed for ${id} on three systems`, async () => {
      const path = join(import.meta.dirname, 'plans', `${id}.txt`);
      const plans = await plansOf(id);
      if (process.env['UPDATE_PLANS'] === 'true') writeFileSync(path, plans);
      strictEqual(plans, readFileSync(path, 'utf8'));
    });

    it(`need tools for ${id}, and say which are missing`, async () => {
      const { engine, spec, detected } = await open({ id });
      deepStrictEqual(await engine.check(spec), []);
      strictEqual(detected?.project?.engine, id);
      const bare = await open({ id, isBare: true });
      const missing = await bare.engine.missingTools({
        appFolder: bare.spec.appFolder,
        platform: 'android',
        ...(bare.spec.facts && { facts: bare.spec.facts }),
      });
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
        ...tools.linux.files,
        [`${root}/.git/HEAD`]: '',
        [`${root}/.nvmrc`]: 'v22\n',
        [`${root}/node_modules/react-native/package.json`]: text,
        ...Object.fromEntries(Object.entries(others).map(([name, content]) => [`${root}/shop/${name}`, content])),
      },
      tools.linux.variables,
    );
    const framework = frameworks.find(({ id }) => id === 'react-native');
    const ports = { ...made, toolchains: new Toolchains(made), productFiles: { read: async () => new Uint8Array(0) } };
    const engine = framework && new FrameworkEngine({ ...ports, userFolder: '/u', makePrivateFolder: async () => undefined }, framework);
    strictEqual(await engine?.projectVersion('/home/ada/shop', undefined), '0.87.1');
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
