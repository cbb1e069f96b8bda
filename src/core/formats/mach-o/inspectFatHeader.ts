/**
 * The header of a universal ("fat") file, which contains one Mach-O file an architecture (Apple, mach-o/fat.h). Java classes begin with the
 * same four bytes; what tells them apart is the small count.
 *
 *   fat_header: magic cafebabe (64 bit cafebabf) · nfat_arch, big-endian like all that follows
 *   fat_arch: cputype · cpusubtype · offset · size · align, u32 each; in a 64-bit header offset and size are u64, and 4 reserved bytes follow
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { machHeaderSize } from './inspectMachO.ts';
import { type FatSlice } from './machO.ts';

export const FAT_MAGIC = 0xcafebabe;
export const FAT_MAGIC_64 = 0xcafebabf;
/** There are not so many processors; a Java class has its version here, which is larger. */
const mostSlices = 18;
/** What has to be read of a file to see whether it is universal. */
export const fatHeaderBytes = 8 + mostSlices * 32;

/** `slices` is `undefined` for a file that is not universal, and empty when its header is wrong. */
export interface InspectedFatHeader {
  readonly slices: readonly FatSlice[] | undefined;
  /** How wide its offsets are. */
  readonly bits?: 32 | 64;
  readonly issues: readonly Issue[];
}

/** `prefix` is the beginning of a file of `sizeBytes`. */
export function inspectFatHeader(prefix: Bytes, sizeBytes: number): InspectedFatHeader {
  try {
    const reader = new ByteReader(prefix, { littleEndian: false });
    if (prefix.length < 4) return { slices: undefined, issues: [] };
    const magic = reader.u32();
    if (magic !== FAT_MAGIC && magic !== FAT_MAGIC_64) return { slices: undefined, issues: [] };
    const nfat_arch = reader.u32();
    if (nfat_arch === 0 || nfat_arch > mostSlices)
      return { slices: [], issues: [createIssue('macho-header-invalid', { field: 'nfat_arch', value: nfat_arch }, { offset: 4 })] };
    const slices: FatSlice[] = [];
    for (let index = 0; index < nfat_arch; index++) slices.push(readSlice(reader, magic === FAT_MAGIC_64));
    return { ...checkSlices(slices, sizeBytes), bits: magic === FAT_MAGIC_64 ? 64 : 32 };
  } catch (error) {
    if (error instanceof OutOfBytes) return { slices: [], issues: [createIssue('macho-too-short', {}, { offset: error.offset })] };
    throw error;
  }
}

function readSlice(reader: ByteReader, is64: boolean): FatSlice {
  const [cputype, cpusubtype] = [reader.u32(), reader.u32()];
  // Beyond 2^53 a position is no longer exact, and is outside of any file all the same.
  const offset = is64 ? Number(reader.u64()) : reader.u32();
  const length = is64 ? Number(reader.u64()) : reader.u32();
  const align = reader.u32();
  reader.skip(is64 ? 4 : 0);
  return { cputype, cpusubtype, offset, length, align };
}

function checkSlices(slices: readonly FatSlice[], sizeBytes: number): InspectedFatHeader {
  const issues: Issue[] = [];
  const sound: FatSlice[] = [];
  for (const [index, slice] of slices.entries()) {
    const isOutside = slice.length < machHeaderSize[32] || slice.offset + slice.length > sizeBytes;
    if (isOutside || sound.some((other) => overlap(slice, other))) issues.push(createIssue('macho-slice-invalid', { index: index + 1 }));
    else sound.push(slice);
  }
  return { slices: sound, issues };
}

function overlap(a: FatSlice, b: FatSlice): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
