/** Projects on machines of the three systems that have every tool, each where the usual installer puts it, and the plans of the engines for them. */

import { strictEqual } from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { planText } from '../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec, type Engine } from '../../src/core/engines/engine/engine.ts';
import { FrameworkEngine } from '../../src/core/engines/framework/frameworkEngine.ts';
import { frameworks } from '../../src/core/engines/frameworks.ts';
import { GradleEngine } from '../../src/core/engines/gradle/gradleEngine.ts';
import { type GradleEnginePorts } from '../../src/core/engines/gradle/gradleEnginePorts.ts';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { Toolchains } from '../../src/core/engines/toolchains/toolchains.ts';
import { type Machine } from '../../src/core/ports/machine.ts';
import { type DetectedApp, detectApp } from '../../src/core/projects/detectApp.ts';
import { type Platform } from '../../src/core/settings/platform.ts';
import { fixedClock } from './fixedWorld.ts';
import { type ProjectTexts } from './frameworkProjects.ts';
import { type MadeMachine, machineOf } from './machines.ts';

export type System = Machine['system'];

const systems = ['linux', 'macos', 'windows'] as const;

const usualApps: Readonly<Record<System, string>> = {
  linux: '/home/ada/shop',
  macos: '/Users/ada/my shop',
  windows: 'C:\\Users\\ada\\my shop',
};

const xcodeVersion = '<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>26.1</string></dict></plist>';

export const machineTools: Readonly<Record<System, { readonly files: ProjectTexts; readonly variables: ProjectTexts }>> = {
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
      '/usr/bin/ssh': '',
      '/usr/bin/rsync': '',
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
      '/opt/homebrew/bin/pod': '',
      '/Applications/Xcode.app/Contents/Developer/usr/bin/xcodebuild': '',
      '/Applications/Xcode.app/Contents/version.plist': xcodeVersion,
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
      'C:\\Windows\\System32\\OpenSSH\\ssh.exe': '',
      'C:\\Program Files\\Git\\cmd\\git.exe': '',
    },
    variables: {
      PATH: 'C:\\Program Files\\nodejs;C:\\Users\\ada\\.cargo\\bin;C:\\Windows\\System32\\OpenSSH;C:\\Program Files\\Git\\cmd',
      ProgramFiles: 'C:\\Program Files',
    },
  },
};

/** What a Mac answers that is asked over SSH. */
const hostAnswers = [
  'home=/Users/builder',
  'path=/opt/homebrew/bin:/usr/bin:/bin',
  'system=Darwin',
  'xcode=/Applications/Xcode.app/Contents/Developer',
  'xcodeVersion=26.1',
  'rsync=/usr/bin/rsync',
  'git=/usr/bin/git',
  'node=/opt/homebrew/bin/node',
  'nodeVersion=v24.1.0',
  'pod=/opt/homebrew/bin/pod',
  'cargo=/opt/homebrew/bin/cargo',
  'flutter=/Users/builder/flutter/bin/flutter',
  'flutterVersion=3.44.1',
  'dotnet=/usr/local/share/dotnet/dotnet',
  'dotnetSdks=10.0.100',
  'workloads=maui',
].map((line) => `mdist ${line}\n`);

const buildHost = 'builder@mac.acme.example';

export interface PlannedProject {
  readonly system?: System;
  /** Absolute path of its folder; one of the usual place when absent. */
  readonly app?: string;
  readonly texts: ProjectTexts;
  readonly engine: string;
  readonly spec?: Partial<BuildSpec>;
  /** Whether nothing is installed. */
  readonly isBare?: boolean;
  /** Absolute path of the folder of the user's own files of the product. */
  readonly userFolder?: string;
}

export interface OpenedProject extends MadeMachine {
  readonly engine: Engine;
  readonly spec: BuildSpec;
  readonly detected: DetectedApp | undefined;
}

function createEngine(id: string, ports: GradleEnginePorts): Engine {
  if (id === 'gradle') return new GradleEngine(ports);
  if (id === 'web')
    return new WebEngine({ ...ports, clock: fixedClock(), http: { request: async () => await Promise.reject(new Error('no network')) } });
  const framework = frameworks.find((each) => each.id === id);
  if (!framework) throw new Error(`no engine ${id}`);
  return new FrameworkEngine(ports, framework);
}

