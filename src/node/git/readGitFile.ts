/** Reads a small text of a repository. What is absent, no regular file, or larger than expected is not read: a pipe would never end. */

import { isFailure } from '../../core/base/failure.ts';
import { NodeFileSystem } from '../nodeFileSystem.ts';

const files = new NodeFileSystem();

export async function readGitFile(path: string, maxBytes: number): Promise<string | undefined> {
  try {
    return Buffer.from(await files.readFile(path, { maxBytes })).toString('utf8');
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
