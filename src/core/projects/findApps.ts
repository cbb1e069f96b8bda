/**
 * Finds the apps of a workspace folder by a walk that is bounded in depth and number. Below an app nothing is looked for
 * but other folders with their own settings, so that the parts of one project do not appear as apps.
 */

import { throwIfCancelled } from '../base/cancellation.ts';
import { isFailure } from '../base/failure.ts';
import { type DirectoryEntry, type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { settingsFileName } from '../settings/settingsFile.ts';
import { detectApp, type DetectedApp } from './detectApp.ts';

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
  const queue: { readonly path: string; readonly depth: number; readonly insideApp: boolean }[] = [
    { path: root, depth: 0, insideApp: false },
  ];
  let seen = 0;
  for (let next = queue.shift(); next; next = queue.shift()) {
    throwIfCancelled(signal);
    if (++seen > walkLimits.folders) return { apps, isPartial: true };
    const entries = await list(files, next.path);
    const hasSettings = entries.some(({ name }) => name === settingsFileName);
    const app = hasSettings || !next.insideApp ? await detectApp(files, paths, next.path) : undefined;
    if (app) apps.push(app);
    if (next.depth === walkLimits.depth) continue;
    for (const { name, kind, isLink } of entries) {
      const path = paths.join(next.path, name);
      // A link is another name of a folder: one inside is found by its own, and one outside is not of this workspace.
      if (kind !== 'directory' || isLink === true || !isWalked(name) || leftOut.has(path)) continue;
      queue.push({ path, depth: next.depth + 1, insideApp: next.insideApp || app !== undefined });
    }
  }
  return { apps, isPartial: false };
}

async function list(files: FileSystem, path: string): Promise<readonly DirectoryEntry[]> {
  try {
    return await files.readDirectory(path);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
