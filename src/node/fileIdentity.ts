/**
 * Says whether a file is the one that was looked at before: by its place on the disk, its size and its times. Not proof against someone
 * who can write to the file and set the clock; proof against a link or another file that was put in its place.
 */

import { type Stats } from 'node:fs';
import { Failure } from '../core/base/failure.ts';
import { type SameFile } from '../core/ports/fileSystem.ts';

export function fileIdentity({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(':');
}

export function requireSameFile(found: Stats, { identity }: SameFile, path: string): void {
  if (identity !== undefined && identity !== fileIdentity(found)) throw Failure.of('file-changed', { path });
}
