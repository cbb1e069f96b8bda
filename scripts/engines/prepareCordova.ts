/**
 * Prepares a real Cordova build on top of what `prepareGradle.ts` has made: Cordova 8.1.2 and cordova-android 6.4.0 from npm, which build with
 * Debian's Gradle 4.4.1 and Android plugin 2.2.2. Both ask for things that Debian does not have; what stands in for them is here.
 */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { lastLines, runProgram } from '../steps/program.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { engineCache, sdkFolder } from './prepareGradle.ts';

const cordovaVersion = '8.1.2';
const platformVersion = '6.4.0';
export const cordovaCache = join(engineCache, `cordova-${cordovaVersion}-${platformVersion}`);
/** A project as `cordova create` and `cordova platform add` make it. */
export const cordovaProject = join(cordovaCache, 'project');

const java = '/usr/lib/jvm/java-17-openjdk-amd64';
const gradle = '/usr/share/gradle/lib/gradle-launcher-4.4.1.jar';
const sources = join(projectRoot, 'scripts', 'engines', 'cordova');

/** What the tools of Cordova are started with here. */
export function cordovaEnvironment(): Readonly<Record<string, string>> {
  return {
    ANDROID_HOME: join(cordovaCache, 'sdk'),
    GRADLE_USER_HOME: join(cordovaCache, 'gradle-home'),
    JAVA_HOME: java,
    NODE_NO_WARNINGS: '1',
    // cordova-android 6.4.0 writes it into a file of properties as it is.
    CORDOVA_ANDROID_GRADLE_DISTRIBUTION_URL: `file\\:${join(cordovaCache, 'gradle-4.4.1-bin.zip')}`,
    PATH: [join(cordovaCache, 'bin'), join(cordovaCache, 'cli', 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
  };
}

/** Whether everything is there; else `log` has the reason. Needs what `prepareGradle` makes. */
export async function prepareCordova(log: (line: string) => void): Promise<boolean> {
  if (existsSync(cordovaProject)) return true;
  log('Making a project with Cordova, and what stands in for what Debian lacks …');
  rmSync(cordovaCache, { recursive: true, force: true });
  try {
    mkdirSync(join(cordovaCache, 'cli'), { recursive: true });
    writeFileSync(join(cordovaCache, 'cli', 'package.json'), '{ "private": true }\n');
    await Promise.all([
      run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `cordova@${cordovaVersion}`], join(cordovaCache, 'cli')),
      makeSdk(),
      makeStandIns(),
    ]);
    makeJavacThatSays18();
    makeGradleHome();
    await makeProject();
    return true;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function run(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { exitCode, output } = await runProgram(command, args, { quiet: true, cwd, env });
  if (exitCode !== 0) throw new Error(`${command} did not finish:\n${lastLines(output)}`);
}

/** The SDK of the Gradle builds with the classes that CordovaLib is compiled against, and the platform that cordova-android asks for. */
async function makeSdk(): Promise<void> {
  const sdk = join(cordovaCache, 'sdk');
  const classes = join(cordovaCache, 'classes');
  const stubs = join(cordovaCache, 'stubs');
  mkdirSync(classes, { recursive: true });
  const files = writeStubs(stubs);
  await run('javac', ['--release', '8', '-Xlint:-options', '-nowarn', '-d', classes, ...files], stubs);
  cpSync(sdkFolder, sdk, { recursive: true });
  const platform = join(sdk, 'platforms', 'android-26');
  renameSync(join(sdk, 'platforms', 'android-29'), platform);
  // A build that has used it wrote down its name.
  rmSync(join(platform, 'package.xml'), { force: true });
  await run('jar', ['--update', '--no-compress', '--file', join(platform, 'android.jar'), '.'], classes);
  const edit = (name: string, edits: readonly (readonly [string, string])[]): void => {
    const path = join(platform, name);
    writeFileSync(
      path,
      edits.reduce((text, [before, after]) => text.replace(before, after), readFileSync(path, 'utf8')),
    );
  };
  edit('source.properties', [
    ['ApiLevel=29', 'ApiLevel=26'],
    ['Platform.Version=10', 'Platform.Version=8.0'],
  ]);
  edit('build.prop', [['sdk=29', 'sdk=26']]);
}

/** `@ a.b.C` begins a file, and what follows is in it. The names of the files that were written. */
function writeStubs(folder: string): readonly string[] {
  const text = readFileSync(join(sources, 'androidStubs.txt'), 'utf8');
  return text
    .split(/^@ /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.split('\n');
      const segments = name.trim().split('.');
      const file = `${segments.join('/')}.java`;
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), `package ${segments.slice(0, -1).join('.')};\n${lines.join('\n')}`);
      return file;
    });
}

