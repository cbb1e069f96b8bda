/**
 * Whole packages for iOS on a made-up Mac: real files, real processes, real signing, and stand-ins for Xcode and the tools of the frameworks. They note
 * what they were started with, and behave as well or as badly as they are told to.
 */

import { deepStrictEqual, match, ok, rejects } from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isFailure } from '../../src/core/base/failure.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { createPackage, type CreatedPackage } from '../../src/core/workflow/createPackage.ts';
import { isAlive } from '../../src/node/isAlive.ts';
import { p12Password } from '../support/applePki.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { frameworkProjects, nativeIosProjects, type ProjectTexts } from '../support/frameworkProjects.ts';
import { createIosPackage, iosApp, labPki } from '../support/iosWorkflow.ts';
import { appContent } from '../support/sealedApps.ts';
import { hostileName, StandInMachine } from '../support/standInMachine.ts';
import { type StandInBehavior } from '../support/standInTool.ts';
import { templateProjects } from '../support/templateProjects.ts';
import { until } from '../support/until.ts';

interface Shape {
  readonly engine: string;
  readonly texts: ProjectTexts;
  /** The tool that makes the app; Xcode when absent. */
  readonly maker?: string;
  /** Where it makes it, relative to the app. */
  readonly to?: string;
  /** What it makes: an archive of Xcode when absent. */
  readonly makes?: 'small.app' | 'small.ipa';
  /** Further tools, in order. */
  readonly before?: readonly string[];
  /** Of what the maker is started with. */
  readonly args: RegExp;
}

const archive = '.mobile-distribution/logs/xcode/ios-ad-hoc/App.xcarchive';
const xcodeArgs = (container: string): RegExp =>
  new RegExp(`^archive -${container} -scheme \\S+ .* CODE_SIGNING_ALLOWED=NO MARKETING_VERSION=2\\.1\\.0 CURRENT_PROJECT_VERSION=9`);

const framework = (id: keyof typeof frameworkProjects): ProjectTexts => ({ ...frameworkProjects[id], ...nativeIosProjects[id] });

const shapes = {
  xcode: { engine: 'xcode', texts: templateProjects.xcode, args: xcodeArgs('project SwiftDemo\\.xcodeproj') },
  kotlinMultiplatform: {
    engine: 'xcode',
    texts: templateProjects.kotlinMultiplatform,
    args: xcodeArgs('project iosApp\\.xcodeproj'),
  },
  capacitor: { engine: 'capacitor', texts: framework('capacitor'), before: ['cap'], args: xcodeArgs('project App\\.xcodeproj') },
  'react-native': {
    engine: 'react-native',
    texts: framework('react-native'),
    before: ['pod'],
    args: xcodeArgs('workspace Shop\\.xcworkspace'),
  },
  expo: { engine: 'expo', texts: framework('expo'), before: ['expo', 'pod'], args: xcodeArgs('workspace Shop\\.xcworkspace') },
  cordova: { engine: 'cordova', texts: framework('cordova'), before: ['cordova'], args: xcodeArgs('workspace App\\.xcworkspace') },
  nativescript: { engine: 'nativescript', texts: framework('nativescript'), before: ['ns'], args: xcodeArgs('project \\S+\\.xcodeproj') },
  flutter: {
    engine: 'flutter',
    texts: framework('flutter'),
    maker: 'flutter',
    to: 'build/ios/archive/Runner.xcarchive',
    args: /build ipa --release --no-codesign --build-name=2\.1\.0 --build-number=9$/,
  },
  maui: {
    engine: 'maui',
    texts: framework('maui'),
    maker: 'dotnet',
    to: 'bin/Release/net10.0-ios/ios-arm64/Shop.app',
    makes: 'small.app',
    args: /-p:ApplicationDisplayVersion=2\.1\.0 -p:ApplicationVersion=9 /,
  },
  tauri: {
    engine: 'tauri',
    texts: framework('tauri'),
    maker: 'tauri',
    to: 'src-tauri/gen/apple/build/arm64/shop.ipa',
    makes: 'small.ipa',
    args: /^ios build --export-method debugging --ci --config \{"version":"2\.1\.0"\}$/,
  },
} as const satisfies Readonly<Record<string, Shape>>;

