/**
 * Reads what an archive holds: its tail and its central directory, nothing of the entries themselves, so that a package of
 * any size is inspected by reading kilobytes. Never throws for what the bytes are. Local headers are not looked at
 * (`inspectLocalHeaders` does), contents neither (`readEntry`).
 */

import { type Bytes, emptyBytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { parseCentralDirectory } from './centralDirectory.ts';
import { checkEntries } from './checkEntries.ts';
import { findEndRecord, type SourceWindow } from './findEndRecord.ts';
import { IssueCollector } from './issueCollector.ts';
import { type ZipArchive } from './zipEntry.ts';
import { centralFileHeaderSignature } from './zipRecords.ts';

/** A directory of 500,000 entries with long names fits; a file that claims more is not an app. */
const maxDirectoryBytes = 128 * 1024 * 1024;

export interface InspectedZip {
  readonly archive: ZipArchive;
  readonly issues: readonly Issue[];
}

export async function inspectZip(source: ByteSource): Promise<InspectedZip> {
  const issues = new IssueCollector();
  const end = await findEndRecord(source, issues);
  if (end === undefined) {
    issues.add(createIssue('zip-not-an-archive', {}));
    const layout = { centralDirectoryOffset: 0, centralDirectorySize: 0, endRecordOffset: 0, comment: emptyBytes, isZip64: false };
    return { archive: { entries: [], layout }, issues: issues.finish() };
  }
  const { record, recordOffset, firstEndOffset } = end;
  const { centralDirectoryOffset: offset, centralDirectorySize: size } = record;
  const layout = {
    centralDirectoryOffset: offset,
    centralDirectorySize: size,
    endRecordOffset: recordOffset,
    comment: record.comment,
    isZip64: end.isZip64,
  };
  if (record.diskNumber !== 0 || record.diskOfDirectory !== 0) issues.add(createIssue('zip-several-disks', { disk: record.diskNumber }));
  if (offset + size > firstEndOffset)
    issues.add(createIssue('zip-directory-outside', { size, offset, end: firstEndOffset }, { offset: recordOffset }));
  else if (size > maxDirectoryBytes) issues.add(createIssue('zip-directory-too-large', { size, limit: maxDirectoryBytes }));
  else if (await isMoved(source, offset, firstEndOffset - size))
    issues.add(createIssue('zip-moved', { count: firstEndOffset - size - offset }));
  else {
    if (offset + size < firstEndOffset)
      issues.add(createIssue('zip-directory-gap', { count: firstEndOffset - offset - size }, { offset: offset + size }));
    const bytes = await readDirectory(source, offset, size, end.tail);
    const entries = parseCentralDirectory({ bytes, offset, declaredCount: record.entryCount }, issues);
    checkEntries(entries, offset, issues);
    return { archive: { entries, layout }, issues: issues.finish() };
  }
  return { archive: { entries: [], layout }, issues: issues.finish() };
}

/** Whether something was put in front of the archive, so that the directory is before its end record but not at its offset. */
async function isMoved(source: ByteSource, declared: number, actual: number): Promise<boolean> {
  return actual > declared && !(await isDirectoryAt(source, declared)) && isDirectoryAt(source, actual);
}

async function isDirectoryAt(source: ByteSource, offset: number): Promise<boolean> {
  const bytes = await source.read(offset, Math.min(4, source.size - offset));
  return bytes.length === 4 && new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true) === centralFileHeaderSignature;
}

async function readDirectory(source: ByteSource, offset: number, size: number, tail: SourceWindow): Promise<Bytes> {
  const start = offset - tail.offset;
  return start >= 0 ? tail.bytes.subarray(start, start + size) : source.read(offset, size);
}
