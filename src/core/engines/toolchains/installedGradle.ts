/** The Gradle that is on PATH, for projects without a wrapper. Its version is that of its own libraries; it is not started for that. */

import { listFolder, programFolders, type ToolchainWorld } from './toolchainWorld.ts';

export interface InstalledGradle {
  /** Absolute path of what starts it: a script, or a batch file on Windows. */
  readonly program: string;
  /** `undefined` where its libraries do not say it. */
  readonly version: string | undefined;
}

export async function findInstalledGradle(world: ToolchainWorld): Promise<InstalledGradle | undefined> {
  const { files, paths, machine } = world;
  for (const folder of programFolders(world)) {
    const program = paths.join(folder, machine.system === 'windows' ? 'gradle.bat' : 'gradle');
    const real = await files.realPath(program);
    if (real === undefined) continue;
    const home = paths.dirname(paths.dirname(real));
    return { program, version: await versionIn(world, paths.join(home, 'lib')) };
  }
  return undefined;
}

async function versionIn(world: ToolchainWorld, libraries: string): Promise<string | undefined> {
  for (const { name } of await listFolder(world, libraries)) {
    const version = /^gradle-(?:launcher|core|base-services)-(\d[\w.-]{0,40})\.jar$/.exec(name)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
