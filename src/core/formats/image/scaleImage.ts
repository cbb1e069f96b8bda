/**
 * Scaling: the average of the covered area when a picture becomes smaller, linear interpolation when it becomes larger.
 * Colours are weighed by their alpha, so that nothing of an unseen colour bleeds into an edge. Gamma is left out, as
 * Android's own tools and browsers do.
 */

import { type RgbaImage } from './rgbaImage.ts';

/** Which source samples make one target sample, and how much each counts; the weights of a sample add up to 1. */
interface Axis {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float32Array;
  /** Weights a target sample. */
  readonly span: number;
}

export function scaleImage(image: RgbaImage, width: number, height: number): RgbaImage {
  if (image.width === width && image.height === height) return image;
  let source = image;
  // Halving first is cheap, and averages the same areas.
  while (source.width >= width * 4 && source.height >= height * 4) source = halveImage(source);
  const columns = axisOf(source.width, width);
  const rows = axisOf(source.height, height);
  return { width, height, data: scaleRows(source, columns, rows, width, height) };
}

/** Half as wide and high; an odd last column or row is dropped. */
export function halveImage(image: RgbaImage): RgbaImage {
  const width = image.width >> 1;
  const height = image.height >> 1;
  const from = image.data;
  const data = new Uint8Array(width * height * 4);
  const down = image.width * 4;
  for (let y = 0, out = 0; y < height; y++) {
    for (let x = 0, at = y * 2 * down; x < width; x++, at += 8, out += 4) {
      const a0 = from[at + 3] ?? 0;
      const a1 = from[at + 7] ?? 0;
      const a2 = from[at + down + 3] ?? 0;
      const a3 = from[at + down + 7] ?? 0;
      const sum = a0 + a1 + a2 + a3;
      if (sum === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const i = at + channel;
        const value = (from[i] ?? 0) * a0 + (from[i + 4] ?? 0) * a1 + (from[i + down] ?? 0) * a2 + (from[i + down + 4] ?? 0) * a3;
        data[out + channel] = (value / sum + 0.5) | 0;
      }
      data[out + 3] = (sum + 2) >> 2;
    }
  }
  return { width, height, data };
}

function axisOf(from: number, to: number): Axis {
  const ratio = from / to;
  const span = ratio > 1 ? Math.ceil(ratio) + 1 : 2;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Float32Array(to * span);
  for (let index = 0; index < to; index++) {
    if (ratio > 1) {
      const begin = index * ratio;
      const end = Math.min(from, begin + ratio);
      const first = Math.floor(begin);
      const count = Math.min(span, Math.ceil(end - 1e-6) - first);
      starts[index] = first;
      counts[index] = count;
      for (let i = 0; i < count; i++)
        weights[index * span + i] = (Math.min(end, first + i + 1) - Math.max(begin, first + i)) / (end - begin);
    } else {
      const center = Math.min(from - 1, Math.max(0, (index + 0.5) * ratio - 0.5));
      const first = Math.min(Math.floor(center), Math.max(0, from - 2));
      const part = center - first;
      starts[index] = first;
      counts[index] = Math.min(2, from);
      weights[index * span] = from === 1 ? 1 : 1 - part;
      weights[index * span + 1] = part;
    }
  }
  return { starts, counts, weights, span };
}

/**
 * Down first and then across, one row of the result after the other: so nothing is kept but the sums of one row, and the longest loop goes
 * through memory in order. Sums are premultiplied by alpha.
 */
function scaleRows(image: RgbaImage, columns: Axis, rows: Axis, width: number, height: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height * 4);
  const sums = new Float32Array(image.width * 4);
  for (let y = 0; y < height; y++) {
    sumRows(image, rows, y, sums);
    writeRow(sums, columns, width, data, y * width * 4);
  }
  return data;
}

function sumRows({ data, width }: RgbaImage, { starts, counts, weights, span }: Axis, y: number, sums: Float32Array): void {
  sums.fill(0);
  const count = counts[y] ?? 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[y * span + i] ?? 0;
    let at = ((starts[y] ?? 0) + i) * width * 4;
    for (let x = 0; x < sums.length; x += 4, at += 4) {
      const opacity = (data[at + 3] ?? 0) * weight;
      sums[x] = (sums[x] ?? 0) + (data[at] ?? 0) * opacity;
      sums[x + 1] = (sums[x + 1] ?? 0) + (data[at + 1] ?? 0) * opacity;
      sums[x + 2] = (sums[x + 2] ?? 0) + (data[at + 2] ?? 0) * opacity;
      sums[x + 3] = (sums[x + 3] ?? 0) + opacity;
    }
  }
}

function writeRow(sums: Float32Array, { starts, counts, weights, span }: Axis, width: number, data: Uint8Array, start: number): void {
  for (let x = 0, out = start; x < width; x++, out += 4) {
    let at = (starts[x] ?? 0) * 4;
    const end = x * span + (counts[x] ?? 0);
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let i = x * span; i < end; i++, at += 4) {
      const weight = weights[i] ?? 0;
      red += (sums[at] ?? 0) * weight;
      green += (sums[at + 1] ?? 0) * weight;
      blue += (sums[at + 2] ?? 0) * weight;
      alpha += (sums[at + 3] ?? 0) * weight;
    }
    if (alpha < 0.5) continue;
    data[out] = Math.min(255, red / alpha + 0.5);
    data[out + 1] = Math.min(255, green / alpha + 0.5);
    data[out + 2] = Math.min(255, blue / alpha + 0.5);
    data[out + 3] = Math.min(255, alpha + 0.5);
  }
}
