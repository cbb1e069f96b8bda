/** From the samples of one PNG row to RGBA (PNG Third Edition, section 13.12: 16 bits become 8, fewer are stretched). */

import { type Bytes } from '../../base/bytes.ts';
import { pngChannels, type PngHeader, type PngRecords } from './pngRecords.ts';

export function rowLength(header: PngHeader, width: number): number {
  return Math.ceil((width * header.bitDepth * pngChannels(header)) / 8);
}

/** Writes `count` pixels of a row into `data` at `target`, each `stride` bytes after the one before. */
export function copyPixels(records: PngRecords, row: Bytes, count: number, data: Bytes, target: number, stride: number): void {
  const { header, palette, transparency } = records;
  const { bitDepth, colorType } = header;
  if (bitDepth === 8 && colorType === 6 && stride === 4) {
    data.set(row.subarray(0, count * 4), target);
    return;
  }
  const sample = samplerOf(row, bitDepth);
  const scale = bitDepth === 16 ? 1 / 257 : 255 / ((1 << bitDepth) - 1);
  const channels = pngChannels(header);
  const key = keyOf(colorType, transparency);
  let out = target;
  for (let x = 0; x < count; x++, out += stride) {
    const first = sample(x * channels);
    if (colorType === 3) {
      data[out] = palette[first * 3] ?? 0;
      data[out + 1] = palette[first * 3 + 1] ?? 0;
      data[out + 2] = palette[first * 3 + 2] ?? 0;
      data[out + 3] = transparency[first] ?? 255;
      continue;
    }
    const isColor = colorType === 2 || colorType === 6;
    const green = isColor ? sample(x * channels + 1) : first;
    const blue = isColor ? sample(x * channels + 2) : first;
    const hasAlpha = colorType === 4 || colorType === 6;
    const isKey = key !== undefined && first === key[0] && green === key[1] && blue === key[2];
    data[out] = Math.round(first * scale);
    data[out + 1] = Math.round(green * scale);
    data[out + 2] = Math.round(blue * scale);
    data[out + 3] = hasAlpha ? Math.round(sample(x * channels + channels - 1) * scale) : isKey ? 0 : 255;
  }
}

function samplerOf(row: Bytes, bitDepth: number): (index: number) => number {
  if (bitDepth === 8) return (index) => row[index] ?? 0;
  if (bitDepth === 16) return (index) => ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0);
  const perByte = 8 / bitDepth;
  const mask = (1 << bitDepth) - 1;
  return (index) => ((row[Math.floor(index / perByte)] ?? 0) >> (8 - bitDepth - (index % perByte) * bitDepth)) & mask;
}

/** The one colour that tRNS makes transparent in a picture without alpha. */
function keyOf(colorType: number, transparency: Bytes): readonly [number, number, number] | undefined {
  const at = (index: number): number => ((transparency[index] ?? 0) << 8) | (transparency[index + 1] ?? 0);
  if (colorType === 0 && transparency.length >= 2) return [at(0), at(0), at(0)];
  if (colorType === 2 && transparency.length >= 6) return [at(0), at(2), at(4)];
  return undefined;
}
