/**
 * Whole packages with the engine of each framework: real files, real processes, real signing, and stand-ins for the tools. A stand-in notes what
 * it was started with, and behaves as well or as badly as it is told to.
 */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isFailure } from '../../src/core/base/failure.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { type BuildType } from '../../src/core/settings/platform.ts';
import { createPackage, type CreatedPackage } from '../../src/core/workflow/createPackage.ts';
import { isAlive } from '../../src/node/isAlive.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { type FrameworkId, frameworkProjects } from '../support/frameworkProjects.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../support/smallPackages.ts';
import { hostileName, StandInMachine } from '../support/standInMachine.ts';
import { type StandInBehavior } from '../support/standInTool.ts';
import { templateProjects } from '../support/templateProjects.ts';
import { until } from '../support/until.ts';
import { rightPassword, testKeystore } from '../support/workflowWorld.ts';
import { findText } from './gradleProject.ts';

/** Identifier, version and version code of `smallPackages.ts`. */
const identifier = 'com.acme.small';
const numbers = { version: '1.2.3', versionCode: 7 };

/** Projects of Gradle alone, and those of frameworks. */
const benchProjects = {
  ...frameworkProjects,
  gradle: {
    'settings.gradle': "include ':app'",
    'app/build.gradle': "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.shop' } }",
    'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.14.3-bin.zip\n',
    'gradle/wrapper/gradle-wrapper.jar': 'jar',
  },
  kotlinMultiplatform: templateProjects.kotlinMultiplatform,
} as const;

type BenchId = keyof typeof benchProjects;

const benchIds = Object.keys(benchProjects) as BenchId[];

const engineOf = (id: BenchId): string => (id === 'kotlinMultiplatform' ? 'gradle' : id);

interface Shape {
  /** The tool that makes the package, and where it lies. */
  readonly maker: string;
  readonly apk: string;
  readonly aab: string;
  /** Further tools, in order. */
  readonly before?: readonly string[];
  /** The native project that one of them makes. */
  readonly generated?: string;
}

const gradle = (root: string): Pick<Shape, 'maker' | 'apk' | 'aab'> => ({
  maker: 'java',
  apk: `${root}app/build/outputs/apk/release/app-release-unsigned.apk`,
  aab: `${root}app/build/outputs/bundle/release/app-release.aab`,
});

/** Relative to the folder in which the tool runs. */
const shapes: Readonly<Record<BenchId, Shape>> = {
  gradle: gradle(''),
  kotlinMultiplatform: {
    maker: 'java',
    apk: 'androidApp/build/outputs/apk/release/x-unsigned.apk',
    aab: 'androidApp/build/outputs/bundle/x.aab',
  },
  capacitor: { ...gradle(''), before: ['cap'] },
  'react-native': gradle(''),
  expo: { ...gradle(''), before: ['expo'], generated: 'android' },
  nativescript: { ...gradle(''), before: ['ns'], generated: 'platforms/android' },
  cordova: { ...gradle('platforms/android/'), maker: 'cordova' },
  tauri: {
    maker: 'tauri',
    apk: 'src-tauri/gen/android/app/build/outputs/apk/universal/release/app-universal-release-unsigned.apk',
    aab: 'src-tauri/gen/android/app/build/outputs/bundle/universalRelease/app-universal-release.aab',
  },
  flutter: {
    maker: 'flutter',
    apk: 'build/app/outputs/flutter-apk/app-release.apk',
    aab: 'build/app/outputs/bundle/release/app-release.aab',
  },
  maui: {
    maker: 'dotnet',
    apk: 'bin/Release/net10.0-android/publish/com.acme.small-Signed.apk',
    aab: 'bin/Release/net10.0-android/publish/com.acme.small-Signed.aab',
  },
};

/** Further ones, for a package each. Cordova has no way to write both quotation marks in one option. */
const otherNames = ["it's $HOME", 'a\nb', '--version', '=,~*?[a]{b}', '\\', '\u202Eapp\u0301'];

/** A machine of stand-ins, and one project on it. */
class Bench extends StandInMachine {
  readonly #id: BenchId;

  constructor(id: BenchId, name = hostileName) {
    super('linux', name);
    this.#id = id;
  }

