/**
 * The end-of-central-directory record (APPNOTE.TXT 4.3.16) and its Zip64 relatives (4.3.14, 4.3.15):
 *
 *   0 signature 06054b50 · 4 disk · 6 disk of the directory · 8 entries on this disk · 10 entries · 12 size of the directory
 *   16 offset of the directory · 20 comment length · 22 comment
 */

import { type Bytes, emptyBytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import * as zip from './zipRecords.ts';

export interface EndRecord {
  readonly diskNumber: number;
  readonly diskOfDirectory: number;
  readonly entryCount: number;
  readonly centralDirectorySize: number;
  readonly centralDirectoryOffset: number;
  readonly comment: Bytes;
}

/** Reads a record that is at the beginning of `bytes`; these hold at least its 22 fixed bytes. */
export function parseEndRecord(bytes: Bytes): EndRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    diskNumber: view.getUint16(4, true),
    diskOfDirectory: view.getUint16(6, true),
    entryCount: view.getUint16(10, true),
    centralDirectorySize: view.getUint32(12, true),
    centralDirectoryOffset: view.getUint32(16, true),
    comment: bytes.subarray(zip.endOfCentralDirectorySize, zip.endOfCentralDirectorySize + view.getUint16(20, true)),
  };
}

/** The Zip64 record, without the extensible data that may follow it. */
export function parseZip64EndRecord(bytes: Bytes): Omit<EndRecord, 'comment'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    diskNumber: view.getUint32(16, true),
    diskOfDirectory: view.getUint32(20, true),
    entryCount: Number(view.getBigUint64(32, true)),
    centralDirectorySize: Number(view.getBigUint64(40, true)),
    centralDirectoryOffset: Number(view.getBigUint64(48, true)),
  };
}

/** Everything that follows the central directory: the end record, after the Zip64 record and locator when the values need them. */
export function encodeEndRecord(directory: {
  readonly entryCount: number;
  readonly centralDirectorySize: number;
  readonly centralDirectoryOffset: number;
  readonly comment?: Bytes;
}): Bytes {
  const { entryCount, centralDirectorySize: size, centralDirectoryOffset: offset, comment = emptyBytes } = directory;
  if (comment.length > zip.max16) throw new RangeError('a zip comment has at most 65535 bytes');
  const writer = new ByteWriter({ capacity: 98 + comment.length });
  if (needsZip64EndRecord(entryCount, size, offset)) {
    writer.u32(zip.zip64EndOfCentralDirectorySignature).u64(BigInt(zip.zip64EndOfCentralDirectorySize - 12));
    writer.u16(45).u16(45).u32(0).u32(0).u64(BigInt(entryCount)).u64(BigInt(entryCount)).u64(BigInt(size)).u64(BigInt(offset));
    writer
      .u32(zip.zip64LocatorSignature)
      .u32(0)
      .u64(BigInt(offset + size))
      .u32(1);
  }
  const count16 = Math.min(entryCount, zip.max16);
  writer.u32(zip.endOfCentralDirectorySignature).u16(0).u16(0).u16(count16).u16(count16);
  writer.u32(Math.min(size, zip.max32)).u32(Math.min(offset, zip.max32)).u16(comment.length).bytes(comment);
  return writer.finish();
}

function needsZip64EndRecord(entryCount: number, size: number, offset: number): boolean {
  return entryCount >= zip.max16 || size >= zip.max32 || offset >= zip.max32;
}

/**
 * A copy of an end record (its first byte is the signature's) that says the directory lies elsewhere, as a signing block
 * in front of the directory demands. Not for Zip64 archives: Android knows no signing block in them.
 */
export function withCentralDirectoryOffset(endRecord: Bytes, offset: number): Bytes {
  const patched = new Uint8Array(endRecord);
  new DataView(patched.buffer).setUint32(16, offset, true);
  return patched;
}
