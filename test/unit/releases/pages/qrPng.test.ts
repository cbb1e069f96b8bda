import { ok, strictEqual } from 'node:assert/strict';
import { decode } from 'fast-png';
import jsQr from 'jsqr';
import { encodeQrPng } from '../../../../src/releases/pages/qrPng.ts';
import { qrModules } from '../../../../src/releases/pages/qrCode.ts';

describe('encodeQrPng', () => {
  for (const address of ['http://192.168.1.20:41234/i/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', `https://example.com/${'long/'.repeat(60)}`]) {
    it(`is read back as ${address.slice(0, 60)}`, async () => {
      const { width, height, data, channels } = decode(await encodeQrPng(qrModules(address)));
      strictEqual(width, height);
      ok(width >= 1024 && width < 2048);
      const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
      for (let pixel = 0; pixel < width * height; pixel++)
        for (let channel = 0; channel < 3; channel++) pixels[pixel * 4 + channel] = data[pixel * channels + channel] ?? 0;
      // Its types describe a module with a default export; Node gives the function itself.
      const read = jsQr as unknown as typeof jsQr.default;
      strictEqual(read(pixels, width, height)?.data, address);
    });
  }
});
