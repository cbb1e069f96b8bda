/**
 * Says whether a file is the one that was looked at before: by its place on the disk, its size and the times that the system sets, to the
 * nanosecond. While the identity stays, so does the content, as long as no one who can write to the file sets the clock; a file that was
 * written within the steps of the file system's times may change without a sign.
 */

import { type BigIntStats } from 'node:fs';
import { type FileHandle, stat } from 'node:fs/promises';
import { Failure } from '../core/base/failure.ts';
import { type SameFile } from '../core/ports/fileSystem.ts';

export function fileIdentity({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}

export async function identityOf(handle: FileHandle): Promise<string> {
  return fileIdentity(await handle.stat({ bigint: true }));
}

/** Nothing when there is no such file. */
export async function identityOfPath(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && fileIdentity(found);
}

export function requireSameFile(found: BigIntStats, { identity }: SameFile, path: string): void {
  if (identity !== undefined && identity !== fileIdentity(found)) throw Failure.of('file-changed', { path });
}
