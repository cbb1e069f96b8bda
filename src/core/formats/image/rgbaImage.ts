/** A picture in memory: eight bits a channel, RGBA, rows from the top, colours not multiplied by alpha. */

import { type Bytes } from '../../base/bytes.ts';

export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** `width * height * 4` bytes. */
  readonly data: Bytes;
}

/** A picture of one colour, 0xAARRGGBB. */
export function createImage(width: number, height: number, argb = 0): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  if (argb !== 0) {
    const pixel = new Uint8Array([(argb >>> 16) & 255, (argb >>> 8) & 255, argb & 255, argb >>> 24]);
    const [word = 0] = new Uint32Array(pixel.buffer);
    new Uint32Array(data.buffer).fill(word);
  }
  return { width, height, data };
}

export function isOpaque(image: RgbaImage): boolean {
  for (let offset = 3; offset < image.data.length; offset += 4) if (image.data[offset] !== 255) return false;
  return true;
}
