/** Reads QR codes in a picture of the window, as the camera of a phone would. */

import { decode } from 'fast-png';
import jsQrModule from 'jsqr';

// A CommonJS module whose own export is called default.
const readQr = 'default' in jsQrModule ? jsQrModule.default : jsQrModule;

/** The texts of the codes that are found; at most one a picture. */
export async function readQrCodes(png: Uint8Array): Promise<readonly string[]> {
  const { width, height, data, channels } = decode(png);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) rgba[pixel * 4 + channel] = data[pixel * channels + channel] ?? 0;
    rgba[pixel * 4 + 3] = 255;
  }
  const found = readQr(rgba, width, height);
  return found && found.data !== '' ? [found.data] : [];
}
