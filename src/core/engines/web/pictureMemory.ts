/** The last pictures that were decoded. Checking an app while somebody types reads the same icons again and again. */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { type Place } from '../../base/issue.ts';
import { inspectPng, type PngInspection } from '../../formats/image/inspectPng.ts';

/** Decoded; a dozen icons of 512 × 512. */
const mostBytes = 12_000_000;

export class PictureMemory {
  readonly #inspections = new Map<string, PngInspection>();
  #heldBytes = 0;

  inspect(bytes: Bytes, place: Place = {}): PngInspection {
    const key = `${createHash('sha256').update(bytes).digest('hex')} ${place.file ?? ''}`;
    const known = this.#inspections.get(key);
    if (known) {
      // What was asked for last stands last, and the first goes.
      this.#inspections.delete(key);
      this.#inspections.set(key, known);
      return known;
    }
    const inspection = inspectPng(bytes, place);
    if (sizeOf(inspection) > mostBytes) return inspection;
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

/** What is wrong with a picture takes some room as well. */
function sizeOf({ image }: PngInspection): number {
  return (image?.data.length ?? 0) + 1000;
}
