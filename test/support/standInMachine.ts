/** A folder with stand-ins for tools and one app, for whole builds with real files and processes. The password is looked for all the time. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngines } from '../../src/core/engines/engineRegistry.ts';
import { Toolchains } from '../../src/core/engines/toolchains/toolchains.ts';
import { type Machine } from '../../src/core/ports/machine.ts';
import { makePrivateFolder } from '../../src/node/makePrivateFolder.ts';
import { createNodeWorld, type NodeWorld } from '../../src/node/nodeWorld.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { SecretWatch } from './secretWatch.ts';
import { type StandInBehavior, type StandInStart, writeStandIn } from './standInTool.ts';

/** What a shell, a batch file, MSBuild, or a splitter of options would take for something else. */
export const hostileName = `-my "shop"; $(touch x) & %PATH% !x! #1 ñ漢`;

const scripts: Readonly<Record<string, string>> = {
  cap: 'node_modules/@capacitor/cli/bin/capacitor',
  expo: 'node_modules/expo/bin/cli',
  ns: 'node_modules/nativescript/bin/tns',
  cordova: 'node_modules/cordova/bin/cordova',
  tauri: 'node_modules/@tauri-apps/cli/tauri.js',
};

export class StandInMachine {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mdist-frameworks-')));
  readonly app: string;
  readonly #system: Machine['system'];
  readonly #tools: Record<string, StandInBehavior> = {};
  #world: NodeWorld | undefined;

  constructor(system: Machine['system'], name: string) {
    this.#system = system;
    this.app = join(this.folder, name);
  }

  get world(): NodeWorld {
    if (!this.#world) throw new Error('not set up');
    return this.#world;
  }

  at(...path: readonly string[]): string {
    return join(this.folder, ...path);
  }

  setUp(): void {
    const tool = (...path: readonly string[]): string => this.at('tools', ...path);
    for (const [path, text] of Object.entries({
      'jdk/release': 'JAVA_VERSION="21.0.3"\n',
      'sdk/platforms/android-36/android.jar': '',
      'flutter/version': '3.44.1',
      'dotnet/sdk/10.0.100/dotnet.dll': '',
      'dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui': '',
      'Xcode.app/Contents/version.plist':
        '<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>26.1</string></dict></plist>',
    }))
      writeText(tool(path), text);
    for (const path of [
      ['jdk', 'bin', 'java'],
      ['jdk', 'bin', 'javac'],
      ['flutter', 'bin', 'flutter'],
      ['dotnet', 'dotnet'],
      ['Xcode.app', 'Contents', 'Developer', 'usr', 'bin', 'xcodebuild'],
      ['bin', 'cargo'],
      ['bin', 'pod'],
    ])
      writeStandIn(tool(...path));
    mkdirSync(this.at('temporary'), { recursive: true });
    const variables: Readonly<Record<string, string>> = {
      PATH: [tool('bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      JAVA_HOME: tool('jdk'),
      ANDROID_HOME: tool('sdk'),
      FLUTTER_ROOT: tool('flutter'),
      DOTNET_ROOT: tool('dotnet'),
      DEVELOPER_DIR: tool('Xcode.app'),
    };
    const world = createNodeWorld({
      mediaFolder: join(projectRoot, 'media'),
      userFolder: this.at('user'),
      digestWorkerUrl: pathToFileURL(join(projectRoot, 'src/node/contentDigester/digestWorker.ts')).href,
      hiddenVariables: ['STORE_PASSWORD'],
    });
    const { files, paths, clock, http, programs } = world;
    const machine = { system: this.#system, homeFolder: this.at('home'), variable: (name: string) => variables[name] };
    const toolchains = new Toolchains({ files, paths, machine });
    const productFiles = { read: async (name: string) => readFileSync(join(projectRoot, 'media', name)) };
    const ports = { files, paths, clock, http, programs, productFiles, toolchains, userFolder: world.userFolder, makePrivateFolder };
    this.#world = { ...world, engines: createEngines(ports) };
  }

  /** The files of the app, and stand-ins for the tools that are among its packages. */
  writeProject(texts: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(texts)) writeText(join(this.app, path), text);
    for (const [name, path] of Object.entries(scripts)) {
      const root = path.split('/').slice(0, path.includes('@') ? 3 : 2);
      if (existsSync(join(this.app, ...root, 'package.json'))) writeStandIn(join(this.app, path), name);
    }
  }

  /** What a tool does from now on. */
  does(tool: string, behavior: StandInBehavior): void {
    this.#tools[tool] = behavior;
  }

  /** While something runs that knows the password, it is in no process below this one, and in no file but those that `mayHave` names. */
  async guarded<Result>(marker: string, run: () => Promise<Result>): Promise<Result> {
    const script = this.at('script.json');
    writeText(script, JSON.stringify({ tools: this.#tools, log: this.at('starts.jsonl'), marker }));
    const own = { STAND_IN: script, STORE_PASSWORD: marker, TMPDIR: this.at('temporary') };
    const before = Object.keys(own).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, own);
    const watch = new SecretWatch(marker, [this.folder], (path) => path === script);
    try {
      return await run();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      deepStrictEqual(watch.stop(), []);
      ok(watch.seen.looks > 0);
    }
  }

  starts(): readonly StandInStart[] {
    const path = this.at('starts.jsonl');
    return existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as StandInStart)
      : [];
  }

  /** Every file of the project with its content, without what tools and this product write into their own folders. */
  projectFiles(generated?: string): Readonly<Record<string, string>> {
    const names = readdirSync(this.app, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(this.app, name)).isFile());
    const isOwn = (name: string): boolean => !/(?:^|\/)(?:build|bin|\.mobile-distribution)\//.test(name) || name.startsWith('node_modules');
    const own = names.filter((name) => isOwn(name) && (generated === undefined || !name.startsWith(`${generated}/`)));
    return Object.fromEntries(own.toSorted().map((name) => [name, readFileSync(join(this.app, name), 'latin1')]));
  }

  async remove(): Promise<void> {
    await this.#world?.dispose();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
