/**
 * Finds the end of an archive by reading its tail. The end record is the last one whose comment reaches exactly to the end
 * of the file, as apksig searches it; one that leaves bytes behind is taken only when no such record exists, and reported.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue } from '../../base/issue.ts';
import { type EndRecord, parseEndRecord, parseZip64EndRecord } from './endRecord.ts';
import { type IssueCollector } from './issueCollector.ts';
import * as zip from './zipRecords.ts';

/** Nearly all archives have no comment, and many small ones have their whole directory in here. */
const shortTail = 16 * 1024;
const longestTail = zip.endOfCentralDirectorySize + zip.max16;
const signatureBytes = new Uint8Array([0x50, 0x4b, 0x05, 0x06]);

/** Bytes of the source that were already read. */
export interface SourceWindow {
  readonly offset: number;
  readonly bytes: Bytes;
}

export interface FoundEnd {
  readonly record: EndRecord;
  readonly recordOffset: number;
  readonly isZip64: boolean;
  /** Where the records that follow the directory begin: the Zip64 record when there is one. */
  readonly firstEndOffset: number;
  readonly tail: SourceWindow;
}

export async function findEndRecord(source: ByteSource, issues: IssueCollector): Promise<FoundEnd | undefined> {
  let tail = await readTail(source, shortTail);
  let found = searchTail(tail, source.size);
  if (found?.trailing !== 0 && source.size > tail.bytes.length) {
    tail = await readTail(source, longestTail);
    found = searchTail(tail, source.size);
  }
  if (found === undefined) return undefined;
  if (found.trailing > 0)
    issues.add(createIssue('zip-trailing-bytes', { count: found.trailing }, { offset: source.size - found.trailing }));
  const plain = parseEndRecord(tail.bytes.subarray(found.recordOffset - tail.offset));
  const zip64 = await readZip64(source, found.recordOffset, issues);
  const record = zip64.record === undefined ? plain : mergeRecords(plain, zip64.record, issues);
  const { isZip64, firstEndOffset } = zip64;
  return { record, recordOffset: found.recordOffset, isZip64, firstEndOffset, tail };
}

async function readTail(source: ByteSource, length: number): Promise<SourceWindow> {
  const offset = Math.max(0, source.size - length);
  return { offset, bytes: await source.read(offset, source.size - offset) };
}

function searchTail(tail: SourceWindow, size: number): { recordOffset: number; trailing: number } | undefined {
  const buffer = Buffer.from(tail.bytes.buffer, tail.bytes.byteOffset, tail.bytes.length);
  let inexact: { recordOffset: number; trailing: number } | undefined;
  let at = buffer.length - zip.endOfCentralDirectorySize;
  while (at >= 0) {
    at = buffer.lastIndexOf(signatureBytes, at);
    if (at < 0) break;
    const recordOffset = tail.offset + at;
    const trailing = size - recordOffset - zip.endOfCentralDirectorySize - buffer.readUInt16LE(at + 20);
    if (trailing === 0) return { recordOffset, trailing };
    if (trailing > 0) inexact ??= { recordOffset, trailing };
    at--;
  }
  return inexact;
}

interface Zip64End {
  readonly isZip64: boolean;
  readonly firstEndOffset: number;
  readonly record?: Omit<EndRecord, 'comment'>;
}

async function readZip64(source: ByteSource, recordOffset: number, issues: IssueCollector): Promise<Zip64End> {
  const locatorOffset = recordOffset - zip.zip64LocatorSize;
  const none = { isZip64: false, firstEndOffset: recordOffset };
  if (locatorOffset < 0) return none;
  const locator = viewOf(await source.read(locatorOffset, zip.zip64LocatorSize));
  if (locator.getUint32(0, true) !== zip.zip64LocatorSignature) return none;
  const offset = Number(locator.getBigUint64(8, true));
  if (offset + zip.zip64EndOfCentralDirectorySize <= locatorOffset) {
    const bytes = await source.read(offset, zip.zip64EndOfCentralDirectorySize);
    const view = viewOf(bytes);
    if (
      view.getUint32(0, true) === zip.zip64EndOfCentralDirectorySignature &&
      offset + 12 + Number(view.getBigUint64(4, true)) <= locatorOffset
    )
      return { isZip64: true, firstEndOffset: offset, record: parseZip64EndRecord(bytes) };
  }
  issues.add(createIssue('zip-zip64-record-invalid', {}, { offset: locatorOffset }));
  return { isZip64: true, firstEndOffset: locatorOffset };
}

/** A saturated value of the plain record means "see Zip64"; any other must be the same in both. */
function mergeRecords(plain: EndRecord, zip64: Omit<EndRecord, 'comment'>, issues: IssueCollector): EndRecord {
  const choose = (field: string, plainValue: number, zip64Value: number, saturated: number): number => {
    if (plainValue === saturated) return zip64Value;
    if (plainValue !== zip64Value) issues.add(createIssue('zip-end-records-disagree', { field, plain: plainValue, zip64: zip64Value }));
    return plainValue;
  };
  return {
    diskNumber: choose('disk number', plain.diskNumber, zip64.diskNumber, zip.max16),
    diskOfDirectory: choose('disk of the directory', plain.diskOfDirectory, zip64.diskOfDirectory, zip.max16),
    entryCount: choose('number of entries', plain.entryCount, zip64.entryCount, zip.max16),
    centralDirectorySize: choose('size of the directory', plain.centralDirectorySize, zip64.centralDirectorySize, zip.max32),
    centralDirectoryOffset: choose('offset of the directory', plain.centralDirectoryOffset, zip64.centralDirectoryOffset, zip.max32),
    comment: plain.comment,
  };
}

function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
