/**
 * A picture of a window as a PNG with at most 256 colours, a third of its size: windows have few, and the shades of letters
 * between two of them are not missed. Pure.
 */

import { decode, encode } from 'fast-png';

const paletteSize = 256;

interface Shade {
  count: number;
  red: number;
  green: number;
  blue: number;
}

export function smallPng(png: Uint8Array): Uint8Array {
  const { width, height, data, channels } = decode(png);
  const shades = new Map<number, Shade>();
  const keys = new Uint32Array(width * height);
  for (let pixel = 0; pixel < keys.length; pixel += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray(pixel * channels, pixel * channels + 3);
    // Colours that the eye holds for one are one.
    const key = ((red >> 2) << 12) | ((green >> 2) << 6) | (blue >> 2);
    keys[pixel] = key;
    const shade = shades.get(key);
    if (shade) shade.count += 1;
    else shades.set(key, { count: 1, red, green, blue });
  }
  const byCount = [...shades].sort(([keyA, a], [keyB, b]) => b.count - a.count || keyA - keyB);
  const palette = byCount.slice(0, paletteSize).map(([, { red, green, blue }]) => [red, green, blue]);
  const indexes = new Map(byCount.map(([key, shade], place) => [key, place < paletteSize ? place : nearest(palette, shade)]));
  const indexed = Uint8Array.from(keys, (key) => indexes.get(key) ?? 0);
  return encode({ width, height, data: indexed, depth: 8, channels: 1, palette }, { zlib: { level: 9 } });
}

function nearest(palette: readonly (readonly number[])[], { red, green, blue }: Shade): number {
  let best = 0;
  let least = Infinity;
  for (const [index, [r = 0, g = 0, b = 0]] of palette.entries()) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = index;
  }
  return best;
}
