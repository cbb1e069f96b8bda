/** How large a package is, part by part: as it is stored and as it is unpacked. Declared sizes: nothing is unpacked to know. */

import { type ZipEntry } from '../formats/zip/zipEntry.ts';
import { packageParts, roleOfEntry, type AndroidFormat, type PackagePart } from './packageEntries.ts';

export interface PartSize {
  readonly entries: number;
  /** As stored in the package. */
  readonly compressedBytes: number;
  /** As declared. */
  readonly rawBytes: number;
}

export interface MeasuredParts<Part extends string> {
  readonly parts: Readonly<Record<Part, PartSize>>;
  /** What belongs to no entry: headers, padding, signing block, directory. */
  readonly frameBytes: number;
}

export interface PackageSizes extends MeasuredParts<PackagePart> {
  readonly nativeByAbi: Readonly<Record<string, PartSize>>;
}

interface Sum {
  entries: number;
  compressedBytes: number;
  rawBytes: number;
}

export function measureAndroidPackage(entries: readonly ZipEntry[], format: AndroidFormat, sizeBytes: number): PackageSizes {
  const nativeByAbi = new Map<string, Sum>();
  for (const entry of entries) {
    const { abi } = roleOfEntry(entry, format);
    if (abi === undefined || entry.isDirectory) continue;
    const sum = nativeByAbi.get(abi) ?? none();
    add(sum, entry);
    nativeByAbi.set(abi, sum);
  }
  const { parts, frameBytes } = measureParts(entries, packageParts, (entry) => roleOfEntry(entry, format).part, sizeBytes);
  return { parts, nativeByAbi: Object.fromEntries(nativeByAbi), frameBytes };
}

/** All parts, the empty ones too. */
export function measureParts<Part extends string>(
  entries: readonly ZipEntry[],
  names: readonly Part[],
  partOf: (entry: ZipEntry) => Part,
  sizeBytes: number,
): MeasuredParts<Part> {
  const sums = new Map(names.map((name) => [name, none()]));
  let compressed = 0;
  for (const entry of entries) {
    if (entry.isDirectory) continue;
    const sum = sums.get(partOf(entry));
    if (sum) add(sum, entry);
    compressed += entry.compressedSize;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of every name, which `fromEntries` cannot say
  const parts = Object.fromEntries(sums) as Record<Part, PartSize>;
  return { parts, frameBytes: Math.max(0, sizeBytes - compressed) };
}

function none(): Sum {
  return { entries: 0, compressedBytes: 0, rawBytes: 0 };
}

function add(sum: Sum, entry: ZipEntry): void {
  sum.entries++;
  sum.compressedBytes += entry.compressedSize;
  sum.rawBytes += entry.uncompressedSize;
}
