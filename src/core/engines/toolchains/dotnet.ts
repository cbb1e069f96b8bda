/** The .NET SDK of this machine with its workloads, which are what builds for phones. Nothing is started: folders say what is installed. */

import { compareToolVersions } from './toolVersion.ts';
import { listFolder, programFolders, programName, type ToolchainWorld } from './toolchainWorld.ts';

export interface Dotnet {
  /** Absolute path. */
  readonly program: string;
  /** Absolute path of its folder, the one for DOTNET_ROOT. */
  readonly root: string;
  /** Of its SDKs, newest first. */
  readonly sdks: readonly string[];
  /** `maui`, `android`, `ios` … of any SDK. */
  readonly workloads: ReadonlySet<string>;
}

/** The one of DOTNET_ROOT, of PATH, or where installers put it; `undefined` where none has an SDK. */
export async function findDotnet(world: ToolchainWorld): Promise<Dotnet | undefined> {
  const { files, paths, machine } = world;
  const roots: string[] = [];
  const named = machine.variable('DOTNET_ROOT');
  if (named !== undefined && named !== '') roots.push(named);
  for (const folder of programFolders(world)) {
    const program = await files.realPath(paths.join(folder, programName(world, 'dotnet')));
    if (program !== undefined) roots.push(paths.dirname(program));
  }
  for (const root of [...roots, ...usualFolders(world)]) {
    const program = paths.join(root, programName(world, 'dotnet'));
    if ((await files.stat(program))?.kind !== 'file') continue;
    const names = (await listFolder(world, paths.join(root, 'sdk'))).filter(({ kind }) => kind === 'directory').map(({ name }) => name);
    const sdks = names.filter((name) => /^\d/.test(name)).toSorted((a, b) => compareToolVersions(b, a));
    if (sdks.length > 0) return { program, root, sdks, workloads: await workloadsIn(world, root) };
  }
  return undefined;
}

/** One file a workload, below a folder for each band of SDKs: `metadata/workloads/10.0.100/InstalledWorkloads/maui`. */
async function workloadsIn(world: ToolchainWorld, root: string): Promise<ReadonlySet<string>> {
  const { paths, machine } = world;
  const found = new Set<string>();
  // An SDK of a package manager keeps the workloads of a user in the home folder.
  for (const place of [root, paths.join(machine.homeFolder, '.dotnet')]) {
    const bands = paths.join(place, 'metadata', 'workloads');
    for (const { name: band } of (await listFolder(world, bands)).slice(0, 50)) {
      const installed = await listFolder(world, paths.join(bands, band, 'InstalledWorkloads'));
      for (const { name } of installed) found.add(name);
    }
  }
  return found;
}

function usualFolders({ machine, paths }: ToolchainWorld): readonly string[] {
  const own = paths.join(machine.homeFolder, '.dotnet');
  if (machine.system === 'windows') return [paths.join(machine.variable('ProgramFiles') ?? 'C:\\Program Files', 'dotnet'), own];
  if (machine.system === 'macos') return ['/usr/local/share/dotnet', '/opt/homebrew/opt/dotnet/libexec', own];
  return ['/usr/share/dotnet', '/usr/lib/dotnet', '/usr/lib64/dotnet', own];
}
