import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { inspectPng } from '../../../../src/core/formats/image/inspectPng.ts';
import { encodeSolidPng } from '../../../../src/core/formats/image/encodeSolidPng.ts';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { encodePng } from '../../../../src/core/formats/image/encodePng.ts';
import { maxPageIconBytes } from '../../../../src/releases/model/pageIcon.ts';
import { pngIcon } from '../../../../src/releases/server/inspection/shownIcon.ts';
import { icnsImage } from '../../../../src/releases/server/inspection/icnsImage.ts';
import { icoImage } from '../../../../src/releases/server/inspection/icoImage.ts';
import { ico } from '../../../support/desktopPackages.ts';
import { icns } from '../../../support/macApps.ts';

const png = (width: number) => encodeSolidPng(width, width, 0x20_4080);

/** 32 bits a pixel, rows from the bottom, with the mask that follows them. */
function bitmap(width: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(40 + width * width * 4 + width * 4));
  view.setUint32(0, 40, true);
  view.setInt32(4, width, true);
  view.setInt32(8, width * 2, true);
  view.setUint16(12, 1, true);
  view.setUint16(14, 32, true);
  // The first row of the file is the lowest one: blue, half transparent.
  for (let x = 0; x < width; x++) view.setUint32(40 + x * 4, 0x8000_00ff, true);
  return new Uint8Array(view.buffer);
}

describe('icons in packages', () => {
  it('of macOS are the smallest picture that is large enough, or else the largest', () => {
    deepStrictEqual(icnsImage(icns({ ic09: png(512), ic07: png(128), ic08: png(256) })), png(256));
    deepStrictEqual(icnsImage(icns({ ic11: png(32), ic07: png(128) })), png(128));
    strictEqual(icnsImage(icns({ TOC: new Uint8Array(8), ic08: new Uint8Array(100) })), undefined);
    strictEqual(icnsImage(png(256)), undefined);
  });

  it('of Windows are PNG, also where they are a bitmap', async () => {
    deepStrictEqual(await icoImage(ico(png(256))), png(256));
    const made = await icoImage(ico(bitmap(16), 16));
    const { image } = inspectPng(made ?? new Uint8Array());
    deepStrictEqual([image?.width, image?.height], [16, 16]);
    // Above all is transparent; the lowest row is blue.
    deepStrictEqual([...(image?.data.subarray(0, 4) ?? [])], [0, 0, 0, 0]);
    deepStrictEqual([...(image?.data.subarray(15 * 16 * 4, 15 * 16 * 4 + 4) ?? [])], [0, 0, 255, 128]);
    // Of another width than the list says, or cut off.
    strictEqual(await icoImage(ico(bitmap(16), 32)), undefined);
    strictEqual(await icoImage(ico(bitmap(16).subarray(0, 500), 16)), undefined);
    strictEqual(await icoImage(png(256)), undefined);
  });

  it('are scaled down until a page has room for them', async () => {
    // Noise, which PNG cannot pack.
    const size = 512;
    let state = 1;
    const data = Uint8Array.from({ length: size * size * 4 }, (_, index) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return index % 4 === 3 ? 255 : state >>> 24;
    });
    const large = await encodePng({ width: 200, height: 200, data: data.subarray(0, 200 * 200 * 4) });
    ok(large.length > maxPageIconBytes);
    const { image } = inspectPng((await pngIcon(large))?.bytes ?? new Uint8Array());
    ok(image && image.width < 200 && image.width === image.height, String(image?.width));
    deepStrictEqual((await pngIcon(png(256)))?.bytes, png(256));
    strictEqual(await pngIcon(utf8('<svg/>')), null);
    strictEqual(await pngIcon(await encodePng({ width: size, height: size, data })), null);
  });

  it('are none where bytes make no sense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        strictEqual(icnsImage(bytes), undefined);
        strictEqual(icnsImage(Uint8Array.from([0x69, 0x63, 0x6e, 0x73, ...bytes])), undefined);
        strictEqual(await icoImage(Uint8Array.from([0, 0, 1, 0, ...bytes])), undefined);
      }),
      { numRuns: 200 },
    );
  });
});
