/**
 * Writes a picture of one colour as PNG with a palette of that colour (PNG specification, 11.2): one bit a pixel, all of them zero. However
 * large, it has some hundred bytes and takes no time to make.
 */

import { deflateSync } from 'node:zlib';
import { concatBytes, emptyBytes, latin1, type Bytes } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { pngChunk, pngSignature } from './encodePng.ts';

const paletteColors = 3;

/** `rgb` is 0xRRGGBB; nothing of it is transparent. */
export function encodeSolidPng(width: number, height: number, rgb: number): Bytes {
  const header = new ByteWriter({ littleEndian: false, capacity: 13 }).u32(width).u32(height);
  header.u8(1).u8(paletteColors).u8(0).u8(0).u8(0);
  const palette = Uint8Array.of((rgb >>> 16) & 255, (rgb >>> 8) & 255, rgb & 255);
  // Each row begins with its filter, which is none.
  const rows = deflateSync(new Uint8Array(height * (1 + Math.ceil(width / 8))), { level: 9 });
  return concatBytes(
    latin1(pngSignature),
    pngChunk('IHDR', header.finish()),
    pngChunk('PLTE', palette),
    pngChunk('IDAT', rows),
    pngChunk('IEND', emptyBytes),
  );
}
