import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { centerImage, drawOver, roundCorners } from '../../../../../src/core/formats/image/composeImage.ts';
import { drawLetter } from '../../../../../src/core/formats/image/drawLetter.ts';
import { strokesForName } from '../../../../../src/core/formats/image/letterStrokes.ts';
import { createImage } from '../../../../../src/core/formats/image/rgbaImage.ts';

describe('the letter of a name', () => {
  const check = (name: string, expected: string | undefined): void => strictEqual(strokesForName(name).letter, expected);

  it('is the first one that can be drawn', () => {
    check('Hello Web', 'H');
    check('  «état»', 'E');
    check('7 Wonders', '7');
    check('ñandú', 'N');
  });

  it('is a sign when the name has none', () => {
    check('漢字', undefined);
    check('', undefined);
    check('🎉', undefined);
    ok(strokesForName('漢字').strokes.length > 0);
  });

  it('is drawn in its colour, inside the picture', () => {
    for (const name of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
      const { data } = drawLetter(name, 40, 20, 0xff102030);
      const seen = Array.from({ length: 1600 }, (_, index) => index).filter((index) => data[index * 4 + 3] === 255);
      ok(seen.length > 30, name);
      ok(
        seen.every((index) => data[index * 4] === 0x10 && index % 40 >= 3 && index % 40 < 37),
        name,
      );
    }
  });

  it('is drawn the same every time', () => deepStrictEqual(drawLetter('Q', 33, 20, 0xffffffff), drawLetter('Q', 33, 20, 0xffffffff)));
});

describe('composing', () => {
  it('draws one picture over another', () => {
    const base = createImage(2, 1, 0xff000000);
    deepStrictEqual([...drawOver(base, createImage(1, 1, 0x80ffffff), 1, 0).data], [0, 0, 0, 255, 128, 128, 128, 255]);
    deepStrictEqual(drawOver(base, createImage(3, 3, 0xffff0000), -1, -1), createImage(2, 1, 0xffff0000));
    deepStrictEqual([...drawOver(createImage(1, 1), createImage(1, 1, 0x40ff0000), 0, 0).data], [255, 0, 0, 64]);
  });

  it('centres', () => {
    const alphas = [...centerImage(createImage(1, 1, 0xffffffff), 3).data].filter((_, index) => index % 4 === 3);
    deepStrictEqual(alphas, [0, 0, 0, 0, 255, 0, 0, 0, 0]);
  });

  it('rounds corners, the same on all sides', () => {
    const size = 20;
    const { data } = roundCorners(createImage(size, size, 0xffffffff), 10);
    const alpha = (x: number, y: number): number => data[(y * size + x) * 4 + 3] ?? -1;
    strictEqual(alpha(0, 0), 0);
    strictEqual(alpha(10, 0), 255 - (255 - alpha(10, 0)));
    strictEqual(alpha(10, 10), 255);
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) strictEqual(alpha(x, y), alpha(size - 1 - x, size - 1 - y));
  });
});
