/** A folder for files that programs write there as they like, and that no one but this user may read. */

import { chmod } from 'node:fs/promises';
import { writeFailure } from './fileFailure.ts';
import { makeFolder } from './makeFolder.ts';

/** Also one that is there already. On Windows the user's own folders are closed to others by themselves. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    await makeFolder(path);
    if (process.platform !== 'win32') await chmod(path, 0o700);
  } catch (error) {
    throw writeFailure(error, path);
  }
}
