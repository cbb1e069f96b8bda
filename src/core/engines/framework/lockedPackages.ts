/** The lock file of a project made of packages of npm, and the command that installs what it lists. */

import { fromUtf8 } from '../../base/bytes.ts';
import { isFailure } from '../../base/failure.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { type FrameworkProject } from './framework.ts';

export interface LockedPackages {
  /** Absolute path of the folder that holds the lock file. */
  readonly folder: string;
  readonly lock: string;
  /** Without a question, and without a change of the lock file. */
  readonly install: string;
}

interface PackageManager {
  readonly name: string;
  readonly lock: string;
  /** Where the project names none. */
  readonly version: string;
  readonly install: (version: string) => string;
}

const managers: readonly PackageManager[] = [
  { name: 'pnpm', lock: 'pnpm-lock.yaml', version: '10', install: (version) => `npx --yes pnpm@${version} install --frozen-lockfile` },
  { name: 'yarn', lock: 'yarn.lock', version: '1', install: yarnInstall },
  ...['bun.lock', 'bun.lockb'].map((lock) => ({
    name: 'bun',
    lock,
    version: '1',
    install: (version: string) => `npx --yes bun@${version} install --frozen-lockfile`,
  })),
  ...['package-lock.json', 'npm-shrinkwrap.json'].map((lock) => ({ name: 'npm', lock, version: '', install: () => 'npm ci' })),
];

function yarnInstall(version: string): string {
  if (version.startsWith('1')) return `npx --yes yarn@${version} install --frozen-lockfile`;
  return `npx --yes @yarnpkg/cli-dist@${version} install --immutable`;
}

const mostLevels = 12;

/** Of the app, else of the folders around it up to `root`: a monorepo has one lock file. */
export async function lockedPackages({ ports, app }: FrameworkProject, root: string): Promise<LockedPackages | undefined> {
  const { files, paths } = ports;
  let folder = app.appFolder;
  for (let level = 0; level < mostLevels; level++) {
    for (const manager of managers) {
      if ((await files.stat(paths.join(folder, manager.lock)))?.kind !== 'file') continue;
      return { folder, lock: manager.lock, install: manager.install(await versionOf(ports, folder, manager)) };
    }
    if (folder === root) return undefined;
    folder = paths.dirname(folder);
  }
  return undefined;
}

/** As `packageManager` of package.json pins it. The text becomes part of a command, so nothing but a version is taken. */
async function versionOf(
  { files, paths }: FrameworkProject['ports'],
  folder: string,
  { name, lock, version }: PackageManager,
): Promise<string> {
  const pinned = valueAt(readJson(await textOf(files, paths.join(folder, 'package.json'))), 'packageManager');
  const named = typeof pinned === 'string' ? /^(\w{1,10})@(\d{1,4}\.\d{1,4}\.\d{1,4})(?:\+|$)/.exec(pinned) : null;
  if (named?.[1] === name && named[2] !== undefined) return named[2];
  // Yarn since 2 writes this block first.
  const isLaterYarn = name === 'yarn' && /^__metadata:$/m.test((await textOf(files, paths.join(folder, lock))) ?? '');
  return isLaterYarn ? '4' : version;
}

async function textOf(files: FileSystem, path: string): Promise<string | undefined> {
  try {
    return fromUtf8(await files.readFile(path, { maxBytes: largestFile }));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

const largestFile = 16 * 1024 * 1024;
