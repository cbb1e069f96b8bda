/** A QR code as a PNG file: black on white with its quiet zone, in whole pixels, large enough to print. Pure. */

import { type Bytes } from '../../core/base/bytes.ts';
import { encodePng } from '../../core/formats/image/encodePng.ts';
import { createImage } from '../../core/formats/image/rgbaImage.ts';

const printSize = 1024;

/** `modules` are rows, `true` where dark, with the quiet zone. */
export async function encodeQrPng(modules: readonly (readonly boolean[])[], leastSize = printSize): Promise<Bytes> {
  const scale = Math.ceil(leastSize / modules.length);
  const side = modules.length * scale;
  const image = createImage(side, side, 0xffffffff);
  for (const [row, cells] of modules.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (!isDark) continue;
      for (let y = row * scale; y < (row + 1) * scale; y++) {
        for (let x = column * scale; x < (column + 1) * scale; x++) image.data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      }
    }
  }
  return await encodePng(image);
}
