/**
 * Width and height of a picture without decoding it, of the kinds that are shown: PNG, and WebP (RFC 9649, 2.5 to 2.7; the lossy form has
 * its size in the frame header of VP8, RFC 6386, 9.1).
 */

import { type Bytes, fromLatin1 } from '../../base/bytes.ts';
import { imageKind } from './imageKind.ts';
import { parsePngHeader } from './pngRecords.ts';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The longest side of a picture that is decoded or shown. Far more than an icon needs; a limit of the area alone would let a line of a
 * million pixels through, which becomes a square of a million squared when it is made one.
 */
export const largestSide = 4096;

/** `undefined` when it is neither, or damaged. */
export function imageSize(bytes: Bytes): ImageSize | undefined {
  const kind = imageKind(bytes);
  if (kind === 'WebP') return webpSize(bytes);
  if (kind !== 'PNG') return undefined;
  try {
    return parsePngHeader(bytes);
  } catch {
    return undefined;
  }
}

export function isTooLarge({ width, height }: ImageSize): boolean {
  return width > largestSide || height > largestSide;
}

function webpSize(bytes: Bytes): ImageSize | undefined {
  if (bytes.length < 30) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (fromLatin1(bytes.subarray(12, 16))) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: (view.getUint32(24, true) & 0xff_ffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    default:
      return undefined;
  }
}
