/**
 * A machine of another system that has every tool, each where the usual installer puts it: for showing what a build would run there. Nothing of it
 * was found, and the versions are examples, or those that a project asks for.
 */

import { type Machine } from '../../ports/machine.ts';
import { isWished, type WishedTool } from './toolWishes.ts';
import { readToolVersion } from './toolVersion.ts';

type Texts = Readonly<Record<string, string>>;

/** As a project writes them: `v22`, `17`, `3.44.1`. */
export type WantedVersions = Readonly<Partial<Record<WishedTool, readonly string[]>>>;

export interface UsualMachine {
  readonly system: Machine['system'];
  /** Absolute path. */
  readonly homeFolder: string;
  /** Absolute path of this user's own files of the product. */
  readonly userFolder: string;
  /** What is read of its tools, by absolute path. */
  readonly files: Texts;
  readonly variables: Texts;
  /** What the Mac answers that builds for iOS over SSH (`hostFacts.ts` asks). */
  readonly buildHost: string;
}

/** `user` names the home folder. */
export function usualMachine(system: Machine['system'], user: string, wanted: WantedVersions = {}): UsualMachine {
  const machine = { linux, macos, windows }[system](user, wanted);
  return { system, ...machine, buildHost: buildHostAnswers(wanted) };
}

type SystemTools = (user: string, wanted: WantedVersions) => Omit<UsualMachine, 'system' | 'buildHost'>;

/** For Gradle of every age; of those that suit, the newest is taken. */
const jdks: readonly string[] = ['1.8.0_442', '11.0.27', '17.0.15'];

/** Those of `usual`, and what is wanted beside them. */
function versions(usual: readonly string[], wanted: readonly string[] = []): readonly string[] {
  const others = wanted.flatMap((wish) => exampleOf(wish) ?? []);
  return [...usual, ...others.filter((version) => !usual.some((each) => isWished(each, version)))];
}

/** A whole version of what is asked for: `22.0.0` of `v22`. `undefined` for aliases and ranges, such as `lts/*`. */
function exampleOf(wish: string): string | undefined {
  return /^v?\d{1,4}(\.\d{1,4}){0,3}$/i.test(wish.trim()) ? readToolVersion(wish.trim())?.split('+', 1)[0] : undefined;
}

const javaNumber = (version: string): string => version.replace(/^1\.(?=8\b)/, '').split('.', 1)[0] ?? version;

function jdkFiles(all: readonly string[], homeOf: (number: string) => string, compiler: string): Texts {
  return Object.fromEntries(
    all.flatMap((version) => {
      const home = homeOf(javaNumber(version));
      return [
        [`${home}release`, `JAVA_VERSION="${version}"`],
        [`${home}${compiler}`, ''],
      ];
    }),
  );
}

const empty = (paths: readonly string[]): Texts => Object.fromEntries(paths.map((path) => [path, '']));

/** `place` is the folder of a version of fvm; a channel has the name that fvm gives it. */
function flutterFiles(wanted: readonly string[] = [], place: (name: string) => string, program: string, slash: string): Texts {
  const names = wanted.filter((name) => /^[\w+-][\w.+-]{0,60}$/.test(name));
  const entries = names.flatMap((name) => [
    [`${place(name)}${program}`, ''] as const,
    [`${place(name)}${slash}version`, exampleOf(name) ?? ''] as const,
  ]);
  return Object.fromEntries(entries);
}

const linux: SystemTools = (user, wanted) => {
  const home = `/home/${user}`;
  const fvm = `${home}/fvm/versions/`;
  return {
    homeFolder: home,
    userFolder: `${home}/.config/mobile-distribution`,
    files: {
      ...jdkFiles(versions(jdks, wanted.jdk), (number) => `/usr/lib/jvm/java-${number}/`, 'bin/javac'),
      [`${home}/Android/Sdk/platforms/android-36/android.jar`]: '',
      [`${home}/Android/Sdk/build-tools/36.0.0/aapt2`]: '',
      ...empty(versions(['22.14.0'], wanted.node).map((version) => `${home}/.nvm/versions/node/v${version}/bin/node`)),
      [`${fvm}3.44.1/bin/flutter`]: '',
      [`${fvm}3.44.1/version`]: '3.44.1\n',
      ...flutterFiles(wanted.flutter, (name) => `${fvm}${name}`, '/bin/flutter', '/'),
      '/usr/share/dotnet/dotnet': '',
      '/usr/share/dotnet/sdk/10.0.100/dotnet.dll': '',
      '/usr/share/dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui-android': '',
      [`${home}/.cargo/bin/cargo`]: '',
      '/usr/bin/gradle': '',
      '/usr/bin/ssh': '',
      '/usr/bin/rsync': '',
      '/usr/bin/git': '',
    },
    variables: { PATH: `${home}/.cargo/bin:/usr/bin` },
  };
};

const xcodeVersion = (version: string): string =>
  `<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>${version}</string></dict></plist>`;

