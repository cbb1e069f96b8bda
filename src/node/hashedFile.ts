/** The SHA-256 of a file that is open. */

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const pieceBytes = 256 * 1024;

/** SHA-256, lower-case hexadecimal. */
export async function hashOpenFile(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex');
}

/** Without waiting for a writer, if the path is a pipe. */
export async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle | undefined;
  try {
    // Windows has no such flag, and no pipes among its files.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if ((await handle.stat()).isFile()) return handle;
  } catch {
    // Gone, or not to be read.
  }
  await handle?.close();
  return undefined;
}
