/**
 * Finds a program in the folders of PATH. Windows looks into the current folder first, and a relative entry of PATH means another folder
 * for every project: a project could contain a program named `git`. So only absolute entries count, and neither the current folder
 * nor the folders that the caller names.
 */

import { realpath, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

export interface ProgramSearch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly system: 'windows' | 'posix';
  /** Folders that no program is taken from, with all below them. */
  readonly notFrom: readonly string[];
  readonly currentFolder: string;
}

export function searchOf(notFrom: readonly string[] = []): ProgramSearch {
  const system = process.platform === 'win32' ? 'windows' : 'posix';
  return { environment: process.env, system, notFrom, currentFolder: process.cwd() };
}

/** The absolute path of the program; `undefined` when there is none that may be run. */
export async function findProgram(command: string, search: ProgramSearch): Promise<string | undefined> {
  if (isAbsolutePath(command, search.system)) return command;
  if (command === '' || /[\\/:\0]/.test(command)) return undefined;
  const refused = [...(await Promise.all(search.notFrom.map(realOrSame))), ...search.notFrom];
  const here = await realOrSame(search.currentFolder);
  for (const path of programCandidates(command, search)) {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || !(await isProgram(real, search.system))) continue;
    const folder = pathsOf(search.system).dirname(path);
    if ((await realOrSame(folder)) === here) continue;
    if (refused.some((outside) => isBelow(path, outside, search.system) || isBelow(real, outside, search.system))) continue;
    return path;
  }
  return undefined;
}

/** Where the program could be, in the order of PATH. */
export function programCandidates(name: string, { environment, system }: Pick<ProgramSearch, 'environment' | 'system'>): readonly string[] {
  const paths = pathsOf(system);
  const names = system === 'posix' ? [name] : windowsNames(name, variable(environment, 'PATHEXT', system));
  return absoluteFolders(environment, system).flatMap((folder) => names.map((each) => paths.join(folder, each)));
}

/** PATH without what depends on the current folder, for programs that start others. */
export function absoluteFolders(environment: ProgramSearch['environment'], system: ProgramSearch['system']): readonly string[] {
  const entries = (variable(environment, 'PATH', system) ?? '').split(system === 'windows' ? ';' : ':');
  const plain = entries.map((entry) => (system === 'windows' ? entry.replaceAll('"', '') : entry));
  return plain.filter((entry) => isAbsolutePath(entry, system));
}

/** A path such as `\tools` or `C:tools` depends on the current drive or its current folder. */
export function isAbsolutePath(path: string, system: ProgramSearch['system']): boolean {
  return system === 'windows' ? /^([A-Za-z]:[\\/]|\\\\[^\\/?.])/.test(path) : path.startsWith('/');
}

/** Names of variables are the same in upper and lower case on Windows. */
export function variable(environment: ProgramSearch['environment'], name: string, system: ProgramSearch['system']): string | undefined {
  if (system === 'posix') return environment[name];
  return Object.entries(environment).find(([key]) => key.toUpperCase() === name)?.[1];
}

/** Batch files are what most tools of Windows are started by; execa hands them arguments as they are. Scripts of other kinds are not started. */
function windowsNames(name: string, extensions = '.COM;.EXE;.BAT;.CMD'): readonly string[] {
  const usable = extensions.split(';').filter((extension) => /^\.(com|exe|bat|cmd)$/i.test(extension));
  return /\.(com|exe|bat|cmd)$/i.test(name) ? [name] : usable.map((extension) => `${name}${extension.toLowerCase()}`);
}

async function isProgram(path: string, system: ProgramSearch['system']): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true && (system === 'windows' || (found.mode & 0o111) !== 0);
}

async function realOrSame(path: string): Promise<string> {
  return await realpath(path).catch(() => path);
}

function isBelow(path: string, folder: string, system: ProgramSearch['system']): boolean {
  const paths = pathsOf(system);
  const way = paths.relative(folder, path);
  return way === '' || (!/^\.\.([\\/]|$)/.test(way) && !paths.isAbsolute(way));
}

function pathsOf(system: ProgramSearch['system']): typeof posix {
  return system === 'windows' ? win32 : posix;
}
