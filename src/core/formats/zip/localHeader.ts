/**
 * The local file header (APPNOTE.TXT 4.3.7) in front of an entry's data, and whether it says the same as the central
 * directory. Which of two contradicting headers a reader believes differs from tool to tool, so a contradiction is an error.
 *
 *   0 signature 04034b50 · 4 version · 6 flags · 8 method · 10 time · 12 date · 14 crc-32 · 18 compressed size
 *   22 uncompressed size · 26 name length · 28 extra length · 30 name, extra, then the data
 */

import { type Bytes, emptyBytes, equalBytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { shownName } from './entryName.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipEntry } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

/** The offset of an entry's data. Throws `ZipContentError` when the local header is missing or contradicts the directory. */
export async function entryDataOffset(source: ByteSource, entry: ZipEntry): Promise<number> {
  return dataOffsetIn(await readHeader(source, entry, 0), source.size, entry);
}

/** Reads the local header, and `more` bytes behind its name; fewer where the source ends. */
export async function readHeader(source: ByteSource, entry: ZipEntry, more: number): Promise<Bytes> {
  const length = Math.min(zip.localFileHeaderSize + entry.nameBytes.length + more, source.size - entry.headerOffset);
  return length > 0 ? source.read(entry.headerOffset, length) : emptyBytes;
}

/** Checks the header at the beginning of `bytes` against the directory and gives the offset of the data. */
export function dataOffsetIn(bytes: Bytes, sourceSize: number, entry: ZipEntry): number {
  if (bytes.length < zip.localFileHeaderSize) throw new ZipContentError(outside(entry));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const place = { entry: entry.name, offset: entry.headerOffset };
  if (view.getUint32(0, true) !== zip.localFileHeaderSignature)
    throw new ZipContentError(createIssue('zip-local-header-missing', { entry: shownName(entry.name) }, place));
  const field = contradiction(bytes, view, entry);
  if (field !== undefined)
    throw new ZipContentError(createIssue('zip-local-header-mismatch', { entry: shownName(entry.name), field }, place));
  const offset = entry.headerOffset + zip.localFileHeaderSize + view.getUint16(26, true) + view.getUint16(28, true);
  if (offset + entry.compressedSize > sourceSize) throw new ZipContentError(outside(entry));
  return offset;
}

function contradiction(bytes: Bytes, view: DataView, entry: ZipEntry): string | undefined {
  const flags = view.getUint16(6, true);
  if (view.getUint16(26, true) !== entry.nameBytes.length) return 'name';
  if (!equalBytes(bytes.subarray(zip.localFileHeaderSize, zip.localFileHeaderSize + entry.nameBytes.length), entry.nameBytes))
    return 'name';
  if (view.getUint16(8, true) !== entry.method) return 'method';
  if (((flags ^ entry.flags) & zip.flagEncrypted) !== 0) return 'encryption';
  // With a data descriptor (4.4.4, bit 3) these are behind the data; the header's are zero, or right in the output of some tools.
  if ((flags & zip.flagDataDescriptor) !== 0) return undefined;
  if (view.getUint32(14, true) !== entry.crc32) return 'CRC-32';
  if (differs(view.getUint32(18, true), entry.compressedSize)) return 'compressed size';
  return differs(view.getUint32(22, true), entry.uncompressedSize) ? 'uncompressed size' : undefined;
}

/** A saturated value stands for the Zip64 field, which is not needed: the directory's sizes are what is used. */
function differs(local: number, central: number): boolean {
  return local !== central && local !== zip.max32;
}

function outside(entry: ZipEntry): Issue {
  return createIssue('zip-entry-outside', { entry: shownName(entry.name) }, { entry: entry.name, offset: entry.headerOffset });
}
