import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { createImage, isOpaque, type RgbaImage } from '../../../../../src/core/formats/image/rgbaImage.ts';
import { halveImage, scaleImage } from '../../../../../src/core/formats/image/scaleImage.ts';

function picture(rows: readonly (readonly number[])[]): RgbaImage {
  const data = new Uint8Array(rows.flat().flatMap((argb) => [(argb >>> 16) & 255, (argb >>> 8) & 255, argb & 255, argb >>> 24]));
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

describe('scaling', () => {
  it('averages the covered area', () => {
    const chess = picture([
      [0xff000000, 0xffffffff],
      [0xffffffff, 0xff000000],
    ]);
    deepStrictEqual([...scaleImage(chess, 1, 1).data], [128, 128, 128, 255]);
    deepStrictEqual([...halveImage(chess).data], [128, 128, 128, 255]);
  });

  it('lets nothing bleed out of what cannot be seen', () => {
    const edge = picture([[0x00ff0000, 0xff0000ff]]);
    deepStrictEqual([...scaleImage(edge, 1, 1).data], [0, 0, 255, 128]);
    deepStrictEqual(
      [
        ...halveImage(
          picture([
            [0x00ff0000, 0xff0000ff],
            [0x00ff0000, 0x00ff0000],
          ]),
        ).data,
      ],
      [0, 0, 255, 64],
    );
  });

  it('interpolates between samples when it enlarges', () => {
    deepStrictEqual(
      [...scaleImage(picture([[0xff000000, 0xffff0000]]), 4, 1).data].filter((_, index) => index % 4 === 0),
      [0, 64, 191, 255],
    );
  });

  it('keeps one colour as it is, whatever the sizes', () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(size, size, size, size, fc.nat(0xffffff), (width, height, newWidth, newHeight, rgb) => {
        const argb = (0xff000000 | rgb) >>> 0;
        deepStrictEqual(scaleImage(createImage(width, height, argb), newWidth, newHeight), createImage(newWidth, newHeight, argb));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the average of a picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.infiniteStream(fc.nat(255)), (from, to, stream) => {
        const image = createImage(from, from, 0xffffffff);
        for (let offset = 0; offset < image.data.length; offset += 4) image.data[offset] = Number(stream.next().value);
        const mean = ({ data }: RgbaImage): number =>
          data.reduce((sum, value, index) => (index % 4 === 0 ? sum + value : sum), 0) / (data.length / 4);
        const scaled = scaleImage(image, to, to);
        ok(isOpaque(scaled));
        if (to < from && to * 4 > from) ok(Math.abs(mean(image) - mean(scaled)) < 1.5);
      }),
      { numRuns: 100 },
    );
  });
});
