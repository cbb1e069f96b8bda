/**
 * Where Android wants the data of entries to begin: stored ones at a multiple of 4, stored native libraries at a multiple of
 * the largest page, 16 KB, so that they are mapped from the package without being copied out of it. The room is made by an
 * extra field 0xd935 in the local header, as apksig makes it: `u16 alignment`, then zeros.
 */

import { type Bytes, emptyBytes } from '../../base/bytes.ts';
import { encodeExtraFields } from './extraFields.ts';
import { extraAndroidAlignment } from './zipRecords.ts';

export const androidPageSize = 16_384;

/** The multiple at which the data of a stored entry must begin. */
export function androidAlignment(name: string): number {
  return isNativeLibrary(name) ? androidPageSize : 4;
}

function isNativeLibrary(name: string): boolean {
  return name.startsWith('lib/') && name.endsWith('.so');
}

/** Id and size of the field, and the alignment it states. */
const smallestField = 6;

/** The bytes to add to an extra field so that data which would begin at `offset` begins at a multiple; none when it does already. */
export function encodeAlignmentField(offset: number, alignment: number): Bytes {
  const over = offset % alignment;
  if (over === 0) return emptyBytes;
  const padding = (alignment - ((offset + smallestField) % alignment)) % alignment;
  const data = new Uint8Array(smallestField - 4 + padding);
  new DataView(data.buffer).setUint16(0, alignment, true);
  return encodeExtraFields([{ id: extraAndroidAlignment, data }]);
}
