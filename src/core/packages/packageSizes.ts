/** How large a package is, part by part: as it is stored and as it is unpacked. Declared sizes: nothing is unpacked to know. */

import { type ZipEntry } from '../formats/zip/zipEntry.ts';
import { roleOfEntry, type PackageFormat, type PackagePart } from './packageEntries.ts';

export interface PartSize {
  readonly entries: number;
  /** As stored in the package. */
  readonly compressedBytes: number;
  /** As declared. */
  readonly rawBytes: number;
}

export interface PackageSizes {
  readonly parts: Readonly<Record<PackagePart, PartSize>>;
  readonly nativeByAbi: Readonly<Record<string, PartSize>>;
  /** What belongs to no entry: headers, padding, signing block, directory. */
  readonly frameBytes: number;
}

interface Sum {
  entries: number;
  compressedBytes: number;
  rawBytes: number;
}

export function measurePackage(entries: readonly ZipEntry[], format: PackageFormat, sizeBytes: number): PackageSizes {
  const parts: Record<PackagePart, Sum> = { dex: none(), resources: none(), assets: none(), native: none(), other: none() };
  const nativeByAbi = new Map<string, Sum>();
  let compressed = 0;
  for (const entry of entries) {
    if (entry.isDirectory) continue;
    const { part, abi } = roleOfEntry(entry, format);
    add(parts[part], entry);
    compressed += entry.compressedSize;
    if (abi === undefined) continue;
    const sum = nativeByAbi.get(abi) ?? none();
    add(sum, entry);
    nativeByAbi.set(abi, sum);
  }
  return { parts, nativeByAbi: Object.fromEntries(nativeByAbi), frameBytes: Math.max(0, sizeBytes - compressed) };
}

function none(): Sum {
  return { entries: 0, compressedBytes: 0, rawBytes: 0 };
}

function add(sum: Sum, entry: ZipEntry): void {
  sum.entries++;
  sum.compressedBytes += entry.compressedSize;
  sum.rawBytes += entry.uncompressedSize;
}
