/** What a file that is offered as a package is: one of the formats with its archive, or the issues that say what it is instead. */

import { type Bytes } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { fileIssue } from '../formats/recognition/fileIssue.ts';
import { recognizeFile } from '../formats/recognition/recognizeFile.ts';
import { inspectZip } from '../formats/zip/inspectZip.ts';
import { type ZipArchive } from '../formats/zip/zipEntry.ts';
import { detectFormat, type PackageFormat } from './detectFormat.ts';

export type RecognizedPackage =
  | { readonly format: PackageFormat; readonly archive: ZipArchive; readonly issues: readonly Issue[] }
  | { readonly format: undefined; readonly issues: readonly Issue[] };

export async function recognizePackage(source: ByteSource): Promise<RecognizedPackage> {
  const { archive, issues } = await inspectZip(source);
  if (archive.entries.length === 0 && issues.length > 0) return { format: undefined, issues: await withoutEntries(source, issues) };
  const format = detectFormat(archive.entries);
  return typeof format === 'string' ? { format, archive, issues } : { format: undefined, issues: [...issues, format] };
}

/** Enough to tell any kind of file; what is read whole is small. */
const headBytes = 64 * 1024;
const wholeBytes = 1024 * 1024;

async function withoutEntries(source: ByteSource, issues: readonly Issue[]): Promise<readonly Issue[]> {
  const isWhole = source.size <= wholeBytes;
  const head = await source.read(0, isWhole ? source.size : headBytes);
  const file = recognizeFile(head);
  // The end of a ZIP archive is its directory: without it the rest was never copied, or nothing in it is where it was.
  if (file.kind !== 'zip') return [fileIssue(file.kind === 'truncated' ? { ...file, kind: 'unknown' } : file, 'package')];
  if (file.encoding !== undefined) return [createIssue('package-encoded', { encoding: file.encoding })];
  if (!issues.some(({ code }) => code === 'zip-not-an-archive')) return issues;
  return [hasConvertedLineEnds(head) ? createIssue('package-line-ends', {}) : createIssue('package-truncated', {})];
}

/** Compressed data has a line feed every 256 bytes, and hardly ever a carriage return before it. */
function hasConvertedLineEnds(head: Bytes): boolean {
  let count = 0;
  for (let at = head.indexOf(0x0a); at >= 0; at = head.indexOf(0x0a, at + 1)) {
    if (head[at - 1] !== 0x0d) return false;
    count++;
  }
  return count >= 3;
}
