/** Encodes the local header (APPNOTE.TXT 4.3.7) and the central header (4.3.12) of an entry that is being written. */

import { type Bytes, concatBytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { encodeExtraFields } from './extraFields.ts';
import * as zip from './zipRecords.ts';

export interface WrittenEntry {
  readonly nameBytes: Bytes;
  readonly flags: number;
  readonly method: number;
  readonly dosTime: number;
  readonly dosDate: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly headerOffset: number;
  readonly versionMadeBy: number;
  readonly externalAttributes: number;
  /** Of the central header, without Zip64. */
  readonly extra: Bytes;
  readonly comment: Bytes;
}

/** The local header with `localExtra` as its last extra bytes. */
export function encodeLocalHeader(entry: WrittenEntry, localExtra: Bytes): Bytes {
  const isLarge = hasLargeSize(entry);
  const extra = isLarge ? concatBytes(zip64Field([entry.uncompressedSize, entry.compressedSize]), localExtra) : localExtra;
  const writer = new ByteWriter({ capacity: zip.localFileHeaderSize + entry.nameBytes.length + extra.length });
  writer.u32(zip.localFileHeaderSignature).u16(versionNeeded(entry, isLarge));
  writeShared(writer, entry, isLarge);
  writer.u16(entry.nameBytes.length).u16(extra.length).bytes(entry.nameBytes).bytes(extra);
  return writer.finish();
}

/** How long the local header is before anything is added for alignment. */
export function localHeaderLength(entry: WrittenEntry, localExtra: Bytes): number {
  return zip.localFileHeaderSize + entry.nameBytes.length + (hasLargeSize(entry) ? 20 : 0) + localExtra.length;
}

export function writeCentralHeader(writer: ByteWriter, entry: WrittenEntry): void {
  const isLarge = hasLargeSize(entry);
  const wide = isLarge ? [entry.uncompressedSize, entry.compressedSize] : [];
  if (entry.headerOffset >= zip.max32) wide.push(entry.headerOffset);
  const extra = wide.length > 0 ? concatBytes(zip64Field(wide), entry.extra) : entry.extra;
  writer
    .u32(zip.centralFileHeaderSignature)
    .u16(entry.versionMadeBy)
    .u16(versionNeeded(entry, wide.length > 0));
  writeShared(writer, entry, isLarge);
  writer.u16(entry.nameBytes.length).u16(extra.length).u16(entry.comment.length).u16(0).u16(0);
  writer.u32(entry.externalAttributes).u32(Math.min(entry.headerOffset, zip.max32));
  writer.bytes(entry.nameBytes).bytes(extra).bytes(entry.comment);
}

/** Flags to sizes, the same in both headers. Both sizes are saturated together, so that the local field (4.5.3) may contain both. */
function writeShared(writer: ByteWriter, entry: WrittenEntry, isLarge: boolean): void {
  writer.u16(entry.flags).u16(entry.method).u16(entry.dosTime).u16(entry.dosDate).u32(entry.crc32);
  writer.u32(isLarge ? zip.max32 : entry.compressedSize).u32(isLarge ? zip.max32 : entry.uncompressedSize);
}

function zip64Field(values: readonly number[]): Bytes {
  const data = new Uint8Array(values.length * 8);
  const view = new DataView(data.buffer);
  for (const [index, value] of values.entries()) view.setBigUint64(index * 8, BigInt(value), true);
  return encodeExtraFields([{ id: zip.extraZip64, data }]);
}

function hasLargeSize(entry: WrittenEntry): boolean {
  return entry.compressedSize >= zip.max32 || entry.uncompressedSize >= zip.max32;
}

/** 4.5 for Zip64, 2.0 for deflate, else 1.0 (4.4.3). */
function versionNeeded(entry: WrittenEntry, isZip64: boolean): number {
  if (isZip64) return 45;
  return entry.method === zip.methodDeflated ? 20 : 10;
}
