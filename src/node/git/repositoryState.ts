/**
 * What the answers of git about a folder depend on, told from the files of the repository without running git: as long as its stamp is
 * the same, so are the answers. Git writes a separate file next to the old one and renames it, so a change shows in the file's or its
 * folder's identity and times.
 */

import { type BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readGitFile } from './readGitFile.ts';

/** Where git keeps what it knows of one working tree. */
export interface Repository {
  /** The folder that contains `.git`: the top of the working tree. */
  readonly topFolder: string;
  /** Of this working tree: index and HEAD. */
  readonly ownFolder: string;
  /** Of all working trees: branches and settings. */
  readonly commonFolder: string;
}

export interface Stamp {
  readonly text: string;
  /** When the youngest of the files was changed. */
  readonly changedAtMs: number;
}

/** A repository with more folders of branches is asked again each time. */
const mostFolders = 200;

/**
 * The repository around a folder, as git looks for it; `undefined` when there is none. A bare repository is none: a folder of a project
 * that looks like one (HEAD, objects, refs) would be taken for it. Variables such as GIT_DIR do not count.
 */
export async function findRepository(folder: string): Promise<Repository | undefined> {
  for (let around = folder; ; around = dirname(around)) {
    const found = await openRepository(join(around, '.git'));
    if (found) return found;
    if (dirname(around) === around) return undefined;
  }
}

/** A folder, or in further working trees and in submodules a file that names it. */
async function openRepository(path: string): Promise<Repository | undefined> {
  const ownFolder = (await statOf(path))?.isFile() ? await namedFolder(path, 'gitdir: ') : path;
  if (ownFolder === undefined || !(await statOf(join(ownFolder, 'HEAD')))?.isFile()) return undefined;
  const commonFolder = (await namedFolder(join(ownFolder, 'commondir'), '')) ?? ownFolder;
  return { topFolder: dirname(path), ownFolder, commonFolder };
}

const longestPath = 4096;

async function namedFolder(file: string, prefix: string): Promise<string | undefined> {
  const text = await readGitFile(file, longestPath);
  return text?.startsWith(prefix) ? resolve(dirname(file), text.slice(prefix.length).trimEnd()) : undefined;
}

/** Of what is tracked. */
export async function stampOfIndex({ ownFolder, commonFolder }: Repository): Promise<Stamp> {
  return await stampOf([join(ownFolder, 'index'), join(commonFolder, 'config')]);
}

/** Of what is ignored in a folder of the working tree. */
export async function stampOfIgnored({ topFolder, commonFolder }: Repository, folder: string): Promise<Stamp> {
  const files = [join(commonFolder, 'config'), join(commonFolder, 'info', 'exclude')];
  for (let around = folder; ; around = dirname(around)) {
    files.push(join(around, '.gitignore'));
    if (around === topFolder || dirname(around) === around || files.length > mostFolders) return await stampOf(files);
  }
}

/** Of the branches, those of remotes included; `undefined` when there are too many to look at. */
export async function stampOfBranches({ ownFolder, commonFolder }: Repository): Promise<Stamp | undefined> {
  const folders = ['heads', 'remotes'].map((name) => join(commonFolder, 'refs', name));
  for (let index = 0; index < folders.length; index++) {
    if (folders.length > mostFolders) return undefined;
    const folder = folders[index] ?? '';
    const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
    folders.push(...inside.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)));
  }
  const files = [join(ownFolder, 'HEAD'), ...['packed-refs', 'reftable', 'config'].map((name) => join(commonFolder, name))];
  return await stampOf([...files, ...folders]);
}

async function stampOf(paths: readonly string[]): Promise<Stamp> {
  const stats = await Promise.all(paths.map(statOf));
  const texts = stats.map(
    (found, index) => `${paths[index]}:${found ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(':') : ''}`,
  );
  const changes = stats.flatMap((found) => (found ? [Number(found.mtimeMs), Number(found.ctimeMs)] : []));
  return { text: texts.join('\n'), changedAtMs: Math.max(0, ...changes) };
}

async function statOf(path: string): Promise<BigIntStats | undefined> {
  return await stat(path, { bigint: true }).catch(() => undefined);
}