const macos: SystemTools = (user, wanted) => {
  const home = `/Users/${user}`;
  const studio = '/Applications/Android Studio.app/Contents/jbr/Contents/Home/';
  const xcodes = versions(['26.1'], wanted.xcode).map((version, index) => [index === 0 ? 'Xcode' : `Xcode-${version}`, version] as const);
  return {
    homeFolder: home,
    userFolder: `${home}/Library/Application Support/mobile-distribution`,
    files: {
      ...jdkFiles(['21.0.3'], () => studio, 'bin/javac'),
      ...jdkFiles(
        versions([...jdks, '21.0.3'], wanted.jdk).filter((version) => version !== '21.0.3'),
        (number) => `/Library/Java/JavaVirtualMachines/temurin-${number}.jdk/Contents/Home/`,
        'bin/javac',
      ),
      [`${home}/Library/Android/sdk/platforms/android-36/android.jar`]: '',
      '/opt/homebrew/bin/node': '',
      '/opt/homebrew/include/node/node_version.h':
        '#define NODE_MAJOR_VERSION 24\n#define NODE_MINOR_VERSION 1\n#define NODE_PATCH_VERSION 0\n',
      ...empty(versions([], wanted.node).map((version) => `${home}/.nvm/versions/node/v${version}/bin/node`)),
      [`${home}/development/flutter/bin/flutter`]: '',
      [`${home}/development/flutter/bin/cache/flutter.version.json`]: '{ "frameworkVersion": "3.47.0" }',
      ...flutterFiles(wanted.flutter, (name) => `${home}/fvm/versions/${name}`, '/bin/flutter', '/'),
      '/usr/local/share/dotnet/dotnet': '',
      '/usr/local/share/dotnet/sdk/10.0.100/dotnet.dll': '',
      '/usr/local/share/dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui': '',
      ...empty(['cargo', 'pod', 'gradle'].map((name) => `/opt/homebrew/bin/${name}`)),
      ...Object.fromEntries(
        xcodes.flatMap(([name, version]) => [
          [`/Applications/${name}.app/Contents/Developer/usr/bin/xcodebuild`, ''],
          [`/Applications/${name}.app/Contents/version.plist`, xcodeVersion(version)],
        ]),
      ),
    },
    variables: { PATH: '/opt/homebrew/bin:/usr/bin' },
  };
};

const windows: SystemTools = (user, wanted) => {
  const home = `C:\\Users\\${user}`;
  const nvm = `${home}\\AppData\\Roaming\\nvm\\`;
  return {
    homeFolder: home,
    userFolder: `${home}\\AppData\\Roaming\\mobile-distribution`,
    files: {
      ...jdkFiles(['21.0.3'], () => 'C:\\Program Files\\Android\\Android Studio\\jbr\\', 'bin\\javac.exe'),
      ...jdkFiles(
        versions([...jdks, '21.0.3'], wanted.jdk).filter((version) => version !== '21.0.3'),
        (number) => `C:\\Program Files\\Eclipse Adoptium\\jdk-${number}\\`,
        'bin\\javac.exe',
      ),
      [`${home}\\AppData\\Local\\Android\\Sdk\\platforms\\android-36\\android.jar`]: '',
      'C:\\Program Files\\nodejs\\node.exe': '',
      ...empty(versions([], wanted.node).map((version) => `${nvm}v${version}\\node.exe`)),
      'C:\\src\\flutter\\bin\\flutter.bat': '',
      'C:\\src\\flutter\\version': '3.44.1',
      ...flutterFiles(wanted.flutter, (name) => `${home}\\fvm\\versions\\${name}`, '\\bin\\flutter.bat', '\\'),
      'C:\\Program Files\\dotnet\\dotnet.exe': '',
      'C:\\Program Files\\dotnet\\sdk\\10.0.100\\dotnet.dll': '',
      'C:\\Program Files\\dotnet\\metadata\\workloads\\10.0.100\\InstalledWorkloads\\maui': '',
      [`${home}\\.cargo\\bin\\cargo.exe`]: '',
      'C:\\Gradle\\bin\\gradle.bat': '',
      'C:\\Windows\\System32\\OpenSSH\\ssh.exe': '',
      'C:\\Program Files\\Git\\cmd\\git.exe': '',
    },
    variables: {
      PATH: `C:\\Program Files\\nodejs;${home}\\.cargo\\bin;C:\\Gradle\\bin;C:\\Windows\\System32\\OpenSSH;C:\\Program Files\\Git\\cmd`,
      ProgramFiles: 'C:\\Program Files',
    },
  };
};

function buildHostAnswers({ node, flutter, xcode }: WantedVersions): string {
  const newest = (wanted: readonly string[] | undefined, usual: string): string => versions([], wanted)[0] ?? usual;
  return [
    'home=/Users/builder',
    'path=/opt/homebrew/bin:/usr/bin:/bin',
    'system=Darwin',
    'xcode=/Applications/Xcode.app/Contents/Developer',
    `xcodeVersion=${newest(xcode, '26.1')}`,
    'rsync=/usr/bin/rsync',
    'git=/usr/bin/git',
    'node=/opt/homebrew/bin/node',
    `nodeVersion=v${newest(node, '24.1.0')}`,
    'pod=/opt/homebrew/bin/pod',
    'cargo=/opt/homebrew/bin/cargo',
    'flutter=/Users/builder/flutter/bin/flutter',
    `flutterVersion=${newest(flutter, '3.44.1')}`,
    'dotnet=/usr/local/share/dotnet/dotnet',
    'dotnetSdks=10.0.100',
    'workloads=maui',
  ]
    .map((line) => `mdist ${line}\n`)
    .join('');
}
