/**
 * The Java development kits of this machine, found where the tools that install them put them, and which of them suits a version of Gradle.
 * No program is started: each kit has a file `release` that says its version.
 */

import { compareToolVersions, satisfiesToolRange } from './toolVersion.ts';
import { listFolder, programFolders, programName, readSmallText, type ToolchainWorld } from './toolchainWorld.ts';

export interface Jdk {
  /** Absolute path, the one for JAVA_HOME. */
  readonly home: string;
  /** `17.0.15` */
  readonly version: string;
  /** Where it was named: in the variable JAVA_HOME, on PATH, or nowhere. */
  readonly source: 'java-home' | 'path' | 'installed';
}

/** Those that the user chose come first, then the newest. */
export async function findJdks(world: ToolchainWorld): Promise<readonly Jdk[]> {
  const { machine, paths, files } = world;
  const places: { readonly home: string; readonly source: Jdk['source'] }[] = [];
  const javaHome = machine.variable('JAVA_HOME');
  if (javaHome !== undefined && javaHome !== '') places.push({ home: javaHome, source: 'java-home' });
  for (const folder of programFolders(world)) {
    const program = await files.realPath(paths.join(folder, programName(world, 'javac')));
    if (program !== undefined) places.push({ home: paths.dirname(paths.dirname(program)), source: 'path' });
  }
  const installed = (await Promise.all(installFolders(world).map(async (folder) => homesBelow(world, folder)))).flat();
  places.push(...[...installed, ...singleHomes(world)].map((home) => ({ home, source: 'installed' as const })));
  const found = new Map<string, Jdk>();
  for (const { home, source } of places) {
    const real = (await files.realPath(home)) ?? home;
    if (found.has(real)) continue;
    const version = await versionOf(world, home);
    if (version !== undefined) found.set(real, { home, version, source });
  }
  const all = [...found.values()];
  const others = all.filter(({ source }) => source === 'installed').toSorted((a, b) => compareToolVersions(b.version, a.version));
  return [...all.filter(({ source }) => source !== 'installed'), ...others];
}

/** `undefined` for a folder that is not a JDK; one without a compiler builds nothing. */
async function versionOf(world: ToolchainWorld, home: string): Promise<string | undefined> {
  const { files, paths } = world;
  const release = await readSmallText(world, paths.join(home, 'release'));
  const version = /^JAVA_VERSION="?([\w.+-]{1,60})"?\s*$/m.exec(release ?? '')?.[1];
  if (version === undefined) return undefined;
  return (await files.stat(paths.join(home, 'bin', programName(world, 'javac')))) ? version : undefined;
}

async function homesBelow(world: ToolchainWorld, folder: string): Promise<readonly string[]> {
  const { paths, machine } = world;
  const names = (await listFolder(world, folder)).filter(({ kind }) => kind === 'directory').slice(0, 100);
  const homes = names.map(({ name }) => paths.join(folder, name));
  return machine.system === 'macos' ? homes.flatMap((home) => [paths.join(home, 'Contents', 'Home'), home]) : homes;
}

/** Folders that contain one JDK in each folder: of systems, vendors and version managers. */
function installFolders({ machine, paths }: ToolchainWorld): readonly string[] {
  const home = machine.homeFolder;
  const ofManagers = [
    ['.sdkman', 'candidates', 'java'],
    ['.jdks'],
    ['.asdf', 'installs', 'java'],
    ['.local', 'share', 'mise', 'installs', 'java'],
    ['.gradle', 'jdks'],
  ].map((segments) => paths.join(home, ...segments));
  if (machine.system === 'macos')
    return ['/Library/Java/JavaVirtualMachines', paths.join(home, 'Library', 'Java', 'JavaVirtualMachines'), ...ofManagers];
  if (machine.system === 'windows') {
    const vendors = ['Java', 'Eclipse Adoptium', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft', 'Semeru'];
    const programs = machine.variable('ProgramFiles') ?? 'C:\\Program Files';
    return [...vendors.map((vendor) => paths.join(programs, vendor)), paths.join(home, 'scoop', 'apps'), ...ofManagers];
  }
  return ['/usr/lib/jvm', '/usr/lib64/jvm', '/usr/java', '/opt/java', ...ofManagers];
}

/** The kits that Android Studio and Homebrew bring. */
function singleHomes({ machine, paths }: ToolchainWorld): readonly string[] {
  const home = machine.homeFolder;
  if (machine.system === 'macos')
    return [
      '/Applications/Android Studio.app/Contents/jbr/Contents/Home',
      ...['openjdk', 'openjdk@17', 'openjdk@21'].map((name) => `/opt/homebrew/opt/${name}/libexec/openjdk.jdk/Contents/Home`),
    ];
  if (machine.system === 'windows')
    return [paths.join(machine.variable('ProgramFiles') ?? 'C:\\Program Files', 'Android', 'Android Studio', 'jbr')];
  return ['/opt/android-studio/jbr', paths.join(home, 'android-studio', 'jbr'), '/snap/android-studio/current/jbr'];
}

/** The newest Java that runs a Gradle of at least this version: the compatibility table of Gradle's documentation. */
const newestJava: readonly (readonly [gradle: string, java: number])[] = [
  ['9.4', 26],
  ['9.1', 25],
  ['8.14', 24],
  ['8.10', 23],
  ['8.8', 22],
  ['8.5', 21],
  ['8.3', 20],
  ['7.6', 19],
  ['7.5', 18],
  ['7.3', 17],
  ['7.0', 16],
  ['6.7', 15],
  ['6.3', 14],
  ['6.0', 13],
  ['5.4', 12],
  ['5.0', 11],
  ['4.7', 10],
  ['4.3', 9],
  ['2.0', 8],
];

const oldestJava: readonly (readonly [gradle: string, java: number])[] = [
  ['8.0', 17],
  ['7.0', 11],
];

/**
 * As npm writes ranges. The oldest is that of the Android plugins for this Gradle: 8 and later need Java 17, which every Gradle since 7.3 runs
 * with, and 7 needs Java 11.
 */
export function javaRangeOf(gradle: string | undefined): string {
  if (gradle === undefined) return '>=17';
  const newest = newestJava.find(([from]) => compareToolVersions(gradle, from) >= 0)?.[1] ?? 8;
  const oldest = oldestJava.find(([from]) => compareToolVersions(gradle, from) >= 0)?.[1] ?? 8;
  return `>=${oldest} <${newest + 1}`;
}

export interface JdkChoice {
  readonly jdk: Jdk;
  readonly isSuitable: boolean;
}

/** The first that suits, in the order of `findJdks`; else the one that comes closest. `undefined` where there is none. */
export function chooseJdk(jdks: readonly Jdk[], gradle: string | undefined): JdkChoice | undefined {
  const range = javaRangeOf(gradle);
  const suitable = jdks.find(({ version }) => satisfiesToolRange(version, range) === true);
  if (suitable) return { jdk: suitable, isSuitable: true };
  // Of those that are too new the oldest; where all are too old, the newest.
  const byAge = jdks.toSorted((a, b) => compareToolVersions(a.version, b.version));
  const newest = byAge.at(-1);
  const isOld = newest !== undefined && satisfiesToolRange(newest.version, `<${range.slice(2).split(' ')[0]}`) === true;
  const closest = isOld ? newest : byAge[0];
  return closest && { jdk: closest, isSuitable: false };
}
