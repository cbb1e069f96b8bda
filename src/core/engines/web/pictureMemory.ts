/**
 * The last pictures that were decoded. Checking an app while someone types reads the same icons again and again, and a build reads those
 * that its check has read. Kept no larger than launcher icons are made of, so that the icons of an app fit in.
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { type Place } from '../../base/issue.ts';
import { inspectPng, type PngInspection } from '../../formats/image/inspectPng.ts';
import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../formats/image/scaleImage.ts';

/** Decoded: eight icons of the largest kept size. */
const mostBytes = 32 * 1024 * 1024;
/** The largest icon that is made has 432 pixels; a picture loses nothing by being scaled in two steps. */
const keptSide = 1024;

export class PictureMemory {
  readonly #inspections = new Map<string, PngInspection>();
  #heldBytes = 0;

  /** The picture, or a smaller one with the same shape when a side is longer than is needed. */
  inspect(bytes: Bytes, place: Place = {}): PngInspection {
    const key = `${createHash('sha256').update(bytes).digest('hex')} ${place.file ?? ''}`;
    const known = this.#inspections.get(key);
    if (known) {
      // What was asked for last is last, and the first goes.
      this.#inspections.delete(key);
      this.#inspections.set(key, known);
      return known;
    }
    const { image, issues } = inspectPng(bytes, place);
    const inspection = { ...(image && { image: shrunk(image) }), issues };
    this.#inspections.set(key, inspection);
    this.#heldBytes += sizeOf(inspection);
    for (const [oldest, held] of this.#inspections) {
      if (this.#heldBytes <= mostBytes) break;
      this.#inspections.delete(oldest);
      this.#heldBytes -= sizeOf(held);
    }
    return inspection;
  }
}

function shrunk(image: RgbaImage): RgbaImage {
  const side = Math.max(image.width, image.height);
  if (side <= keptSide) return image;
  const scaled = (length: number): number => Math.max(1, Math.round((length * keptSide) / side));
  return scaleImage(image, scaled(image.width), scaled(image.height));
}

/** What is wrong with a picture takes some room as well. */
function sizeOf({ image }: PngInspection): number {
  return (image?.data.length ?? 0) + 1000;
}
