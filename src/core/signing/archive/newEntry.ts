/**
 * An entry that signing adds: deflated, with a fixed date, so that the same input gives the same bytes (APPNOTE.TXT 4.3.7
 * and 4.3.12).
 */

import { crc32, deflateRawSync } from 'node:zlib';
import { ByteWriter } from '../../base/byteWriter.ts';
import { utf8, type Bytes } from '../../base/bytes.ts';
import * as zip from '../../formats/zip/zipRecords.ts';

/** 1981-01-01 01:01:02, as Android's build tools date entries. */
const dosTime = (1 << 11) | (1 << 5) | 1;
const dosDate = (1 << 9) | (1 << 5) | 1;
const versionNeeded = 20;

export interface NewEntry {
  /** Local header and data. */
  readonly bytes: Bytes;
  /** Its record in the central directory, for when it is at `headerOffset`. */
  readonly recordAt: (headerOffset: number) => Bytes;
}

/** Names are ASCII: signature files only. */
export function createEntry(name: string, content: Bytes): NewEntry {
  const nameBytes = utf8(name);
  const data = deflateRawSync(content, { level: 9 });
  const fields = (writer: ByteWriter): ByteWriter =>
    writer
      .u16(versionNeeded)
      .u16(0)
      .u16(zip.methodDeflated)
      .u16(dosTime)
      .u16(dosDate)
      .u32(crc32(content))
      .u32(data.length)
      .u32(content.length)
      .u16(nameBytes.length)
      .u16(0);
  return {
    bytes: fields(new ByteWriter().u32(zip.localFileHeaderSignature)).bytes(nameBytes).bytes(data).finish(),
    recordAt: (headerOffset) =>
      fields(new ByteWriter().u32(zip.centralFileHeaderSignature).u16(versionNeeded))
        .u16(0)
        .u16(0)
        .u16(0)
        .u32(0)
        .u32(headerOffset)
        .bytes(nameBytes)
        .finish(),
  };
}

/** The end record of an archive that keeps the comment of another. */
export function patchEndRecord(original: Bytes, count: number, directoryOffset: number, directorySize: number): Bytes {
  const patched = new Uint8Array(original);
  const view = new DataView(patched.buffer);
  view.setUint16(4, 0, true);
  view.setUint16(6, 0, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directorySize, true);
  view.setUint32(16, directoryOffset, true);
  return patched;
}
