/**
 * Makes projects with the real generators of Capacitor, Cordova, React Native, Expo, NativeScript and Tauri, which run from their packages alone.
 * Each is made once; what its generator needs and is not here leaves it out.
 */

import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findProgram, searchOf } from '../../src/node/findProgram.ts';
import { lastLines, runProgram } from '../steps/program.ts';
import { engineCache } from './prepareGradle.ts';

interface Generator {
  /** Of npm, with their versions; installed for this project alone. */
  readonly packages: readonly string[];
  /** Makes the project in `app`, a folder that is there and empty. `false`: something it needs is not on this machine. */
  readonly make: (place: Place) => Promise<boolean>;
}

interface Place {
  readonly app: string;
  /** Where the packages are. */
  readonly staging: string;
  /** A program of a package. */
  readonly tool: (name: string) => string;
  /** A folder of a package. */
  readonly packageFolder: (name: string) => string;
}

const capacitorVersion = '8.5.2';
const expoVersion = '57.0.28';

const names = ['capacitor', 'cordova', 'react-native', 'expo', 'nativescript', 'tauri'] as const;

type GeneratorName = (typeof names)[number];

const generators: Readonly<Record<GeneratorName, Generator>> = {
  capacitor: {
    packages: ['core', 'cli', 'android', 'ios'].map((name) => `@capacitor/${name}@${capacitorVersion}`),
    make: makeCapacitor,
  },
  cordova: {
    packages: ['cordova@13.0.0'],
    make: async ({ app, tool }) => {
      await run(tool('cordova'), ['create', app, 'com.acme.cordemo', 'Cord Demo', '--no-telemetry'], app);
      // Those of npm; nothing of Android or Apple takes part.
      await run(tool('cordova'), ['platform', 'add', 'android@15.1.0', '--no-telemetry'], app);
      await run(tool('cordova'), ['platform', 'add', 'ios@8.1.1', '--no-telemetry'], app);
      return true;
    },
  },
  'react-native': {
    packages: ['@react-native-community/cli@20.2.0', '@react-native-community/template@0.87.2'],
    make: async ({ app, staging, tool, packageFolder }) => {
      const template = `file:${packageFolder('@react-native-community/template')}`;
      const options = ['--directory', app, '--skip-install', '--skip-git-init', '--package-name', 'com.acme.demo', '--template', template];
      await run(tool('rnc-cli'), ['init', 'Demo', ...options, '--replace-directory', 'true'], staging);
      return true;
    },
  },
  expo: { packages: [`expo-template-blank@${expoVersion}`], make: makeExpo },
  nativescript: {
    packages: ['nativescript@9.1.1'],
    make: async ({ app, staging, tool }) => {
      const template = ['--template', '@nativescript/template-hello-world-ts@9.1.1'];
      await run(tool('ns'), ['create', 'nsdemo', '--appid', 'com.acme.nsdemo', ...template, '--path', staging], staging);
      rmSync(app, { recursive: true });
      renameSync(join(staging, 'nsdemo'), app);
      return true;
    },
  },
  tauri: { packages: ['create-tauri-app@4.7.4', '@tauri-apps/cli@2.12.5'], make: makeTauri },
};

/** Named after what is in it, so that another version makes it again. */
export function generatedProject(name: GeneratorName): string {
  const versions = generators[name].packages.map((each) => each.slice(each.lastIndexOf('@') + 1));
  return join(engineCache, 'generated', `${name}-${[...new Set(versions)].join('-')}`);
}

/** Whether every generator that can run here made its project; else `log` has the reason. */
export async function prepareGenerators(log: (line: string) => void): Promise<boolean> {
  let isWhole = true;
  for (const name of names) {
    if (existsSync(generatedProject(name))) continue;
    log(`Making a project with the generator of ${name} …`);
    isWhole = (await prepare(name, log)) && isWhole;
  }
  return isWhole;
}

