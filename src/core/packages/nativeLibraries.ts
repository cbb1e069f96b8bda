/**
 * The native libraries of a package, and whether they load on devices with 16 KB pages. Of each library only the
 * beginning is read and unpacked.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { runConcurrently } from '../base/runConcurrently.ts';
import { inspectElf } from '../formats/elf/inspectElf.ts';
import { isAlignedToPages, smallestLoadAlignment } from '../formats/elf/pageAlignment.ts';
import { androidPageSize } from '../formats/zip/androidAlignment.ts';
import { readEntryPrefix } from '../formats/zip/readEntryPrefix.ts';
import { type ZipEntry } from '../formats/zip/zipEntry.ts';
import { issueInEntry } from './issueInEntry.ts';
import { roleOfEntry, type AndroidFormat } from './packageEntries.ts';

export interface NativeLibrary {
  readonly path: string;
  readonly abi: string;
  readonly sizeBytes: number;
  readonly isStored: boolean;
  /** Whether a stored library begins at a multiple of 16 KB in the package; absent for a compressed one. */
  readonly isPageAlignedInPackage?: boolean;
  /** The smallest alignment of its loaded segments; absent when its headers cannot be read. */
  readonly loadAlignment?: number;
  /** Whether its segments can be mapped with pages of 16 KB; absent when its headers cannot be read. */
  readonly isAlignedTo16k?: boolean;
}

export interface InspectedLibraries {
  readonly libraries: readonly NativeLibrary[];
  readonly issues: readonly Issue[];
}

/** ELF header and program headers of every library that linkers make. */
const prefixBytes = 1024;
/** For the rare library with more program headers than fit. */
const longPrefixBytes = 64 * 1024;
const readsAtOnce = 16;
/** Apps have some hundred; what comes after so many is not looked into. */
const maxLibraries = 2000;

export async function inspectLibraries(
  source: ByteSource,
  entries: readonly ZipEntry[],
  format: AndroidFormat,
): Promise<InspectedLibraries> {
  const found: { readonly entry: ZipEntry; readonly abi: string }[] = [];
  for (const entry of entries) {
    const { abi } = roleOfEntry(entry, format);
    if (abi !== undefined && found.length < maxLibraries) found.push({ entry, abi });
  }
  const results = await runConcurrently(found, readsAtOnce, ({ entry, abi }) => inspectLibrary(source, entry, abi));
  return { libraries: results.map((result) => result.library), issues: results.flatMap((result) => result.issues) };
}

interface InspectedLibrary {
  readonly library: NativeLibrary;
  readonly issues: readonly Issue[];
}

async function inspectLibrary(source: ByteSource, entry: ZipEntry, abi: string): Promise<InspectedLibrary> {
  const isStored = entry.method === 0;
  const library = { path: entry.name, abi, sizeBytes: entry.uncompressedSize, isStored };
  const prefix = await readEntryPrefix(source, entry, prefixBytes);
  if (prefix.bytes === undefined) return { library, issues: prefix.issues };
  const placed = { ...library, ...(isStored && { isPageAlignedInPackage: prefix.dataOffset % androidPageSize === 0 }) };
  let elf = inspectElf(prefix.bytes);
  if (elf.issues[0]?.code === 'elf-too-short' && entry.uncompressedSize > prefixBytes) {
    const longer = await readEntryPrefix(source, entry, longPrefixBytes);
    if (longer.bytes !== undefined) elf = inspectElf(longer.bytes);
  }
  if (!elf.file) return { library: placed, issues: elf.issues.map((issue) => issueInEntry(issue, entry.name)) };
  const loadAlignment = smallestLoadAlignment(elf.file);
  return {
    library: { ...placed, ...present('loadAlignment', loadAlignment), isAlignedTo16k: isAlignedToPages(elf.file, androidPageSize) },
    issues: [],
  };
}
