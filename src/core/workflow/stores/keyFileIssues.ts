/** What is doubtful about where the key for a store lies. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { exposureOf } from '../openSigningFile.ts';
import { type SigningWorld } from '../workflowWorld.ts';

/** `shown` is the path as the person wrote it. A key that comes through a pipe has nothing to be said about. */
export async function keyFileIssues(
  world: Pick<SigningWorld, 'files' | 'sourceControl'>,
  path: string,
  shown: string,
): Promise<readonly Issue[]> {
  const stat = await world.files.stat(path);
  if (stat?.kind !== 'file') return [];
  const { isReadableByAll, isTracked } = await exposureOf(world, path, stat);
  return [
    ...(isTracked ? [createIssue('store-key-tracked', { path: shown }, { file: shown })] : []),
    ...(isReadableByAll ? [createIssue('store-key-readable', { path: shown }, { file: shown })] : []),
  ];
}
