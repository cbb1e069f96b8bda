/** The npm package `qrcode` judges our QR codes: the same text, version and mask give the same modules. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { create, type QRCodeMaskPattern } from 'qrcode';
import { qrModules } from '../../src/releases/pages/qrCode.ts';

const quietZone = 4;

describe('QR codes compared with the package qrcode', () => {
  for (const text of [
    'https://192.168.1.20:8443/i/4f9a',
    'http://[fe80::1]:80/ü',
    'x'.repeat(700),
    'itms-services://?action=download-manifest&url=https%3A%2F%2Fa.test%2Fm',
  ]) {
    it(`has the same modules for ${text.slice(0, 40)}`, () => {
      const modules = qrModules(text);
      const size = modules.length - 2 * quietZone;
      const inner = modules.slice(quietZone, -quietZone).map((row) => row.slice(quietZone, -quietZone));
      const masks: readonly QRCodeMaskPattern[] = [0, 1, 2, 3, 4, 5, 6, 7];
      // Which mask reads best is for each maker to weigh; a reader takes any.
      const theirs = masks.map((maskPattern) => {
        const code = create([{ data: Buffer.from(text), mode: 'byte' }], {
          errorCorrectionLevel: 'M',
          maskPattern,
          version: (size - 17) / 4,
        });
        return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_cell, x) => Boolean(code.modules.get(y, x))));
      });
      ok(theirs.some((candidate) => JSON.stringify(candidate) === JSON.stringify(inner)));
      deepStrictEqual(
        modules.map((row) => row.length),
        modules.map(() => modules.length),
      );
    });
  }
});
