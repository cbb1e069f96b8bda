/** What looking for tools asks of the world. */

import { type DirectoryEntry, type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type Machine } from '../../ports/machine.ts';
import { isFailure } from '../../base/failure.ts';
import { fromUtf8 } from '../../base/bytes.ts';

export interface ToolchainWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly machine: Machine;
}

/** Small files of tools, such as `release` of a JDK. */
const largestFile = 256 * 1024;

export async function readSmallText({ files }: Pick<ToolchainWorld, 'files'>, path: string): Promise<string | undefined> {
  try {
    return fromUtf8(await files.readFile(path, { maxBytes: largestFile }));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Empty for what cannot be read. */
export async function listFolder({ files }: Pick<ToolchainWorld, 'files'>, path: string): Promise<readonly DirectoryEntry[]> {
  try {
    return await files.readDirectory(path);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

/** Absolute folders of PATH: what depends on the current folder would be another one for every project. */
export function programFolders({ machine }: Pick<ToolchainWorld, 'machine'>): readonly string[] {
  const isWindows = machine.system === 'windows';
  return (machine.variable('PATH') ?? '')
    .split(isWindows ? ';' : ':')
    .map((folder) => (isWindows ? folder.replaceAll('"', '') : folder))
    .filter((folder) => (isWindows ? /^[A-Za-z]:[\\/]/.test(folder) : folder.startsWith('/')));
}

export function programName({ machine }: Pick<ToolchainWorld, 'machine'>, name: string): string {
  return machine.system === 'windows' ? `${name}.exe` : name;
}
