/** The SHA-256 of a file that is open, and the identity it belongs to. */

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { fileIdentity, identityOf } from './fileIdentity.ts';

/** A file system may keep times in steps of up to two seconds: a later change within the same step does not show. */
const settledNs = 2_500_000_000n;
const pieceBytes = 256 * 1024;

/** The hash, and the identity it belongs to where a later change of the file is sure to show in it. */
export async function hashOpenFile(handle: FileHandle): Promise<{ readonly sha256: string; readonly settledIdentity: string | undefined }> {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const found = await handle.stat({ bigint: true });
  const before = fileIdentity(found);
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  const isSettled = before === (await identityOf(handle)) && nowNs - found.ctimeNs > settledNs;
  return { sha256: hash.digest('hex'), settledIdentity: isSettled ? before : undefined };
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