export async function openPlanned(project: PlannedProject): Promise<OpenedProject> {
  const { system = 'linux', texts, engine: id, spec = {}, isBare = false } = project;
  const app = project.app ?? usualApps[system];
  const slash = system === 'windows' ? '\\' : '/';
  const own = Object.entries(texts).map(([name, text]) => [`${app}${slash}${name.replaceAll('/', slash)}`, text] as const);
  const tools = isBare ? { files: {}, variables: {} } : machineTools[system];
  const made = machineOf(system, { ...tools.files, ...Object.fromEntries(own) }, tools.variables);
  const engine = createEngine(id, {
    files: made.files,
    paths: made.paths,
    toolchains: new Toolchains(made),
    productFiles: { read: async () => new Uint8Array(0) },
    userFolder: project.userFolder ?? made.paths.join(made.machine.homeFolder, 'mdist'),
    makePrivateFolder: async () => undefined,
    programs: { run: async () => ({ exitCode: 0, stdout: hostAnswers.join(''), stderr: '' }) },
  });
  const detected = await detectApp(made.files, made.paths, app);
  const platform: Platform = spec.platform ?? 'android';
  const facts = detected?.project?.[platform];
  const whole: BuildSpec = {
    appFolder: app,
    settings: platform === 'ios' && system !== 'macos' ? { ios: { buildHost } } : {},
    platform,
    buildType: platform === 'ios' ? 'ad-hoc' : 'release',
    ...(facts && { facts }),
    name: 'Shop',
    appIdentifier: 'com.acme.shop',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: (await engine.projectVersion?.(app, facts)) ?? 'unknown',
    ...spec,
  };
  return { ...made, engine, spec: whole, detected };
}

/** Which builds a golden text has, by the system. */
const goldenTypes = { linux: ['release', 'debug'], macos: ['app-bundle'], windows: ['app-bundle'] } as const;

export interface GoldenProject {
  readonly texts: ProjectTexts;
  /** By the platforms that it is built for. */
  readonly engines: Readonly<Partial<Record<Platform, string>>>;
  readonly spec?: Partial<BuildSpec>;
  /** For Android, where its variants are others than the usual two. */
  readonly variantOf?: (buildType: BuildSpec['buildType']) => string;
  readonly appIdentifier?: string;
}

/** The plans for three systems. iOS is built on a Mac, and from the other systems on a Mac over SSH. */
export async function goldenPlans({ texts, engines, spec = {}, variantOf, appIdentifier }: GoldenProject): Promise<string> {
  const parts: string[] = [];
  const add = async (system: System, engine: string, own: Partial<BuildSpec> & Pick<BuildSpec, 'buildType'>): Promise<void> => {
    const whole = { ...spec, ...own, ...(appIdentifier !== undefined && { appIdentifier }) };
    // Where one computer has no rsync, git copies the project.
    const opened = await openPlanned({ system, texts: { '.git/HEAD': 'ref: refs/heads/main\n', ...texts }, engine, spec: whole });
    const title = own.platform === 'ios' ? `ios ${own.buildType}` : own.buildType;
    const plan = await opened.engine.plan(opened.spec, new AbortController().signal);
    parts.push(`# ${system}, ${title}`, ...planText(plan), '');
  };
  for (const system of systems) {
    const { android, ios } = engines;
    if (android !== undefined)
      for (const buildType of goldenTypes[system])
        await add(system, android, { platform: 'android', buildType, ...(variantOf && { variant: variantOf(buildType) }) });
    if (ios !== undefined) await add(system, ios, { platform: 'ios', buildType: 'ad-hoc' });
  }
  return parts.join('\n');
}

/** `UPDATE_PLANS=true` writes the text; read the difference before it is committed. */
export function checkGolden(path: string, text: string): void {
  if (process.env['UPDATE_PLANS'] === 'true') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  strictEqual(text, existsSync(path) ? readFileSync(path, 'utf8') : '');
}
