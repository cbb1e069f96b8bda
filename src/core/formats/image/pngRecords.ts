/**
 * The parts of a PNG file that a picture is made of (PNG Third Edition, W3C, section 11): header, palette, transparency and
 * the compressed rows. Other chunks are passed over. Checksums are not looked at: a wrong one does not make a picture
 * unusable, and the rows have their own in the compressed stream.
 *
 *   signature 8 bytes · chunks: u32 length, 4 letters, data, u32 crc (big-endian)
 *   IHDR: u32 width, u32 height, u8 bit depth, u8 colour type, u8 compression 0, u8 filter 0, u8 interlace
 *
 * Xcode packs the pictures of apps in a form of Apple's: a chunk `CgBI` comes first, the rows are deflated without the header of
 * zlib, and the pixels are BGRA with their colours multiplied by alpha.
 */

import { type Bytes, emptyBytes, fromLatin1 } from '../../base/bytes.ts';
import { ByteReader } from '../../base/byteReader.ts';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colorType: number;
  readonly interlaced: boolean;
  /** In Apple's form. */
  readonly isApples: boolean;
}

export interface PngRecords {
  readonly header: PngHeader;
  /** PLTE: three bytes a colour. */
  readonly palette: Bytes;
  /** tRNS, as it stands. */
  readonly transparency: Bytes;
  /** IDAT, in pieces. */
  readonly rows: readonly Bytes[];
}

/** Thrown inside this folder only; `inspectPng` makes an issue of it. */
export class MalformedPng extends Error {}

const depthsOf: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function pngChannels(header: PngHeader): number {
  return channelsOf[header.colorType] ?? 4;
}

const signatureLength = 8;

export function parsePngHeader(bytes: Bytes): PngHeader {
  const isApples = isApplePng(bytes);
  const reader = new ByteReader(bytes, { littleEndian: false, offset: signatureLength + (isApples ? appleChunkLength : 0) });
  const length = reader.u32();
  if (length !== 13 || fromLatin1(reader.take(4)) !== 'IHDR') throw new MalformedPng('its first chunk is not IHDR');
  const width = reader.u32();
  const height = reader.u32();
  const bitDepth = reader.u8();
  const colorType = reader.u8();
  const compression = reader.u8();
  const filter = reader.u8();
  const interlace = reader.u8();
  if (width === 0 || height === 0 || width > 0x7fff_ffff || height > 0x7fff_ffff) throw new MalformedPng('its size is out of range');
  if (depthsOf[colorType]?.includes(bitDepth) !== true) throw new MalformedPng(`color type ${colorType} has no ${bitDepth} bits a channel`);
  if (compression !== 0 || filter !== 0 || interlace > 1)
    throw new MalformedPng('it uses a compression, filter or order that PNG does not have');
  // Apple's tools write no other kind in this form.
  if (isApples && (colorType !== 6 || bitDepth !== 8)) throw new MalformedPng('it is in the form of Apple, but not RGBA of 8 bits');
  return { width, height, bitDepth, colorType, interlaced: interlace === 1, isApples };
}

/** Four bytes of data. */
const appleChunkLength = 16;

export function isApplePng(bytes: Bytes): boolean {
  return fromLatin1(bytes.subarray(signatureLength, signatureLength + 8)) === '\0\0\0\x04CgBI';
}

export function parsePngRecords(bytes: Bytes): PngRecords {
  const header = parsePngHeader(bytes);
  const reader = new ByteReader(bytes, { littleEndian: false, offset: signatureLength });
  let palette = emptyBytes;
  let transparency = emptyBytes;
  const rows: Bytes[] = [];
  while (reader.remaining >= 12) {
    const length = reader.u32();
    const type = fromLatin1(reader.take(4));
    const data = reader.take(length);
    reader.skip(4);
    if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') transparency = data;
    else if (type === 'IDAT') rows.push(data);
    else if (type === 'IEND') break;
  }
  if (rows.length === 0) throw new MalformedPng('it has no picture data');
  if (header.colorType === 3 && (palette.length === 0 || palette.length % 3 !== 0)) throw new MalformedPng('its palette is missing or cut');
  return { header, palette, transparency, rows };
}
