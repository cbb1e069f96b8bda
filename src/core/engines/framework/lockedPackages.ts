/** The lock file of a project made of packages of npm, and the command that installs what it lists. */

import { type FrameworkProject } from './framework.ts';

export interface LockedPackages {
  /** Absolute path of the folder that holds the lock file. */
  readonly folder: string;
  readonly lock: string;
  /** Without a question, and without a change of the lock file. */
  readonly install: string;
}

const installs: readonly (readonly [lock: string, install: string])[] = [
  ['pnpm-lock.yaml', 'npx --yes pnpm@10 install --frozen-lockfile'],
  ['yarn.lock', 'npx --yes yarn@1 install --frozen-lockfile'],
  ['package-lock.json', 'npm ci'],
];

const mostLevels = 12;

/** Of the app, else of the folders around it up to `root`: a monorepo has one lock file. */
export async function lockedPackages({ ports, app }: FrameworkProject, root: string): Promise<LockedPackages | undefined> {
  const { files, paths } = ports;
  let folder = app.appFolder;
  for (let level = 0; level < mostLevels; level++) {
    for (const [lock, install] of installs)
      if ((await files.stat(paths.join(folder, lock)))?.kind === 'file') return { folder, lock, install };
    if (folder === root) return undefined;
    folder = paths.dirname(folder);
  }
  return undefined;
}
