/** Builds archives field by field, right or wrong, without any code of the product's writer. */

import { crc32 } from 'node:zlib';
import { type Bytes, concatBytes, emptyBytes, utf8 } from '../../../../../../src/core/base/bytes.ts';
import { ByteWriter } from '../../../../../../src/core/base/byteWriter.ts';

export interface RawHeader {
  signature?: number;
  flags?: number;
  method?: number;
  crc32?: number;
  compressedSize?: number;
  uncompressedSize?: number;
  name?: Bytes;
  extra?: Bytes;
}

export interface RawEntry {
  name: string | Bytes;
  /** The content as it is in the archive. */
  data?: Bytes;
  /** Of both headers; by default a stored entry with the right values. */
  header?: RawHeader;
  local?: RawHeader;
  central?: RawHeader & { headerOffset?: number; disk?: number; comment?: Bytes };
  /** Behind the data. */
  after?: Bytes;
}

export interface RawArchive {
  entries: readonly RawEntry[];
  beforeDirectory?: Bytes;
  afterDirectory?: Bytes;
  trailing?: Bytes;
  end?: { disk?: number; directoryDisk?: number; count?: number; size?: number; offset?: number; comment?: Bytes };
  zip64?: { signature?: number; recordSize?: bigint; count?: bigint; size?: bigint; offset?: bigint; recordOffset?: bigint };
}

export function rawZip(archive: RawArchive): Bytes {
  const body = new ByteWriter();
  const directory = new ByteWriter();
  for (const entry of archive.entries) writeEntry(body, directory, entry);
  body.bytes(archive.beforeDirectory ?? emptyBytes);
  const actual = { count: archive.entries.length, size: directory.length, offset: body.length };
  body.bytes(directory.finish()).bytes(archive.afterDirectory ?? emptyBytes);
  if (archive.zip64) writeZip64(body, actual, archive.zip64);
  const end = { disk: 0, directoryDisk: 0, comment: emptyBytes, ...actual, ...archive.end };
  body.u32(0x06054b50).u16(end.disk).u16(end.directoryDisk).u16(end.count).u16(end.count).u32(end.size).u32(end.offset);
  body.u16(end.comment.length).bytes(end.comment);
  return concatBytes(body.finish(), archive.trailing ?? emptyBytes);
}

function writeEntry(body: ByteWriter, directory: ByteWriter, entry: RawEntry): void {
  const data = entry.data ?? emptyBytes;
  const name = typeof entry.name === 'string' ? utf8(entry.name) : entry.name;
  const right = {
    flags: 0,
    method: 0,
    crc32: crc32(data),
    compressedSize: data.length,
    uncompressedSize: data.length,
    name,
    extra: emptyBytes,
  };
  const headerOffset = body.length;
  const local = { signature: 0x04034b50, ...right, ...entry.header, ...entry.local };
  body.u32(local.signature).u16(20);
  writeShared(body, local);
  body.u16(local.name.length).u16(local.extra.length).bytes(local.name).bytes(local.extra);
  body.bytes(data).bytes(entry.after ?? emptyBytes);
  const central = { signature: 0x02014b50, headerOffset, disk: 0, comment: emptyBytes, ...right, ...entry.header, ...entry.central };
  directory.u32(central.signature).u16(20).u16(20);
  writeShared(directory, central);
  directory.u16(central.name.length).u16(central.extra.length).u16(central.comment.length).u16(central.disk).u16(0).u32(0);
  directory.u32(central.headerOffset).bytes(central.name).bytes(central.extra).bytes(central.comment);
}

function writeShared(
  writer: ByteWriter,
  header: Required<Pick<RawHeader, 'flags' | 'method' | 'crc32' | 'compressedSize' | 'uncompressedSize'>>,
): void {
  writer.u16(header.flags).u16(header.method).u16(0).u16(0x21).u32(header.crc32).u32(header.compressedSize).u32(header.uncompressedSize);
}

function writeZip64(
  body: ByteWriter,
  actual: { count: number; size: number; offset: number },
  wish: NonNullable<RawArchive['zip64']>,
): void {
  const recordOffset = BigInt(body.length);
  const right = {
    signature: 0x06064b50,
    recordSize: 44n,
    count: BigInt(actual.count),
    size: BigInt(actual.size),
    offset: BigInt(actual.offset),
    recordOffset,
  };
  const record = { ...right, ...wish };
  body.u32(record.signature).u64(record.recordSize).u16(45).u16(45).u32(0).u32(0);
  body.u64(record.count).u64(record.count).u64(record.size).u64(record.offset);
  body.u32(0x07064b50).u32(0).u64(record.recordOffset).u32(1);
}

/** An extra field of an id. */
export function extraField(id: number, data: Bytes): Bytes {
  return new ByteWriter().u16(id).u16(data.length).bytes(data).finish();
}

/** The Zip64 extra field with these values. */
export function zip64Extra(...values: bigint[]): Bytes {
  const data = new ByteWriter();
  for (const value of values) data.u64(value);
  return extraField(1, data.finish());
}
