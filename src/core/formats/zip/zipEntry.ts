/** One entry of a zip archive, as its central directory describes it (APPNOTE.TXT 6.3.10, 4.3.12). */

import { type Bytes } from '../../base/bytes.ts';

export interface ZipEntry {
  readonly name: string;
  /** The name's bytes as they are in the central directory. */
  readonly nameBytes: Bytes;
  readonly isDirectory: boolean;
  /** 0 stored, 8 deflated; others are reported and cannot be read. */
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly compressedSize: number;
  /** As declared: never trusted when the content is read. */
  readonly uncompressedSize: number;
  /** Of the local file header. */
  readonly headerOffset: number;
  readonly externalAttributes: number;
  readonly versionMadeBy: number;
  /** MS-DOS time and date, as stored. */
  readonly dosTime: number;
  readonly dosDate: number;
  readonly extra: Bytes;
  readonly comment: Bytes;
}

/** Where the parts of the archive lie, for signing blocks and for rewriting. */
export interface ZipLayout {
  readonly centralDirectoryOffset: number;
  readonly centralDirectorySize: number;
  /** Of the end-of-central-directory record itself. */
  readonly endRecordOffset: number;
  readonly comment: Bytes;
  readonly isZip64: boolean;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly layout: ZipLayout;
}
