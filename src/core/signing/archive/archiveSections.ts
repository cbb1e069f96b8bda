/**
 * The sections of a package as Android's own verifier finds them: entries, central directory, end record (APPNOTE.TXT 4.3).
 * It is read apart from `formats/zip` on purpose. There, whatever is doubtful in an archive is reported; here, exactly
 * what a platform tolerates must be tolerated, or the verdict would differ from that of a phone. Zip64 does not exist here,
 * names are neither judged nor changed, and data after the declared number of records is ignored.
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { fromUtf8, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import * as zip from '../../formats/zip/zipRecords.ts';

/** 65535 records, each as long as its fields allow, would be 12 GB; real directories have a few megabytes. */
const largestDirectory = 256 * 1024 * 1024;

export interface ArchiveEntry {
  readonly name: string;
  readonly nameLength: number;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly headerOffset: number;
  /** The whole record of the central directory, as it is there. */
  readonly record: Bytes;
}

export interface ArchiveSections {
  readonly centralDirectoryOffset: number;
  readonly centralDirectorySize: number;
  readonly endRecordOffset: number;
  /** With its comment, to the end of the file. */
  readonly endRecord: Bytes;
  /** Every record, directories included. */
  readonly entries: readonly ArchiveEntry[];
}

export interface ArchiveSectionsResult {
  readonly sections?: ArchiveSections;
  readonly issues: readonly Issue[];
}

/** Never throws on account of the bytes. */
export async function inspectArchiveSections(source: ByteSource): Promise<ArchiveSectionsResult> {
  const found = await findEndRecord(source);
  if (found === undefined) return { issues: [createIssue('zip-not-an-archive', {})] };
  const { endRecord, endRecordOffset } = found;
  const reader = new ByteReader(endRecord, { offset: 10 });
  const count = reader.u16();
  const centralDirectorySize = reader.u32();
  const centralDirectoryOffset = reader.u32();
  // The true values are in a record of Zip64 then.
  if (centralDirectoryOffset === zip.max32 || centralDirectorySize === zip.max32) return { issues: [createIssue('zip-zip64-used', {})] };
  if (centralDirectoryOffset + centralDirectorySize > endRecordOffset)
    return { issues: [createIssue('package-directory-out-of-range', { offset: centralDirectoryOffset, sizeBytes: centralDirectorySize })] };
  if (centralDirectorySize > largestDirectory)
    return { issues: [createIssue('package-directory-too-large', { sizeBytes: centralDirectorySize })] };
  const directory = await source.read(centralDirectoryOffset, centralDirectorySize);
  const entries: ArchiveEntry[] = [];
  const cursor = new ByteReader(directory);
  for (let index = 0; index < count; index++) {
    const offset = centralDirectoryOffset + cursor.offset;
    const entry = parseRecord(cursor);
    if (entry === undefined) return { issues: [createIssue('package-directory-malformed', { number: index + 1 }, { offset })] };
    entries.push(entry);
  }
  return { sections: { centralDirectoryOffset, centralDirectorySize, endRecordOffset, endRecord, entries }, issues: [] };
}

/** The last record whose comment fills the file to its end. */
async function findEndRecord(source: ByteSource): Promise<{ endRecord: Bytes; endRecordOffset: number } | undefined> {
  // Nearly every archive has no comment: look there before 64 KB are read.
  for (const longest of [0, zip.max16]) {
    const length = Math.min(source.size, zip.endOfCentralDirectorySize + longest);
    if (length < zip.endOfCentralDirectorySize) return undefined;
    const start = source.size - length;
    const tail = await source.read(start, length);
    const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
    for (let at = length - zip.endOfCentralDirectorySize; at >= 0; at--) {
      if (view.getUint32(at, true) !== zip.endOfCentralDirectorySignature) continue;
      if (view.getUint16(at + 20, true) === length - zip.endOfCentralDirectorySize - at)
        return { endRecord: tail.subarray(at), endRecordOffset: start + at };
    }
  }
  return undefined;
}

function parseRecord(reader: ByteReader): ArchiveEntry | undefined {
  const start = reader.offset;
  try {
    if (reader.u32() !== zip.centralFileHeaderSignature) return undefined;
    reader.skip(4);
    const flags = reader.u16();
    const method = reader.u16();
    reader.skip(4);
    const crc32 = reader.u32();
    const compressedSize = reader.u32();
    const uncompressedSize = reader.u32();
    const nameLength = reader.u16();
    const extraLength = reader.u16();
    const commentLength = reader.u16();
    reader.skip(8);
    const headerOffset = reader.u32();
    const name = fromUtf8(reader.take(nameLength));
    reader.skip(extraLength + commentLength);
    const record = reader.bytes.subarray(start, reader.offset);
    return { name, nameLength, flags, method, crc32, compressedSize, uncompressedSize, headerOffset, record };
  } catch (error) {
    if (error instanceof OutOfBytes) return undefined;
    throw error;
  }
}