/** Two plugins as a Maven folder, and Debian's Gradle as the distribution that a wrapper unpacks. */
async function makeStandIns(): Promise<void> {
  const classes = join(cordovaCache, 'plugin');
  const ids = join(classes, 'META-INF', 'gradle-plugins');
  mkdirSync(ids, { recursive: true });
  const libraries = ['gradle-core-api-4.4.1', 'gradle-core-4.4.1', 'gradle-base-services-4.4.1', 'groovy-all', 'groovy'];
  const classPath = libraries.map((name) => `/usr/share/java/${name}.jar`).join(':');
  await run('javac', ['--release', '8', '-Xlint:-options', '-nowarn', '-cp', classPath, '-d', classes, 'IgnoreBlocks.java'], sources);
  for (const id of ['com.github.dcendents.android-maven', 'com.jfrog.bintray'])
    writeFileSync(join(ids, `${id}.properties`), 'implementation-class=dev.mobiledistribution.standin.IgnoreBlocks\n');
  const library = join(cordovaCache, 'plugin.jar');
  await run('jar', ['--create', '--no-manifest', '--file', library, '.'], classes);
  for (const [group, name, version] of [
    ['com.github.dcendents', 'android-maven-gradle-plugin', '1.5'],
    ['com.jfrog.bintray.gradle', 'gradle-bintray-plugin', '1.7.3'],
  ] as const) {
    const folder = join(cordovaCache, 'm2', ...group.split('.'), name, version);
    mkdirSync(folder, { recursive: true });
    cpSync(library, join(folder, `${name}-${version}.jar`));
    writeFileSync(
      join(folder, `${name}-${version}.pom`),
      `<project><modelVersion>4.0.0</modelVersion><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></project>\n`,
    );
  }
  // Its libraries find each other by relative links, so a copy does not start: one library that leads to them does.
  const distribution = join(cordovaCache, 'distribution');
  const lib = join(distribution, 'gradle-4.4.1', 'lib');
  mkdirSync(lib, { recursive: true });
  mkdirSync(join(distribution, 'gradle-4.4.1', 'bin'));
  writeFileSync(join(distribution, 'gradle-4.4.1', 'bin', 'gradle'), '#!/bin/sh\nexec /usr/bin/gradle "$@"\n', { mode: 0o755 });
  const manifest = join(cordovaCache, 'manifest.txt');
  writeFileSync(manifest, `Class-Path: file:${gradle}\n`);
  await run('jar', ['--create', '--file', join(lib, 'gradle-launcher-4.4.1.jar'), '--manifest', manifest], cordovaCache);
  await run('jar', ['--create', '--no-manifest', '--file', join(cordovaCache, 'gradle-4.4.1-bin.zip'), 'gradle-4.4.1'], distribution);
}

/** cordova-android 6.4.0 reads the versions of Java 8 alone. Gradle compiles in its own process, so this answer changes nothing else. */
function makeJavacThatSays18(): void {
  mkdirSync(join(cordovaCache, 'bin'), { recursive: true });
  const script = `#!/bin/sh\n[ "$1" = -version ] && { echo "javac 1.8.0" >&2; exit 0; }\nexec ${java}/bin/javac "$@"\n`;
  writeFileSync(join(cordovaCache, 'bin', 'javac'), script, { mode: 0o755 });
}

function makeGradleHome(): void {
  const scripts = join(cordovaCache, 'gradle-home', 'init.d');
  mkdirSync(scripts, { recursive: true });
  const script = readFileSync(join(sources, 'debianPlugin.init.gradle'), 'utf8').replace(
    "'file://@STANDINS@'",
    `'file://${join(cordovaCache, 'm2')}'`,
  );
  writeFileSync(join(scripts, 'debianPlugin.gradle'), script);
  writeFileSync(join(cordovaCache, 'gradle-home', 'gradle.properties'), 'android.enableAapt2=true\n');
}

async function makeProject(): Promise<void> {
  const staging = join(cordovaCache, `project-${process.pid}`);
  const environment = { ...cordovaEnvironment(), CI: 'true' };
  const cordova = async (cwd: string, ...args: readonly string[]): Promise<void> =>
    run('cordova', [...args, '--no-telemetry'], cwd, environment);
  await cordova(cordovaCache, 'create', staging, 'com.example.hello', 'Hello Cordova');
  await cordova(staging, 'platform', 'add', `android@${platformVersion}`);
  if (!readdirSync(staging).includes('platforms')) throw new Error('cordova platform add made no platform');
  renameSync(staging, cordovaProject);
}
