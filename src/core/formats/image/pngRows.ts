/** Undoing the row filters of PNG (PNG Third Edition, section 9), in place. */

import { type Bytes } from '../../base/bytes.ts';
import { MalformedPng } from './pngRecords.ts';

/**
 * Takes `height` filtered rows (a filter byte, then `rowBytes` bytes each) from `raw` at `offset`, and leaves the rows without
 * their filter in the same place. `step` is the number of bytes of a whole pixel, at least 1. Returns the offset behind them.
 */
export function unfilterRows(raw: Bytes, offset: number, height: number, rowBytes: number, step: number): number {
  let start = offset;
  for (let y = 0; y < height; y++) {
    const filter = raw[start] ?? 0;
    const row = start + 1;
    const above = y === 0 ? -1 : row - rowBytes - 1;
    switch (filter) {
      case 0:
        break;
      case 1:
        for (let x = step; x < rowBytes; x++) raw[row + x] = at(raw, row + x) + at(raw, row + x - step);
        break;
      case 2:
        if (above >= 0) for (let x = 0; x < rowBytes; x++) raw[row + x] = at(raw, row + x) + at(raw, above + x);
        break;
      case 3:
        for (let x = 0; x < rowBytes; x++) {
          const left = x < step ? 0 : at(raw, row + x - step);
          const up = above < 0 ? 0 : at(raw, above + x);
          raw[row + x] = at(raw, row + x) + ((left + up) >> 1);
        }
        break;
      case 4:
        unfilterPaeth(raw, row, above, rowBytes, step);
        break;
      default:
        throw new MalformedPng(`a row has the filter ${filter}`);
    }
    start = row + rowBytes;
  }
  return start;
}

function unfilterPaeth(raw: Bytes, row: number, above: number, rowBytes: number, step: number): void {
  for (let x = 0; x < rowBytes; x++) {
    const left = x < step ? 0 : at(raw, row + x - step);
    const up = above < 0 ? 0 : at(raw, above + x);
    const corner = x < step || above < 0 ? 0 : at(raw, above + x - step);
    raw[row + x] = at(raw, row + x) + paeth(left, up, corner);
  }
}

export function paeth(left: number, up: number, corner: number): number {
  const fromLeft = Math.abs(up - corner);
  const fromUp = Math.abs(left - corner);
  const fromCorner = Math.abs(left + up - 2 * corner);
  if (fromLeft <= fromUp && fromLeft <= fromCorner) return left;
  return fromUp <= fromCorner ? up : corner;
}

function at(bytes: Bytes, index: number): number {
  return bytes[index] ?? 0;
}
