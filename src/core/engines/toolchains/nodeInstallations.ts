/**
 * The installations of Node on this machine: the one on PATH, then those of nvm, Volta, fnm, asdf and mise. Nothing is started: versions are
 * those of the folders' names, or of a header that Node's own archives have. Which one a project wants is in `.nvmrc` and the like.
 */

import { compareToolVersions, readToolVersion, satisfiesToolRange } from './toolVersion.ts';
import { listFolder, programFolders, programName, readSmallText, type ToolchainWorld } from './toolchainWorld.ts';

export interface NodeInstallation {
  /** Absolute path. */
  readonly program: string;
  /** `undefined` where nothing says it. */
  readonly version: string | undefined;
  readonly source: 'path' | 'installed';
}

/** The one on PATH first, then the newest. */
export async function findNodes(world: ToolchainWorld): Promise<readonly NodeInstallation[]> {
  const { files, paths } = world;
  const found = new Map<string, NodeInstallation>();
  for (const folder of programFolders(world)) {
    const program = paths.join(folder, programName(world, 'node'));
    const real = await files.realPath(program);
    if (real === undefined || found.has(real)) continue;
    found.set(real, { program, version: versionOfPath(real) ?? (await headerVersion(world, real)), source: 'path' });
  }
  const others: NodeInstallation[] = [];
  for (const place of managedFolders(world)) {
    for (const { name, kind } of (await listFolder(world, place.folder)).slice(0, 200)) {
      const program = paths.join(place.folder, name, ...place.below, programName(world, 'node'));
      const version = readToolVersion(name) === undefined ? undefined : name.replace(/^v/, '');
      if (kind !== 'directory' || version === undefined || (await files.stat(program))?.kind !== 'file') continue;
      if (!found.has((await files.realPath(program)) ?? program)) others.push({ program, version, source: 'installed' });
    }
  }
  return [...found.values(), ...others.toSorted((a, b) => compareToolVersions(b.version ?? '', a.version ?? ''))];
}

export interface NodeChoice {
  readonly node: NodeInstallation;
  readonly isSuitable: boolean;
}

/** `wanted` as `.nvmrc` has it: `v22.1.0`, `22`, or an alias, which only nvm knows. `undefined` where there is no Node. */
export function chooseNode(nodes: readonly NodeInstallation[], wanted: string | undefined): NodeChoice | undefined {
  const [first] = nodes;
  if (!first) return undefined;
  const range = wanted?.trim().replace(/^v(?=\d)/, '');
  if (range === undefined || !/^\d/.test(range)) return { node: first, isSuitable: true };
  const right = nodes.find(({ version }) => version !== undefined && satisfiesToolRange(version, range) === true);
  // A Node that does not say its version may be the right one.
  return right ? { node: right, isSuitable: true } : { node: first, isSuitable: first.version === undefined };
}

/** A version manager has it in the path: `/home/ada/.nvm/versions/node/v22.1.0/bin/node`. */
function versionOfPath(path: string): string | undefined {
  return /[\\/]node[\\/](?:versions[\\/])?v?(\d{1,3}\.\d{1,3}\.\d{1,3})[\\/]/.exec(path)?.[1];
}

async function headerVersion(world: ToolchainWorld, program: string): Promise<string | undefined> {
  const { paths } = world;
  const header = await readSmallText(world, paths.join(paths.dirname(paths.dirname(program)), 'include', 'node', 'node_version.h'));
  const part = (name: string): string | undefined =>
    new RegExp(`^#define NODE_${name}_VERSION (\\d{1,4})\\s*$`, 'm').exec(header ?? '')?.[1];
  const [major, minor, patch] = [part('MAJOR'), part('MINOR'), part('PATCH')];
  return major === undefined || minor === undefined || patch === undefined ? undefined : `${major}.${minor}.${patch}`;
}

interface ManagedFolder {
  /** Holds one folder a version. */
  readonly folder: string;
  /** From there to the program. */
  readonly below: readonly string[];
}

function managedFolders({ machine, paths }: ToolchainWorld): readonly ManagedFolder[] {
  const home = machine.homeFolder;
  const variable = (name: string, ...usual: readonly string[]): string => machine.variable(name) ?? paths.join(...usual);
  if (machine.system === 'windows') {
    const roaming = variable('APPDATA', home, 'AppData', 'Roaming');
    const local = variable('LOCALAPPDATA', home, 'AppData', 'Local');
    return [
      { folder: variable('NVM_HOME', roaming, 'nvm'), below: [] },
      { folder: paths.join(variable('VOLTA_HOME', local, 'Volta'), 'tools', 'image', 'node'), below: [] },
      { folder: paths.join(variable('FNM_DIR', roaming, 'fnm'), 'node-versions'), below: ['installation'] },
    ];
  }
  const fnm =
    machine.system === 'macos' ? paths.join(home, 'Library', 'Application Support', 'fnm') : paths.join(home, '.local', 'share', 'fnm');
  return [
    { folder: paths.join(variable('NVM_DIR', home, '.nvm'), 'versions', 'node'), below: ['bin'] },
    { folder: paths.join(variable('VOLTA_HOME', home, '.volta'), 'tools', 'image', 'node'), below: ['bin'] },
    { folder: paths.join(variable('FNM_DIR', fnm), 'node-versions'), below: ['installation', 'bin'] },
    { folder: paths.join(home, '.asdf', 'installs', 'nodejs'), below: ['bin'] },
    { folder: paths.join(home, '.local', 'share', 'mise', 'installs', 'node'), below: ['bin'] },
  ];
}
