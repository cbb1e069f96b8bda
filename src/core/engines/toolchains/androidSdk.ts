/** The Android SDK: where the project, the environment or the installer of Android Studio has it. */

import { compareToolVersions } from './toolVersion.ts';
import { listFolder, type ToolchainWorld } from './toolchainWorld.ts';

export interface AndroidSdk {
  /** Absolute path. */
  readonly path: string;
  readonly source: 'project' | 'environment' | 'installed';
  /** Versions, newest first. */
  readonly buildTools: readonly string[];
  /** API levels as their folders name them, newest first: `36`, `35`. */
  readonly platforms: readonly string[];
}

/** `named` is what `local.properties` of a project says: Gradle takes nothing else then. */
export async function findAndroidSdk(world: ToolchainWorld, named?: string): Promise<AndroidSdk | undefined> {
  if (named !== undefined) return await openSdk(world, named, 'project');
  const { machine } = world;
  for (const path of [machine.variable('ANDROID_HOME'), machine.variable('ANDROID_SDK_ROOT')]) {
    const found = path === undefined || path === '' ? undefined : await openSdk(world, path, 'environment');
    if (found) return found;
  }
  for (const path of usualFolders(world)) {
    const found = await openSdk(world, path, 'installed');
    if (found) return found;
  }
  return undefined;
}

/** A folder with platforms or build tools; Debian's packages alone are not one that the Android plugin takes. */
async function openSdk(world: ToolchainWorld, path: string, source: AndroidSdk['source']): Promise<AndroidSdk | undefined> {
  const { paths } = world;
  const names = async (folder: string): Promise<readonly string[]> =>
    (await listFolder(world, paths.join(path, folder))).filter(({ kind }) => kind === 'directory').map(({ name }) => name);
  const [buildTools, platforms, others] = await Promise.all([names('build-tools'), names('platforms'), listFolder(world, path)]);
  const isSdk = platforms.length > 0 || others.some(({ name }) => name === 'licenses' || name === 'cmdline-tools');
  if (!isSdk) return undefined;
  const newest = (all: readonly string[]): readonly string[] => all.toSorted((a, b) => compareToolVersions(b, a));
  return { path, source, buildTools: newest(buildTools), platforms: newest(platforms.map((name) => name.replace('android-', ''))) };
}

function usualFolders({ machine, paths }: ToolchainWorld): readonly string[] {
  const home = machine.homeFolder;
  if (machine.system === 'macos') return [paths.join(home, 'Library', 'Android', 'sdk')];
  if (machine.system === 'windows')
    return [paths.join(machine.variable('LOCALAPPDATA') ?? paths.join(home, 'AppData', 'Local'), 'Android', 'Sdk')];
  return [paths.join(home, 'Android', 'Sdk'), '/opt/android-sdk', '/usr/local/lib/android/sdk'];
}
