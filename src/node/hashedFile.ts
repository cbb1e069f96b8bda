/**
 * The SHA-256 of a file, and the identity of the file it belongs to: its place on the disk, its size and the times that only the system
 * sets. While the identity stays, so does the content.
 */

import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly sizeBytes: bigint;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
}

/** A file system may keep times in steps of up to two seconds: a later change within the same step does not show. */
const settledNs = 2_500_000_000n;
const pieceBytes = 256 * 1024;

/** The hash, and the identity it belongs to where a later change of the file is sure to show in it. */
export async function hashOpenFile(
  handle: FileHandle,
): Promise<{ readonly sha256: string; readonly settledIdentity: FileIdentity | undefined }> {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const before = await identityOf(handle);
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  const isSettled = isSameIdentity(before, await identityOf(handle)) && nowNs - before.changedNs > settledNs;
  return { sha256: hash.digest('hex'), settledIdentity: isSettled ? before : undefined };
}

export async function identityOf(handle: FileHandle): Promise<FileIdentity> {
  return identityIn(await handle.stat({ bigint: true }));
}

/** Nothing when there is no such file. */
export async function identityOfPath(path: string): Promise<FileIdentity | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && identityIn(found);
}

function identityIn({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileIdentity {
  return { device: dev, inode: ino, sizeBytes: size, modifiedNs: mtimeNs, changedNs: ctimeNs };
}

export function isSameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return (
    a.device === b.device &&
    a.inode === b.inode &&
    a.sizeBytes === b.sizeBytes &&
    a.modifiedNs === b.modifiedNs &&
    a.changedNs === b.changedNs
  );
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