  async prepare(): Promise<void> {
    this.setUp();
    const texts = Object.entries<string>(benchProjects[this.#id]).map(([path, text]) => [
      path,
      text
        .replaceAll(/com\.acme\.(?:shop|kotlindemo)/g, identifier)
        .replaceAll(/^ {4}(?:flavorDim|productFl).*\n(?: {8}.*\n)*(?: {4}\}\n)?/gm, ''),
    ]);
    this.writeProject(Object.fromEntries(texts));
    writeFileSync(join(this.app, 'upload.p12'), await testKeystore());
    writeFileSync(this.at('small.apk'), await smallArchive(smallApkEntries()));
    writeFileSync(this.at('small.aab'), await smallArchive(smallBundleEntries()));
  }

  /** The tool that makes the package makes a right one. */
  makes(buildType: BuildType, more: StandInBehavior = {}): void {
    const { maker, apk, aab, before = [], generated } = shapes[this.#id];
    if (generated !== undefined) for (const tool of before) this.does(tool, { rewrites: { [`${generated}/settings.gradle`]: '' } });
    const format = buildType === 'app-bundle' ? 'aab' : 'apk';
    const saysArtifact = maker === 'java' || maker === 'cordova';
    this.does(maker, { saysArtifact, writes: [{ from: join(this.folder, `small.${format}`), to: format === 'apk' ? apk : aab }], ...more });
  }

  async create(buildType: BuildType = 'release', signal = new AbortController().signal): Promise<CreatedPackage> {
    const overrides = { name: 'Shop', ...numbers, buildType, keystore: 'upload.p12', keyAlias: 'upload' };
    const passwords = { ask: async () => new Secret(rightPassword) };
    const runsProjectBuild = this.#id === 'expo';
    const request = { appFolder: this.app, platform: 'android', overrides, passwords, signal, runsProjectBuild } as const;
    return await this.guarded(rightPassword, async () => await createPackage(this.world, request));
  }

  /** The codes of the failure, then those of its issues. */
  async fails(buildType?: BuildType): Promise<readonly string[]> {
    let codes: readonly string[] = [];
    await rejects(this.create(buildType), (error) => {
      codes = isFailure(error) ? [error.code, ...error.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)] : [];
      return true;
    });
    return codes;
  }
}

/** Processes of other tests are not looked at. */
function filesWith(folders: readonly string[]): readonly string[] {
  return findText(rightPassword, folders).filter((place) => !place.startsWith('/proc/'));
}