type ShapeId = keyof typeof shapes;

class Bench extends StandInMachine {
  readonly #shape: Shape;
  /** One higher for each build. */
  #versionCode = 8;

  constructor(id: ShapeId, name = hostileName) {
    super('macos', name);
    this.#shape = shapes[id];
  }

  async prepare(): Promise<void> {
    this.setUp();
    this.writeProject(this.#shape.texts);
    const files = await iosApp({}, { engine: this.#shape.engine });
    for (const [path, { bytes }] of files.content) writeBytes(join(this.app, path.slice('/app/'.length)), bytes);
    // As tools make them, without the extension, which would need its own profile.
    for (const [path, content] of Object.entries(appContent())) {
      if (typeof content === 'string' || path.includes('/PlugIns/')) continue;
      const inApp = path.slice('Payload/Hello.app/'.length);
      writeBytes(this.at('small.app', inApp), content);
      writeBytes(this.at('small.xcarchive', 'Products', 'Applications', 'Hello.app', inApp), content);
    }
    writeBytes(this.at('small.xcarchive', 'Info.plist'), '<plist version="1.0"><dict/></plist>');
    const web = await iosApp();
    writeBytes(this.at('small.ipa'), await web.readFile((await createIosPackage(web)).path));
  }

  get maker(): string {
    return this.#shape.maker ?? 'xcodebuild';
  }

  /** The tool that makes the app makes a right one. */
  makes(more: StandInBehavior = {}): void {
    const { to = archive, makes = 'small.xcarchive' } = this.#shape;
    if (this.#shape.before?.includes('expo')) this.does('expo', { rewrites: { 'ios/Podfile': '' } });
    if (this.#shape.before?.includes('ns')) this.does('ns', { rewrites: { 'platforms/ios/x': '' } });
    this.does(this.maker, { writes: [{ from: this.at(makes), to: join(this.app, to) }], ...more });
  }

  async create(signal = new AbortController().signal): Promise<CreatedPackage> {
    return await this.guarded(
      p12Password,
      async () =>
        await createPackage(
          { ...this.world, trustedRoots: [labPki.root] },
          {
            appFolder: this.app,
            platform: 'ios',
            overrides: { version: '2.1.0', versionCode: ++this.#versionCode },
            passwords: { ask: async () => new Secret(p12Password) },
            signal,
            runsProjectBuild: this.#shape.engine === 'expo',
          },
        ),
    );
  }

  /** The codes of the failure, then those of its errors. */
  async fails(): Promise<readonly string[]> {
    let codes: readonly string[] = [];
    await rejects(this.create(), (error) => {
      codes = isFailure(error)
        ? [error.code, ...error.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)]
        : [String(error)];
      return true;
    });
    return codes;
  }
}

function writeBytes(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

describe('engines for iOS, with stand-ins for Xcode and for tools', () => {
  let bench: Bench | undefined;
  const of = async (id: ShapeId, name?: string): Promise<Bench> => {
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

  for (const id of Object.keys(shapes) as ShapeId[]) {
    const shape: Shape = shapes[id];
    it(`make a package with ${id}, signed by us, and change nothing in the project`, async () => {
      const on = await of(id);
      on.makes();
      const generated = id === 'expo' ? 'ios' : id === 'nativescript' ? 'platforms' : undefined;
      const before = on.projectFiles(generated);
      const { record, format } = await on.create();
      deepStrictEqual(
        [record.engine, record.appIdentifier, record.version, record.versionCode, record.buildType, format],
        [shape.engine, 'com.acme.hello', '2.1.0', 9, 'ad-hoc', 'ipa'],
      );
      const starts = on.starts();
      deepStrictEqual(
        starts.map(({ tool }) => tool),
        [...(shape.before ?? []), on.maker],
      );
      deepStrictEqual(
        starts.filter(({ sawMarker }) => sawMarker),
        [],
      );
      const last = starts.at(-1);
      match(last?.args.join(' ') ?? '', shape.args);
      deepStrictEqual(last?.environment['STORE_PASSWORD'], undefined);
      deepStrictEqual(last?.environment['DEVELOPER_DIR'], on.at('tools', 'Xcode.app', 'Contents', 'Developer'));
      deepStrictEqual(on.projectFiles(generated), before);
    });

    it(`take no app of an earlier run with ${id}, wait for a late one, and say that there is none`, async () => {
      const on = await of(id);
      on.makes({ delayMs: 200, lingerMs: 200 });
      await on.create();
      on.does(on.maker, {});
      rmSync(join(on.app, '.mobile-distribution', 'packages'), { recursive: true });
      // Xcode adds to an archive that is there, so that of the last build was removed.
      deepStrictEqual(await on.fails(), [on.maker === 'xcodebuild' ? 'package-not-built' : 'artifact-stale']);
      rmSync(join(on.app, shape.to ?? archive), { recursive: true, force: true });
      deepStrictEqual(await on.fails(), ['package-not-built']);
    });
  }

  it('make a package in a folder of any name', async () => {
    for (const name of ["it's $HOME", 'a\nb', '--version', '=,~*?[a]{b}', '\\', '\u202Eapp\u0301'])
      for (const id of ['xcode', 'maui'] as const) {
        const on = await of(id, name);
        on.makes();
        deepStrictEqual([name, (await on.create()).record.versionCode], [name, 9]);
        deepStrictEqual(readdirSync(on.folder).includes('x'), false);
        await on.remove();
      }
  });

  const failures: readonly (readonly [id: ShapeId, tool: string, text: string, exitCode: number, code: string])[] = [
    [
      'xcode',
      'xcodebuild',
      'error: Signing for "App" requires a development team. Select a development team in the Signing & Capabilities editor.',
      65,
      'log-',
    ],
    ['kotlinMultiplatform', 'xcodebuild', '/app/iosApp/App.swift:3:5: error: cannot find x in scope', 65, 'log-compile-error'],
    ['react-native', 'pod', '[!] CocoaPods could not find compatible versions for pod "hermes-engine":', 1, 'log-'],
    ['expo', 'expo', "CommandError: Input is required, but 'npx expo' is in non-interactive mode.", 1, 'log-'],
    ['cordova', 'cordova', 'Current working directory is not a Cordova-based project.', 1, 'log-'],
    ['flutter', 'flutter', 'Error: Unable to find git in your PATH.', 1, 'log-'],
    [
      'maui',
      'dotnet',
      '/app/Shop.csproj : error NETSDK1147: To build this project, the following workloads must be installed: maui-ios',
      1,
      'log-',
    ],
  ];
  for (const [id, tool, text, exitCode, code] of failures)
    it(`explain why ${tool} failed for ${id}`, async () => {
      const on = await of(id);
      on.makes();
      on.does(tool, { stdout: `${text}\n`, exitCode });
      const [failure, ...issues] = await on.fails();
      deepStrictEqual([failure, issues.some((each) => each.startsWith(code))], ['build-step-failed', true], issues.join());
    });

  it('take no part of an app where the disk is full', async () => {
    const on = await of('tauri');
    on.makes({ roomBytes: 900, exitCode: 1 });
    const codes = await on.fails();
    deepStrictEqual([codes[0], codes.includes('log-disk-full')], ['build-step-failed', true]);
    on.makes({ roomBytes: 900 });
    ok((await on.fails()).length > 0);
    deepStrictEqual(
      readdirSync(join(on.app, '.mobile-distribution', 'packages')).filter((name) => /\.(?:ipa|tmp)$/.test(name)),
      [],
    );
  });

  it('mask a password that a tool prints', async () => {
    const on = await of('xcode');
    on.makes({ stdout: `export KEY=${p12Password}\n` });
    const { logPath } = await on.create();
    ok(!readFileSync(logPath, 'utf8').includes(p12Password));
  });

  it('end a tool that ignores signals, and leave no lock', async () => {
    for (const id of ['xcode', 'kotlinMultiplatform', 'flutter'] as const) {
      const on = await of(id);
      on.makes({ hangs: true, ignoresSignals: true });
      const cancelling = new AbortController();
      const done = on.create(cancelling.signal);
      done.catch(() => undefined);
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
