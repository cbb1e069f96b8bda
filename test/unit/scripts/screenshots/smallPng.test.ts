import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { decode, encode } from 'fast-png';
import { smallPng } from '../../../../scripts/screenshots/smallPng.ts';

function picture(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) data.set(colour(pixel % width, Math.floor(pixel / width)), pixel * 3);
  return encode({ width, height, data, channels: 3, depth: 8 });
}

function coloursOf(png: Uint8Array): readonly (readonly number[])[] {
  const { data, palette } = decode(png);
  return Array.from(data, (index) => palette?.[index] ?? []);
}

describe('smallPng', () => {
  it('keeps the colours of a picture that has few', () => {
    const corners = [
      [0, 0, 0],
      [255, 255, 255],
      [200, 30, 40],
      [10, 120, 215],
    ] as const;
    const small = smallPng(picture(2, 2, (x, y) => corners[y * 2 + x] ?? corners[0]));
    deepStrictEqual(coloursOf(small), corners);
  });

  it('takes the nearest of the 256 most used ones for the others', () => {
    // 256 colours twice each, and one that is met once.
    const small = smallPng(picture(513, 1, (x) => (x === 512 ? [0, 5, 0] : [((x >> 1) & 15) * 16, (x >> 5) * 16, 0])));
    strictEqual(decode(small).palette?.length, 256);
    const colours = coloursOf(small);
    deepStrictEqual(
      [colours[0], colours[2], colours[512]],
      [
        [0, 0, 0],
        [16, 0, 0],
        [0, 0, 0],
      ],
    );
  });

  it('gives the same bytes for the same picture', () => {
    const original = picture(8, 8, (x, y) => [x * 30, y * 30, 90]);
    deepStrictEqual(smallPng(original), smallPng(original));
  });
});
