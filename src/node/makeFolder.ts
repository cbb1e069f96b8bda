/**
 * Makes a folder and the folders around it, one by one. Node's own `recursive` never ends where the system answers that
 * the parent is missing although it is there, as /proc does.
 */

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './fileFailure.ts';

export async function makeFolder(path: string): Promise<void> {
  const parent = dirname(path);
  const error = await tryToMake(path);
  if (error === undefined) return;
  if (errorCode(error) !== 'ENOENT' || parent === path) throw error;
  // Someone else may have made the parent meanwhile. One that was there before takes no folder the second time either.
  const around = await stat(parent).catch(() => undefined);
  // Windows says of a folder below a file what it says of an absent one.
  if (around && !around.isDirectory()) throw Object.assign(new Error(`${parent} is not a folder`, { cause: error }), { code: 'ENOTDIR' });
  if (!around) await makeFolder(parent);
  const second = await tryToMake(path);
  if (second !== undefined) throw second;
}

/** A folder that is there already is not an error, whatever the system says to its making: exists, read-only, not permitted. */
async function tryToMake(path: string): Promise<Error | undefined> {
  try {
    await mkdir(path);
    return undefined;
  } catch (error) {
    if (await isFolder(path)) return undefined;
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
