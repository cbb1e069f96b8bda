/** Draws the strokes of a letter with round ends: each pixel is covered by how near it lies to a stroke. */

import { strokesForName } from './letterStrokes.ts';
import { createImage, type RgbaImage } from './rgbaImage.ts';

/** A picture of `size` with the first letter of a name in its middle, `height` pixels high, on nothing. */
export function drawLetter(name: string, size: number, height: number, argb: number): RgbaImage {
  const unit = height / 6;
  const half = unit * 0.42;
  const left = (size - 4 * unit) / 2;
  const upper = (size - 6 * unit) / 2;
  const segments: (readonly [number, number, number, number])[] = [];
  for (const stroke of strokesForName(name).strokes) {
    for (let i = 1; i < stroke.length; i++) {
      const [x1, y1] = stroke[i - 1] ?? [0, 0];
      const [x2, y2] = stroke[i] ?? [0, 0];
      segments.push([left + x1 * unit, upper + y1 * unit, left + x2 * unit, upper + y2 * unit]);
    }
  }
  const image = createImage(size, size);
  const coverage = new Float32Array(size * size);
  for (const [x1, y1, x2, y2] of segments) {
    const dx = x2 - x1;
    const dy = y2 - y1;
    const length = dx * dx + dy * dy || 1;
    const reach = half + 1;
    for (let y = clamp(Math.min(y1, y2) - reach, size); y < clamp(Math.max(y1, y2) + reach, size); y++) {
      for (let x = clamp(Math.min(x1, x2) - reach, size); x < clamp(Math.max(x1, x2) + reach, size); x++) {
        const px = x + 0.5 - x1;
        const py = y + 0.5 - y1;
        const along = Math.min(1, Math.max(0, (px * dx + py * dy) / length));
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const covered = Math.min(1, Math.max(0, half - distance + 0.5));
        const at = y * size + x;
        if (covered > (coverage[at] ?? 0)) coverage[at] = covered;
      }
    }
  }
  const alpha = argb >>> 24;
  for (let at = 0; at < coverage.length; at++) {
    const covered = coverage[at] ?? 0;
    if (covered > 0) image.data.set([(argb >>> 16) & 255, (argb >>> 8) & 255, argb & 255, Math.round(alpha * covered)], at * 4);
  }
  return image;
}

function clamp(value: number, size: number): number {
  return Math.min(size, Math.max(0, Math.floor(value)));
}
