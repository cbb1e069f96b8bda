/** The issues of an entry's content: what was read is not what the directory declares. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { shownName } from './entryName.ts';
import { type ZipEntry } from './zipEntry.ts';

export function sizeMismatch(entry: ZipEntry): Issue {
  return createIssue('zip-size-mismatch', { entry: shownName(entry.name), sizeBytes: entry.uncompressedSize }, { entry: entry.name });
}

export function crcMismatch(entry: ZipEntry): Issue {
  return createIssue('zip-crc-mismatch', { entry: shownName(entry.name) }, { entry: entry.name });
}

/** The issue behind an error of `node:zlib`; an error of any other origin is thrown on. */
export function inflateIssue(error: unknown, entry: ZipEntry): Issue {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = { entry: entry.name };
  if (code === 'ERR_BUFFER_TOO_LARGE') return sizeMismatch(entry);
  if (code === 'Z_BUF_ERROR') return createIssue('zip-deflate-truncated', { entry: shownName(entry.name) }, place);
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') return createIssue('zip-deflate-corrupt', { entry: shownName(entry.name) }, place);
  throw error;
}
