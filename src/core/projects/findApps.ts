/**
 * Finds the apps of a workspace folder by a walk that is bounded in depth and number. Below an app nothing is looked for
 * but other folders with their own settings, so that the parts of one project do not appear as apps.
 */

import { throwIfCancelled } from '../base/cancellation.ts';
import { isFailure } from '../base/failure.ts';
import { runConcurrently } from '../base/runConcurrently.ts';
import { type DirectoryEntry, type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { settingsFileName } from '../settings/settingsFile.ts';
import { detectAppIn, type DetectedApp } from './detectApp.ts';
import { ProjectFolder } from './projectFolder.ts';

export const walkLimits = { depth: 5, folders: 4000 } as const;

/** Folders that contain other people's code or what tools made. */
const skipped: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'Pods',
  'DerivedData',
  'target',
  'obj',
  'bin',
  'coverage',
  '__pycache__',
]);
const outputs: ReadonlySet<string> = new Set(['dist', 'build', 'out', 'www', 'public', 'platforms']);

/** Whether apps are looked for in a folder of this name. */
export function isWalked(name: string): boolean {
  return !name.startsWith('.') && !skipped.has(name) && !outputs.has(name);
}

export interface FoundApps {
  readonly apps: readonly DetectedApp[];
  /** Whether the walk ended before it had seen everything. */
  readonly isPartial: boolean;
}

export interface FindOptions {
  readonly signal?: AbortSignal;
  /** Folders that are left out with everything below them, relative to the root. */
  readonly excluded?: readonly string[];
}

export async function findApps(
  files: FileSystem,
  paths: PathTools,
  root: string,
  { signal, excluded = [] }: FindOptions = {},
): Promise<FoundApps> {
  const leftOut = new Set(excluded.map((path) => paths.resolve(root, path)));
  const apps: DetectedApp[] = [];
  let room: number = walkLimits.folders;
  let level: readonly Folder[] = [{ path: root, insideApp: false }];
  for (let depth = 0; level.length > 0; depth++) {
    const looked = await runConcurrently(level.slice(0, room), foldersAtOnce, async ({ path, insideApp }) => {
      throwIfCancelled(signal);
      const entries = await list(files, path);
      const hasSettings = entries.some(({ name }) => name === settingsFileName);
      const view = new ProjectFolder(files, paths, path, entries);
      return { path, entries, insideApp, app: hasSettings || !insideApp ? await detectAppIn(view) : undefined };
    });
    apps.push(...looked.flatMap(({ app }) => app ?? []));
    if (level.length > room) return { apps, isPartial: true };
    room -= level.length;
    if (depth === walkLimits.depth) break;
    level = looked.flatMap(({ path: above, entries, insideApp, app }) =>
      entries.flatMap(({ name, kind, isLink }): readonly Folder[] => {
        // A link is another name of a folder: one inside is found by its own, and one outside is not of this workspace.
        if (kind !== 'directory' || isLink === true || !isWalked(name)) return [];
        const path = paths.join(above, name);
        return leftOut.has(path) ? [] : [{ path, insideApp: insideApp || app !== undefined }];
      }),
    );
  }
  return { apps, isPartial: false };
}

/** As many as the thread pool of Node reads, and one for this thread to think about. */
const foldersAtOnce = 5;

interface Folder {
  readonly path: string;
  /** Whether a folder around it is an app. */
  readonly insideApp: boolean;
}

async function list(files: FileSystem, path: string): Promise<readonly DirectoryEntry[]> {
  try {
    return await files.readDirectory(path);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
