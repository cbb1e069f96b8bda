/** Writes the header of a universal file (Apple, mach-o/fat.h; the layout is in `inspectFatHeader.ts`), and places the slices behind it. */

import { ByteWriter } from '../../base/byteWriter.ts';
import { alignUp, type Bytes } from '../../base/bytes.ts';
import { FAT_MAGIC, FAT_MAGIC_64 } from './inspectFatHeader.ts';
import { type FatSlice } from './machO.ts';

/** 16 KB, the page of every processor in phones: what is aligned less cannot be mapped there. */
const leastAlign = 14;

/** Slices of these lengths, in the order of the header, one behind the other in the order of their old places. */
export function placeFatSlices(slices: readonly FatSlice[], lengths: readonly number[], bits: 32 | 64): readonly FatSlice[] {
  let end = fatHeaderSize(slices.length, bits);
  const placed = new Map<FatSlice, FatSlice>();
  for (const slice of slices.toSorted((a, b) => a.offset - b.offset)) {
    const align = Math.min(Math.max(slice.align, leastAlign), largestAlign);
    const offset = alignUp(end, 2 ** align);
    const length = lengths[slices.indexOf(slice)] ?? 0;
    placed.set(slice, { ...slice, align, offset, length });
    end = offset + length;
  }
  return slices.map((slice) => placed.get(slice) ?? slice);
}

/** `MAXSECTALIGN`. */
const largestAlign = 15;

function fatHeaderSize(count: number, bits: 32 | 64): number {
  return 8 + count * (bits === 64 ? 32 : 20);
}

/** `undefined` when a slice lies beyond what a 32-bit header can say. */
export function encodeFatHeader(slices: readonly FatSlice[], bits: 32 | 64): Bytes | undefined {
  if (bits === 32 && slices.some(({ offset, length }) => offset + length > 0xffff_ffff)) return undefined;
  const writer = new ByteWriter({ littleEndian: false });
  writer.u32(bits === 64 ? FAT_MAGIC_64 : FAT_MAGIC).u32(slices.length);
  for (const { cputype, cpusubtype, offset, length, align } of slices) {
    writer.u32(cputype).u32(cpusubtype);
    if (bits === 64) writer.u64(BigInt(offset)).u64(BigInt(length)).u32(align).u32(0);
    else writer.u32(offset).u32(length).u32(align);
  }
  return writer.finish();
}
