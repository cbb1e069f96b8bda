/**
 * Finds the apps of a workspace folder by a walk that is bounded in depth and number. Below an app nothing is looked for
 * but other folders with their own settings, so that the parts of one project do not appear as apps. Folders that git or an `.ignore` file
 * ignores are left out, with everything below them.
 */

import { throwIfCancelled } from '../base/cancellation.ts';
import { isFailure } from '../base/failure.ts';
import { runConcurrently } from '../base/runConcurrently.ts';
import { type DirectoryEntry, type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { settingsFileName } from '../settings/settingsFile.ts';
import { detectAppIn, type DetectedApp } from './detectApp.ts';
import { IgnoreBudget, ignoreLevel, type IgnoreLevel, isIgnored } from './ignoreRules.ts';
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
  const budget = new IgnoreBudget();
  const around = await levelsAround(files, paths, root, budget);
  let level: readonly Folder[] = [{ path: root, insideApp: false, ...around }];
  for (let depth = 0; level.length > 0; depth++) {
    const looked = await runConcurrently(level.slice(0, room), foldersAtOnce, async ({ path, insideApp, segments, ignoring }) => {
      throwIfCancelled(signal);
      const entries = await list(files, path);
      const hasSettings = entries.some(({ name }) => name === settingsFileName);
      const view = new ProjectFolder(files, paths, path, entries);
      const app = hasSettings || !insideApp ? await detectAppIn(view) : undefined;
      return { path, entries, insideApp, app, segments, ignoring: await ignoreLevel(view, segments.length, ignoring) };
    });
    apps.push(...looked.flatMap(({ app }) => app ?? []));
    if (level.length > room) return { apps, isPartial: true };
    room -= level.length;
    if (depth === walkLimits.depth) break;
    level = looked.flatMap(({ path: above, entries, insideApp, app, segments, ignoring }) =>
      entries.flatMap(({ name, kind, isLink }): readonly Folder[] => {
        // A link is another name of a folder: one inside is found by its own, and one outside is not of this workspace.
        if (kind !== 'directory' || isLink === true || !isWalked(name)) return [];
        const path = paths.join(above, name);
        const below = [...segments, name];
        if (leftOut.has(path) || isIgnored(below, ignoring, budget)) return [];
        return [{ path, insideApp: insideApp || app !== undefined, segments: below, ignoring }];
      }),
    );
  }
  return { apps, isPartial: false };
}

/** As many as the thread pool of Node reads, and one for this thread to think about. */
const foldersAtOnce = 5;

interface Folder {
  readonly path: string;
  /** From the top of the repository. */
  readonly segments: readonly string[];
  /** What the folders above it ignore. */
  readonly ignoring: IgnoreLevel | undefined;
  /** Whether a folder around it is an app. */
  readonly insideApp: boolean;
}

const mostLevels = 40;

/**
 * Where the root is in its repository, and what the folders around it ignore. A root that is ignored itself was chosen by someone, so what
 * ignores it does not count. Without a repository around it, no folder above the root counts.
 */
async function levelsAround(
  files: FileSystem,
  paths: PathTools,
  root: string,
  budget: IgnoreBudget,
): Promise<Pick<Folder, 'segments' | 'ignoring'>> {
  const nothing = { segments: [], ignoring: undefined };
  const folders: ProjectFolder[] = [];
  for (let path = root; folders.length < mostLevels; path = paths.dirname(path)) {
    const folder = new ProjectFolder(files, paths, path, await list(files, path));
    folders.unshift(folder);
    if ((await folder.entries()).some(({ name }) => name === '.git')) break;
    if (paths.dirname(path) === path) return nothing;
  }
  const segments = folders.slice(1).map(({ name }) => name);
  let ignoring: IgnoreLevel | undefined;
  for (const [depth, folder] of folders.slice(0, -1).entries()) {
    ignoring = await ignoreLevel(folder, depth, ignoring);
    if (isIgnored(segments.slice(0, depth + 1), ignoring, budget)) ignoring = undefined;
  }
  return { segments, ignoring };
}

async function list(files: FileSystem, path: string): Promise<readonly DirectoryEntry[]> {
  try {
    return await files.readDirectory(path);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
