/**
 * The central directory (APPNOTE.TXT 4.3.12): one header an entry,
 *
 *   0 signature 02014b50 · 4 version made by · 6 version needed · 8 flags · 10 method · 12 time · 14 date · 16 crc-32
 *   20 compressed size · 24 uncompressed size · 28 name length · 30 extra length · 32 comment length · 34 disk
 *   36 internal attributes · 38 external attributes · 42 offset of the local header · 46 name, extra, comment
 *
 * Headers are read as long as they are whole; the declared number of entries is compared, never trusted.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue } from '../../base/issue.ts';
import { decodeEntryName, shownName } from './entryName.ts';
import { findExtraField } from './extraFields.ts';
import { type IssueCollector } from './issueCollector.ts';
import { type ZipEntry } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

/** More than any package has, and few enough to keep in memory. */
const maxEntries = 500_000;

export interface CentralDirectory {
  readonly bytes: Bytes;
  /** Of `bytes` in the archive, for the places of issues. */
  readonly offset: number;
  readonly declaredCount: number;
}

export function parseCentralDirectory(directory: CentralDirectory, issues: IssueCollector): ZipEntry[] {
  const { bytes } = directory;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: ZipEntry[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const end = endOfHeader(view, offset);
    if (end === undefined) {
      issues.add(createIssue('zip-directory-corrupt', { count: entries.length }, { offset: directory.offset + offset }));
      break;
    }
    if (entries.length === maxEntries) {
      issues.add(createIssue('zip-too-many-entries', { limit: maxEntries }));
      break;
    }
    entries.push(parseHeader(bytes, view, offset, directory.offset, issues));
    offset = end;
  }
  if (entries.length !== directory.declaredCount)
    issues.add(createIssue('zip-entry-count-mismatch', { declared: directory.declaredCount, found: entries.length }));
  return entries;
}

function endOfHeader(view: DataView, offset: number): number | undefined {
  if (view.byteLength - offset < zip.centralFileHeaderSize || view.getUint32(offset, true) !== zip.centralFileHeaderSignature)
    return undefined;
  const end =
    offset +
    zip.centralFileHeaderSize +
    view.getUint16(offset + 28, true) +
    view.getUint16(offset + 30, true) +
    view.getUint16(offset + 32, true);
  return end <= view.byteLength ? end : undefined;
}

function parseHeader(bytes: Bytes, view: DataView, offset: number, base: number, issues: IssueCollector): ZipEntry {
  const nameEnd = offset + zip.centralFileHeaderSize + view.getUint16(offset + 28, true);
  const extraEnd = nameEnd + view.getUint16(offset + 30, true);
  const nameBytes = bytes.subarray(offset + zip.centralFileHeaderSize, nameEnd);
  const extra = bytes.subarray(nameEnd, extraEnd);
  const flags = view.getUint16(offset + 8, true);
  const { name, isWellFormed } = decodeEntryName(nameBytes, flags, extra);
  const place = { entry: name, offset: base + offset };
  if (!isWellFormed) issues.add(createIssue('zip-name-not-utf8', { entry: shownName(name) }, place));
  const fixed = {
    uncompressedSize: view.getUint32(offset + 24, true),
    compressedSize: view.getUint32(offset + 20, true),
    headerOffset: view.getUint32(offset + 42, true),
    disk: view.getUint16(offset + 34, true),
  };
  const sizes = withZip64(fixed, extra);
  if (sizes === undefined) issues.add(createIssue('zip-zip64-field-missing', { entry: shownName(name) }, place));
  const { uncompressedSize, compressedSize, headerOffset, disk } = sizes ?? fixed;
  if (disk !== 0) issues.add(createIssue('zip-several-disks', { disk }, place));
  return {
    name,
    nameBytes,
    isDirectory: name.endsWith('/'),
    method: view.getUint16(offset + 10, true),
    flags,
    crc32: view.getUint32(offset + 16, true),
    compressedSize,
    uncompressedSize,
    headerOffset,
    externalAttributes: view.getUint32(offset + 38, true),
    versionMadeBy: view.getUint16(offset + 4, true),
    dosTime: view.getUint16(offset + 12, true),
    dosDate: view.getUint16(offset + 14, true),
    extra,
    comment: bytes.subarray(extraEnd, extraEnd + view.getUint16(offset + 32, true)),
  };
}

interface WideValues {
  readonly uncompressedSize: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
  readonly disk: number;
}

/** The Zip64 field (4.5.3) holds, in this order, only those values that are saturated in the header. */
function withZip64(fixed: WideValues, extra: Bytes): WideValues | undefined {
  if (
    fixed.uncompressedSize !== zip.max32 &&
    fixed.compressedSize !== zip.max32 &&
    fixed.headerOffset !== zip.max32 &&
    fixed.disk !== zip.max16
  )
    return fixed;
  const data = findExtraField(extra, zip.extraZip64);
  if (data === undefined) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  let offset = 0;
  let isShort = false;
  const take = (value: number, saturated: number, width: 4 | 8): number => {
    if (value !== saturated) return value;
    offset += width;
    if (offset <= data.length) return width === 8 ? Number(view.getBigUint64(offset - 8, true)) : view.getUint32(offset - 4, true);
    isShort = true;
    return value;
  };
  const uncompressedSize = take(fixed.uncompressedSize, zip.max32, 8);
  const compressedSize = take(fixed.compressedSize, zip.max32, 8);
  const headerOffset = take(fixed.headerOffset, zip.max32, 8);
  const disk = take(fixed.disk, zip.max16, 4);
  return isShort ? undefined : { uncompressedSize, compressedSize, headerOffset, disk };
}
