/**
 * Folders that came or went as a whole, for example by a rename. VS Code then reports the folder alone and none of the files in it, so
 * a watcher of project files gets no event.
 */

import * as vscode from 'vscode';
import { type AppWorld } from '../../core/workflow/openApp.ts';
import { isWithin } from '../shared/workspace/isWithin.ts';
import { type AppEntry } from './appEntry.ts';

/** Whether an app came or went with one of these files and folders. */
export async function moveApps(paths: ReadonlySet<string>, known: readonly AppEntry[], world: AppWorld): Promise<boolean> {
  const { findApps, isWalked } = await import('../../core/projects/findApps.ts');
  // A build may write thousands of files; none of them is looked at twice, and those below a new folder come with it.
  const tops = [...paths].filter((path) => !isBelow(path, paths, world));
  for (const path of tops) {
    if (!vscode.workspace.asRelativePath(path, false).split(/[\\/]/).every(isWalked)) continue;
    if (known.some(({ folder }) => isWithin(path, folder))) return true;
    // A folder that cannot be read is left to the walk, which says why.
    const stat = await world.files.stat(path).catch(() => undefined);
    if (stat?.kind !== 'directory') continue;
    const { apps } = await findApps(world.files, world.paths, path);
    const isPart = known.some(({ folder }) => isWithin(folder, path));
    if (apps.some((app) => !isPart || app.hasSettings)) return true;
  }
  return false;
}

function isBelow(path: string, paths: ReadonlySet<string>, { paths: tools }: AppWorld): boolean {
  for (let [child, parent] = [path, tools.dirname(path)]; parent !== child; [child, parent] = [parent, tools.dirname(parent)])
    if (paths.has(parent)) return true;
  return false;
}
