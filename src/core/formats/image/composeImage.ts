/** Putting pictures together: one over another, and the shapes that launcher icons are cut to. */

import { createImage, type RgbaImage } from './rgbaImage.ts';

/** `top` over `base` at a place inside it; parts that reach outside are cut off. */
export function drawOver(base: RgbaImage, top: RgbaImage, left: number, upper: number): RgbaImage {
  const data = base.data.slice();
  const lastX = Math.min(top.width, base.width - left);
  const lastY = Math.min(top.height, base.height - upper);
  for (let y = Math.max(0, -upper); y < lastY; y++) {
    const firstX = Math.max(0, -left);
    let from = (y * top.width + firstX) * 4;
    let to = ((y + upper) * base.width + firstX + left) * 4;
    for (let x = firstX; x < lastX; x++, from += 4, to += 4) {
      const over = top.data[from + 3] ?? 0;
      if (over === 0) continue;
      const under = ((data[to + 3] ?? 0) * (255 - over)) / 255;
      const alpha = over + under;
      data[to] = ((top.data[from] ?? 0) * over + (data[to] ?? 0) * under) / alpha + 0.5;
      data[to + 1] = ((top.data[from + 1] ?? 0) * over + (data[to + 1] ?? 0) * under) / alpha + 0.5;
      data[to + 2] = ((top.data[from + 2] ?? 0) * over + (data[to + 2] ?? 0) * under) / alpha + 0.5;
      data[to + 3] = alpha + 0.5;
    }
  }
  return { width: base.width, height: base.height, data };
}

/** The picture in the middle of a larger, otherwise empty one. */
export function centerImage(image: RgbaImage, size: number): RgbaImage {
  return drawOver(createImage(size, size), image, Math.round((size - image.width) / 2), Math.round((size - image.height) / 2));
}

/** Cuts a square picture to a square with round corners; `radius` of half the width makes a circle. */
export function roundCorners(image: RgbaImage, radius: number): RgbaImage {
  const data = image.data.slice();
  const { width, height } = image;
  for (let y = 0; y < height; y++) {
    const dy = Math.max(radius - y - 0.5, y + 0.5 - height + radius);
    if (dy <= 0) continue;
    for (let x = 0; x < radius && x < width; x++) {
      const distance = Math.sqrt((radius - x - 0.5) ** 2 + dy * dy);
      const inside = radius - distance + 0.5;
      // From here on the row is inside, up to the same place from its end.
      if (inside >= 1) break;
      const covered = Math.max(0, inside);
      const near = (y * width + x) * 4 + 3;
      const far = (y * width + width - 1 - x) * 4 + 3;
      data[near] = (data[near] ?? 0) * covered + 0.5;
      if (far !== near) data[far] = (data[far] ?? 0) * covered + 0.5;
    }
  }
  return { width, height, data };
}
