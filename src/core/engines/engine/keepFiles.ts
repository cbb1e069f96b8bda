/** Files of the user that a tool rewrites in passing. They are read before it starts, and written back when it has ended. */

import { type Bytes, equalBytes } from '../../base/bytes.ts';
import { isFailure } from '../../base/failure.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';

const largestFile = 4 * 1024 * 1024;

export interface KeptFiles {
  /** A file that was not there before is removed again. */
  readonly restore: () => Promise<void>;
}

export async function keepFiles({ files }: { readonly files: FileSystem }, paths: readonly string[] = []): Promise<KeptFiles> {
  const before = new Map<string, Bytes | undefined>();
  for (const path of paths) before.set(path, await read(files, path));
  return {
    restore: async () => {
      for (const [path, bytes] of before) {
        const now = await read(files, path);
        if (bytes === undefined && now !== undefined) await files.remove(path);
        if (bytes !== undefined && (now === undefined || !equalBytes(bytes, now))) await files.writeFile(path, bytes);
      }
    },
  };
}

async function read(files: FileSystem, path: string): Promise<Bytes | undefined> {
  try {
    return await files.readFile(path, { maxBytes: largestFile });
  } catch (error) {
    if (isFailure(error, 'file-not-found')) return undefined;
    throw error;
  }
}
