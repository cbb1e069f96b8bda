/**
 * Where that may come from what goes into a package: the app's folder and, when it is in a Git repository, that repository. A path counts by
 * where it really leads, so that no link of a cloned project packs a file of the person who builds it.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { isInsideFolder } from '../../ports/isInsideFolder.ts';

/** No project is in more folders than this. */
const mostLevels = 100;

/** The issue of a path that a field of the settings names, when it leads out. What is not there leads nowhere. */
export async function checkBounds(
  fs: FileSystem,
  paths: PathTools,
  appFolder: string,
  named: { readonly field: string; readonly path: string; readonly pointer: string },
): Promise<Issue | undefined> {
  const absolute = paths.resolve(appFolder, named.path);
  const [app = appFolder, target] = [await fs.realPath(appFolder), await fs.realPath(absolute)];
  if (target === undefined || isInsideFolder(paths, app, target)) return undefined;
  const repository = await repositoryOf(fs, paths, app);
  if (repository !== undefined && isInsideFolder(paths, repository, target)) return undefined;
  return createIssue('web-path-outside', { field: named.field, path: named.path, target }, { pointer: named.pointer });
}

/** The folder of the Git repository around a folder, if there is one. */
export async function repositoryOf(fs: FileSystem, paths: PathTools, folder: string): Promise<string | undefined> {
  let around = folder;
  for (let level = 0; level < mostLevels; level++) {
    if (await fs.stat(paths.join(around, '.git')).catch(() => undefined)) return around;
    const next = paths.dirname(around);
    if (next === around) return undefined;
    around = next;
  }
  return undefined;
}
