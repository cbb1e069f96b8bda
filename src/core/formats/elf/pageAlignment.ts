/**
 * Whether a library can be loaded on devices with pages of a given size: the system maps each PT_LOAD segment by pages, so
 * its alignment must be a multiple of the page, and its place in memory and in the file must agree within a page
 * (developer.android.com, "Support 16 KB page sizes").
 */

import { type ElfFile } from './elfFile.ts';

export function isAlignedToPages(file: ElfFile, pageSize: number): boolean {
  const page = BigInt(pageSize);
  return file.loadSegments.every(
    ({ p_align, p_offset, p_vaddr }) => p_align > 0n && p_align % page === 0n && p_vaddr % page === p_offset % page,
  );
}

/** The smallest alignment of the segments that are loaded; `undefined` when none is. */
export function smallestLoadAlignment(file: ElfFile): number | undefined {
  let smallest: bigint | undefined;
  for (const { p_align } of file.loadSegments) if (smallest === undefined || p_align < smallest) smallest = p_align;
  return smallest === undefined ? undefined : Number(smallest);
}