describe('engines of frameworks, with stand-ins for their tools', () => {
  let bench: Bench | undefined;
  const of = async (id: BenchId, name?: string): Promise<Bench> => {
    bench = new Bench(id, name);
    await bench.prepare();
    return bench;
  };
  beforeEach(() => {
    if (process.platform === 'win32') skipCurrent('The stand-ins are scripts that Windows does not start');
  });
  afterEach(async () => {
    await bench?.remove();
    bench = undefined;
  });

  for (const id of benchIds) {
    for (const buildType of ['release', 'app-bundle'] as const) {
      it(`make a package for ${buildType} with ${id}, signed by us, and change nothing in the project`, async () => {
        const on = await of(id);
        on.makes(buildType);
        const before = on.projectFiles(shapes[id].generated);
        const { record, path, format } = await on.create(buildType);
        deepStrictEqual(
          [record.engine, record.appIdentifier, record.version, record.versionCode, record.buildType, format],
          [engineOf(id), identifier, '1.2.3', 7, buildType, buildType === 'app-bundle' ? 'aab' : 'apk'],
        );
        const starts = on.starts();
        const shape = shapes[id];
        deepStrictEqual(
          starts.map(({ tool }) => tool),
          [...(shape.before ?? []), shape.maker],
        );
        deepStrictEqual(
          starts.filter(({ sawMarker }) => sawMarker),
          [],
        );
        const own = starts.at(-1);
        const { JAVA_HOME, ANDROID_HOME, STORE_PASSWORD } = own?.environment ?? {};
        if (id !== 'maui') deepStrictEqual([JAVA_HOME, ANDROID_HOME], [join(on.folder, 'tools', 'jdk'), join(on.folder, 'tools', 'sdk')]);
        strictEqual(STORE_PASSWORD, undefined);
        if (shape.maker === 'java' || shape.maker === 'cordova')
          deepStrictEqual(Object.values(own?.request?.variants ?? {}), [
            { applicationId: identifier, versionCode: 7, versionName: '1.2.3' },
          ]);
        else match(own?.args.join(' ') ?? '', /1\.2\.3/);
        deepStrictEqual(on.projectFiles(shapes[id].generated), before);
        // The password is in no file of the project, of the user or of the tools, but in the script of this test.
        deepStrictEqual(
          filesWith([on.folder]).filter((place) => !place.endsWith('script.json')),
          [],
        );
        ok(path.startsWith(join(on.app, '.mobile-distribution', 'packages')));
      });
    }
  }

  for (const id of benchIds) {
    it(`make a package with ${id} in a folder of any name`, async () => {
      for (const name of otherNames) {
        const on = await of(id, name);
        on.makes('release');
        const { record } = await on.create();
        deepStrictEqual([name, record.engine, record.versionCode], [name, engineOf(id), 7]);
        for (const { folder } of on.starts()) ok(folder.startsWith(on.app), folder);
        deepStrictEqual(readdirSync(on.folder).includes('x'), false);
        await on.remove();
      }
    });
  }

  it('say that Cordova cannot be handed a path with both quotation marks', async () => {
    const on = await of('cordova', `it's "mine"`);
    on.makes('release');
    deepStrictEqual(await on.fails(), ['issues-found', 'framework-path-unusable']);
    deepStrictEqual(on.starts(), []);
  });

  for (const id of ['capacitor', 'cordova', 'flutter', 'gradle', 'kotlinMultiplatform', 'maui', 'react-native', 'tauri'] as const) {
    it(`take no result of an earlier run with ${id}, and wait for one that comes late`, async () => {
      const on = await of(id);
      on.makes('release', { delayMs: 300 });
      await on.create();
      // The tool ends well and writes nothing.
      on.does(shapes[id].maker, {});
      rmSync(join(on.app, '.mobile-distribution'), { recursive: true });
      deepStrictEqual(await on.fails(), ['artifact-stale']);
    });

    it(`say that ${id} made no package, or that of another app`, async () => {
      const on = await of(id);
      on.does(shapes[id].maker, {});
      deepStrictEqual(await on.fails(), ['package-not-built']);
      on.makes('release');
      const settings = { android: { appIdentifier: 'com.acme.another' } };
      writeFileSync(join(on.app, 'mobile-distribution.json'), JSON.stringify(settings));
      const fixed = id === 'flutter' || id === 'tauri';
      deepStrictEqual(await on.fails(), ['issues-found', fixed ? 'framework-identifier-fixed' : 'package-differs']);
    });
  }

  it('take a package that is there long before the tool ends', async () => {
    for (const id of ['tauri', 'maui'] as const) {
      const on = await of(id);
      on.makes('release', { lingerMs: 400 });
      strictEqual((await on.create()).record.versionCode, 7);
      await on.remove();
    }
  });

  it('take no part of a package, whether the tool says that the disk is full or not', async () => {
    for (const exitCode of [0, 1]) {
      const on = await of('tauri');
      on.makes('release', { roomBytes: 900, exitCode });
      const codes = await on.fails();
      if (exitCode === 1) deepStrictEqual([codes[0], codes.includes('log-disk-full')], ['build-step-failed', true]);
      else strictEqual(codes[0], 'issues-found');
      const own = join(on.app, '.mobile-distribution');
      deepStrictEqual(
        readdirSync(join(own, 'packages')).filter((name) => name.endsWith('.apk') || name.endsWith('.tmp')),
        [],
      );
      ok(!existsSync(join(own, 'packages.jsonl')) || readFileSync(join(own, 'packages.jsonl'), 'utf8') === '');
      await on.remove();
    }
  });

  it('mask a password that a tool found somewhere and prints', async () => {
    const on = await of('flutter');
    on.makes('release', { stdout: `storePassword=${rightPassword}\n`, stderr: `keytool ${rightPassword}\n` });
    const { logPath } = await on.create();
    const log = readFileSync(logPath, 'utf8');
    match(log, /storePassword=•+/);
    ok(!log.includes(rightPassword));
    deepStrictEqual(filesWith([on.app]), []);
  });

  /** Recorded from the real tools, by the name of the file. */
  const recorded: readonly (readonly [id: FrameworkId, tool: string, log: string, exitCode: number])[] = [
    ['capacitor', 'cap', 'capacitor-sync-no-web-dir', 1],
    ['cordova', 'cordova', 'cordova-java-error', 1],
    ['expo', 'expo', 'expo-plugin-missing', 1],
    ['nativescript', 'ns', 'nativescript-build-android', 127],
    ['react-native', 'java', 'gradle-manifest-merge-attribute', 1],
    ['tauri', 'tauri', 'tauri-android-no-sdk', 1],
    ['maui', 'dotnet', 'gradle-disk-full', 1],
  ];
  for (const [id, tool, log, exitCode] of recorded) {
    it(`explain a recorded failure of ${id}: ${log}`, async () => {
      const on = await of(id);
      on.makes('release');
      const [, ...lines] = readFileSync(join(projectRoot, 'test', 'fixtures', 'build-logs', `${log}.txt`), 'utf8').split('\n');
      on.does(tool, { stdout: lines.join('\n'), exitCode });
      const [failure, ...issues] = await on.fails();
      strictEqual(failure, 'build-step-failed');
      ok(issues.length > 0);
    });
  }

  it('take no bundle of NativeScript with errors, with which its tool ends as if all was well', async () => {
    const on = await of('nativescript');
    on.makes('release');
    const said =
      "ERROR in ./src/app.ts 3:9\nModule not found: Error: Can't resolve './gone' in '/shop/src'\n\nwebpack 5.113.0 compiled with 1 error in 13858 ms\n";
    on.does('ns', { stdout: said, rewrites: { 'platforms/android/settings.gradle': '' } });
    const [failure, ...issues] = await on.fails();
    strictEqual(failure, 'build-step-failed');
    ok(
      issues.some((code) => code.startsWith('log-')),
      issues.join(' '),
    );
  });

  const logs: readonly (readonly [id: FrameworkId, tool: string, text: string, exitCode: number, code: string])[] = [
    ['capacitor', 'cap', '[error] Could not find the web assets directory: ./www.\n', 1, 'log-capacitor-no-web-dir'],
    ['nativescript', 'ns', "No project found at or above '/shop' and neither was a --path specified.\n", 127, 'log-ns-no-project'],
    ['react-native', 'java', 'FAILURE: Build failed with an exception.\n\n* What went wrong:\nSDK location not found.\n', 1, 'log-'],
    ['flutter', 'flutter', 'Error: Unable to find git in your PATH.\n', 1, 'log-'],
  ];
  for (const [id, tool, stderr, exitCode, code] of logs) {
    it(`explain why ${tool} failed for ${id}`, async () => {
      const on = await of(id);
      on.makes('release');
      on.does(tool, { stderr, exitCode });
      const [failure = '', ...issues] = await on.fails();
      strictEqual(failure, 'build-step-failed');
      ok(
        issues.some((issue) => issue.startsWith(code)),
        issues.join(' '),
      );
    });
  }

  it('give back files that a tool rewrote, also when it failed', async () => {
    for (const exitCode of [0, 1]) {
      const on = await of('expo');
      on.makes('release');
      const before = on.projectFiles('android');
      on.does('expo', {
        rewrites: {
          'android/settings.gradle': '',
          'package.json': '{}',
          'app.json': '{ "expo": { "android": { "package": "com.anonymous.shop" } } }',
        },
        exitCode,
      });
      if (exitCode === 0) await on.create();
      else deepStrictEqual((await on.fails())[0], 'build-step-failed');
      deepStrictEqual(on.projectFiles('android'), before);
      await on.remove();
    }
  });

  it('end a tool that ignores signals, and leave no lock', async () => {
    for (const id of ['react-native', 'cordova', 'flutter', 'gradle', 'maui', 'tauri'] as const) {
      const on = await of(id);
      on.makes('release', { hangs: true, ignoresSignals: true });
      const cancelling = new AbortController();
      const done = on.create('release', cancelling.signal);
      await until('the tool runs', () => on.starts().length > 0 || undefined);
      await wait(300);
      cancelling.abort();
      await rejects(done, { code: 'cancelled' });
      for (const { pid } of on.starts()) ok(!isAlive(pid), `${id} left a process`);
      deepStrictEqual(readdirSync(join(on.app, '.mobile-distribution', 'locks')), []);
      await on.remove();
    }
  });
});
