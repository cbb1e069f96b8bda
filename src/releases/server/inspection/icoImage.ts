/**
 * The picture of an icon of Windows (.ico) that is shown, as PNG: one that is stored as PNG, or a bitmap with 32 bits a pixel. Icons inside executables are not
 * looked for, and bitmaps with fewer colors are left out.
 *
 * Layout: https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10); numbers are little-endian.
 */

import { latin1, startsWithBytes, type Bytes } from '../../../core/base/bytes.ts';
import { encodePng, pngSignature } from '../../../core/formats/image/encodePng.ts';
import { largestIcon, shownPixels } from './shownIcon.ts';

const headerBytes = 6;
const entryBytes = 16;
const mostPictures = 64;
const bitmapHeaderBytes = 40;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Bytes;
  readonly isPng: boolean;
}

export async function icoImage(bytes: Bytes): Promise<Bytes | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0, true) !== 0x1_0000) return undefined;
  const count = Math.min(view.getUint16(4, true), mostPictures, Math.floor((bytes.length - headerBytes) / entryBytes));
  const pictures = Array.from({ length: count }, (_, index) => pictureAt(bytes, view, headerBytes + index * entryBytes))
    .filter((each) => each !== undefined)
    .toSorted((a, b) => a.width - b.width);
  const chosen = pictures.find(({ width }) => width >= shownPixels) ?? pictures.at(-1);
  if (!chosen || chosen.isPng) return chosen?.bytes;
  return await encodePng({ width: chosen.width, height: chosen.height, data: pixelsOf(chosen) });
}

function pictureAt(bytes: Bytes, view: DataView, at: number): Picture | undefined {
  const [length, start] = [view.getUint32(at + 8, true), view.getUint32(at + 12, true)];
  if (length > largestIcon || start + length > bytes.length || length < bitmapHeaderBytes) return undefined;
  const picture = bytes.subarray(start, start + length);
  // 0 stands for 256.
  const [width, height] = [bytes[at] || 256, bytes[at + 1] || 256];
  if (startsWithBytes(picture, latin1(pngSignature))) return { width, height, bytes: picture, isPng: true };
  const isPlain =
    view.getUint32(start, true) === bitmapHeaderBytes &&
    view.getInt32(start + 4, true) === width &&
    view.getUint16(start + 14, true) === 32 &&
    view.getUint32(start + 16, true) === 0;
  return isPlain && length >= bitmapHeaderBytes + width * height * 4 ? { width, height, bytes: picture, isPng: false } : undefined;
}

/** Rows from the bottom to the top, each pixel blue, green, red and alpha. */
function pixelsOf({ width, height, bytes }: Picture): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = bitmapHeaderBytes + ((height - 1 - y) * width + x) * 4;
      pixels.set([bytes[from + 2] ?? 0, bytes[from + 1] ?? 0, bytes[from] ?? 0, bytes[from + 3] ?? 0], (y * width + x) * 4);
    }
  return pixels;
}
