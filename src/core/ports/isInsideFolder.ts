/** Whether a path is a folder or is in it. Of the text alone: links must be resolved before. */

import { type PathTools } from './fileSystem.ts';

export function isInsideFolder(paths: PathTools, folder: string, path: string): boolean {
  const way = paths.relative(folder, path);
  // Between two drives of Windows there is no relative path, so that an absolute one is given.
  return way !== '..' && !way.startsWith('../') && !/^(?:[A-Za-z]:|[\\/])/.test(way);
}