async function prepare(name: GeneratorName, log: (line: string) => void): Promise<boolean> {
  const { packages, make } = generators[name];
  const staging = join(engineCache, `generator-${name}-${process.pid}`);
  const app = join(staging, 'project');
  try {
    mkdirSync(app, { recursive: true });
    writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], staging);
    const modules = join(staging, 'node_modules');
    const isMade = await make({
      app,
      staging,
      tool: (program) => join(modules, '.bin', program),
      packageFolder: (packageName) => join(modules, ...packageName.split('/')),
    });
    if (!isMade) {
      log(`What the generator of ${name} needs is not on this machine.`);
      return true;
    }
    // Packages are not read; they would be hundreds of megabytes.
    rmSync(join(app, 'node_modules'), { recursive: true, force: true });
    mkdirSync(dirname(generatedProject(name)), { recursive: true });
    renameSync(app, generatedProject(name));
    return true;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function makeCapacitor({ app, staging, tool }: Place): Promise<boolean> {
  const versions = Object.fromEntries(['core', 'cli', 'android', 'ios'].map((name) => [`@capacitor/${name}`, capacitorVersion]));
  mkdirSync(join(app, 'www'));
  writeFileSync(join(app, 'package.json'), `${JSON.stringify({ name: 'demo', version: '1.4.2', dependencies: versions }, undefined, 2)}\n`);
  writeFileSync(join(app, 'www', 'index.html'), '<!doctype html><title>Demo</title>\n');
  symlinkSync(join(staging, 'node_modules'), join(app, 'node_modules'));
  await run(tool('cap'), ['init', 'Cap Demo', 'com.acme.capdemo', '--web-dir', 'www'], app);
  await run(tool('cap'), ['add', 'android'], app);
  await run(tool('cap'), ['add', 'ios'], app);
  rmSync(join(app, 'node_modules'));
  return true;
}

/** As create-expo-app does it, which asks for a version of the template that the registry does not name; prebuild is Expo's own. */
async function makeExpo({ app, packageFolder }: Place): Promise<boolean> {
  cpSync(packageFolder('expo-template-blank'), app, { recursive: true });
  renameSync(join(app, 'gitignore'), join(app, '.gitignore'));
  const config = { name: 'Expo Demo', slug: 'expo-demo', version: '1.2.0', icon: './assets/icon.png' };
  const platforms = { ios: { bundleIdentifier: 'com.acme.expodemo' }, android: { package: 'com.acme.expodemo', versionCode: 3 } };
  writeFileSync(join(app, 'app.json'), `${JSON.stringify({ expo: { ...config, ...platforms } }, undefined, 2)}\n`);
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], app);
  await run(join(app, 'node_modules', '.bin', 'expo'), ['prebuild', '--no-install'], app);
  return true;
}

/** The native project of Tauri is made by its own tool, which wants Rust, and a folder each for SDK and NDK that it looks for and does not start. */
async function makeTauri({ app, staging, tool }: Place): Promise<boolean> {
  if ((await findProgram('cargo', searchOf())) === undefined) return false;
  rmSync(app, { recursive: true });
  const options = ['--yes', '--manager', 'npm', '--template', 'vanilla', '--identifier', 'com.acme.tauridemo'];
  await run(tool('create-tauri-app'), ['project', ...options], staging);
  const sdk = join(staging, 'sdk');
  const ndk = join(sdk, 'ndk', '27.0.12077973');
  mkdirSync(join(sdk, 'platforms', 'android-36'), { recursive: true });
  mkdirSync(join(ndk, 'toolchains', 'llvm', 'prebuilt', 'linux-x86_64', 'bin'), { recursive: true });
  writeFileSync(join(ndk, 'source.properties'), 'Pkg.Revision = 27.0.12077973\n');
  await run(tool('tauri'), ['android', 'init', '--ci', '--skip-targets-install'], app, { ANDROID_HOME: sdk, NDK_HOME: ndk });
  return true;
}

async function run(command: string, args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  // The tools start the `node` of PATH, which may be too old for them; the project's own is not.
  const PATH = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const env = { CI: 'true', NODE_NO_WARNINGS: '1', EXPO_NO_TELEMETRY: '1', ...more, PATH };
  const { exitCode, output } = await runProgram(command, args, { quiet: true, cwd, env });
  if (exitCode !== 0) throw new Error(`${command} did not finish:\n${lastLines(output)}`);
}
