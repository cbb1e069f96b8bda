/**
 * Which file a tool's input names, as far as the tool may look. A path inside the workspace is followed as long as it stays
 * there: a link that leads out of it is answered as if nothing were there. A path outside is not looked at before the
 * person has agreed, so that a question, too, says nothing about what exists.
 */

import { Failure } from '../../core/base/failure.ts';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { isWithin } from '../shared/workspace/isWithin.ts';
import { isInWorkspace } from '../shared/workspace/restrictedFileSystem.ts';
import { type WorkspaceTrust } from '../shared/workspace/workspaceTrust.ts';

export interface NamedPath {
  /** Absolute paths that may be meant, one for each folder of the workspace. */
  readonly candidates: readonly string[];
  /** Whether none of them is inside the workspace. */
  readonly isOutside: boolean;
}

/** Looks at nothing. */
export function namedPath(paths: PathTools, folders: readonly string[], named: string): NamedPath {
  const resolved = [...new Set(folders.map((folder) => paths.resolve(folder, named)))];
  const inside = resolved.filter((path) => folders.some((folder) => isWithin(folder, path)));
  return inside.length > 0 ? { candidates: inside, isOutside: false } : { candidates: resolved, isOutside: true };
}

export interface PathFinding {
  readonly files: Pick<FileSystem, 'stat' | 'realPath'>;
  readonly paths: PathTools;
  readonly trust: WorkspaceTrust;
}

/** The file to read. Fails with one and the same answer for what is absent and for what may not be looked at. */
export async function findNamedFile({ files, paths, trust }: PathFinding, named: string): Promise<string> {
  const { candidates, isOutside } = namedPath(paths, trust.folders(), named);
  for (const path of candidates) {
    const mayRead = isOutside ? trust.isTrusted() : await isInWorkspace(files, paths, trust.folders(), path);
    if (!mayRead) continue;
    const stat = await files.stat(path).catch(() => undefined);
    if (stat?.kind === 'file') return path;
  }
  throw Failure.of('file-not-found', { path: candidates[0] ?? named });
}
