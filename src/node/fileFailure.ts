/** Turns an error of the operating system into the failure that people read: the path, and why in words. */

import { Failure } from '../core/base/failure.ts';
import { phrases } from '../core/base/phrase.ts';

const reasons: Readonly<Record<string, string>> = phrases({
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EEXIST: 'another file or folder is at this path',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the disk takes no file of this size',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links form a loop',
  EBUSY: 'another program uses it',
  ETXTBSY: 'it is being run',
  EIO: 'the disk reported an error',
  EXDEV: 'it would move to another disk',
  ENOENT: 'its folder does not exist',
});

export function readFailure(error: unknown, path: string): Failure {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return Failure.of('file-not-found', { path }, { cause: error });
  return Failure.of('file-unreadable', { path, reason: reasonOf(error) }, { cause: error });
}

export function writeFailure(error: unknown, path: string): Failure {
  return Failure.of('file-unwritable', { path, reason: reasonOf(error) }, { cause: error });
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  return (code !== undefined && reasons[code]) || code || (error instanceof Error ? error.message : String(error));
}
