/**
 * Prepares real builds with Gradle from Debian's packages alone: Gradle 4.4.1 and the Android plugin 2.2.2, and an Android SDK made of
 * Debian's build tools and framework resources, the signatures of Android in `media/android-shell/stubs`, and those of Java in the JDK.
 */

import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installDebianPackages } from '../steps/debianPackages.ts';
import { lastLines, runProgram } from '../steps/program.ts';
import { projectRoot } from '../steps/projectRoot.ts';

export const engineCache = join(projectRoot, '.cache', 'engines');
export const sdkFolder = join(engineCache, 'android-sdk');

const buildToolsVersion = '29.0.3';
const needed: Readonly<Record<string, string>> = {
  gradle: '/usr/bin/gradle',
  'libgradle-android-plugin-java': '/usr/share/maven-repo/com/android/tools/build/gradle/debian',
  'libjaxb-java': '/usr/share/maven-repo/org/glassfish/jaxb/jaxb-runtime/debian',
  // The folder is there as soon as one of its tools is.
  'android-sdk-build-tools': '/usr/lib/android-sdk/build-tools/debian/source.properties',
  'android-framework-res': '/usr/share/android-framework-res/framework-res.apk',
  adb: '/usr/lib/android-sdk/platform-tools',
  'openjdk-17-jdk-headless': '/usr/lib/jvm/java-17-openjdk-amd64/bin/javac',
};

/** Whether everything is there; else `log` has the reason. */
export async function prepareGradle(log: (line: string) => void): Promise<boolean> {
  const missing = Object.entries(needed).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
  if (missing.length > 0 && !(await installDebianPackages(missing, log))) return false;
  if (existsSync(join(sdkFolder, 'build-tools', buildToolsVersion, 'source.properties'))) return true;
  log('Making an Android SDK of Debian’s packages …');
  const staging = join(engineCache, `staging-${process.pid}`);
  try {
    await makePlatform(staging, join(staging, 'sdk', 'platforms', 'android-29'));
    copyTools(join(staging, 'sdk'));
    rmSync(sdkFolder, { recursive: true, force: true });
    renameSync(join(staging, 'sdk'), sdkFolder);
    return true;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { exitCode, output } = await runProgram(command, args, { quiet: true, cwd });
  if (exitCode !== 0) throw new Error(`${command} did not finish:\n${lastLines(output)}`);
}

async function makePlatform(staging: string, platform: string): Promise<void> {
  const classes = join(staging, 'classes');
  const symbols = join(staging, 'symbols');
  for (const folder of [classes, symbols, platform]) mkdirSync(folder, { recursive: true });
  const stubs = join(projectRoot, 'media', 'android-shell', 'stubs');
  const sources = readdirSync(stubs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'));
  await run('javac', ['--release', '8', '-Xlint:-options', '-nowarn', '-d', classes, ...sources], stubs);
  await run('jar', ['--extract', '--file', '/usr/share/android-framework-res/framework-res.apk'], classes);
  await run('jar', ['--extract', '--file', join(javaHome(), 'lib', 'ct.sym')], symbols);
  copyJavaSignatures(symbols, classes);
  await run('jar', ['--create', '--no-compress', '--no-manifest', '--file', join(platform, 'android.jar'), '.'], classes);
  writeFileSync(join(platform, 'source.properties'), sourceProperties);
  writeFileSync(join(platform, 'build.prop'), 'ro.build.version.sdk=29\nro.build.version.release=10\nro.build.version.codename=REL\n');
  writeFileSync(join(platform, 'framework.aidl'), '');
}

function javaHome(): string {
  return dirname(dirname(realpathSync('/usr/lib/jvm/java-17-openjdk-amd64/bin/javac')));
}

/** What Java 8 has: `ct.sym` keeps the signatures of each version in a folder whose name lists the versions, a folder for each module in it. */
function copyJavaSignatures(symbols: string, classes: string): void {
  for (const versions of readdirSync(symbols).filter((name) => name.includes('8'))) {
    for (const module of readdirSync(join(symbols, versions))) {
      const isModule = /^(?:java|jdk)\./.test(module);
      const root = isModule ? join(symbols, versions, module) : join(symbols, versions);
      for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
        if (!/^javax?\/.*\.sig$/.test(name)) continue;
        const target = join(classes, name.replace(/\.sig$/, '.class'));
        mkdirSync(dirname(target), { recursive: true });
        cpSync(join(root, name), target);
      }
      if (!isModule) break;
    }
  }
}

function copyTools(sdk: string): void {
  cpSync('/usr/lib/android-sdk/build-tools/debian', join(sdk, 'build-tools', buildToolsVersion), { recursive: true, dereference: true });
  cpSync('/usr/lib/android-sdk/platform-tools', join(sdk, 'platform-tools'), { recursive: true, dereference: true });
  writeFileSync(join(sdk, 'platform-tools', 'source.properties'), 'Pkg.Revision=29.0.6\nPkg.UserSrc=false\n');
}

/** As the plugin wants it of a platform. */
const sourceProperties = `Pkg.Desc=Android SDK Platform 10
Pkg.UserSrc=false
Platform.Version=10
Platform.CodeName=
Pkg.Revision=5
AndroidVersion.ApiLevel=29
Layoutlib.Api=15
Layoutlib.Revision=1
Platform.MinToolsRev=22
`;
