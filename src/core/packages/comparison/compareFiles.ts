/** Which files of two archives differ, by name, size and CRC-32 as the directories declare them: nothing is read to know. */

import { type ZipEntry } from '../../formats/zip/zipEntry.ts';

export interface FileDifferences {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Those that change the size of the package most, that one first. Stored bytes. */
  readonly largest: readonly FileDifference[];
}

export interface FileDifference {
  readonly path: string;
  /** Absent where the package does not hold it. */
  readonly before?: number;
  readonly after?: number;
}

const mostShown = 20;

export function compareFiles(before: readonly ZipEntry[], after: readonly ZipEntry[]): FileDifferences {
  const old = new Map(before.filter(({ isDirectory }) => !isDirectory).map((entry) => [entry.name, entry]));
  const counts = { added: 0, removed: 0, changed: 0 };
  const differences: FileDifference[] = [];
  const seen = new Set<string>();
  for (const entry of after) {
    if (entry.isDirectory || seen.has(entry.name)) continue;
    seen.add(entry.name);
    const former = old.get(entry.name);
    if (!former) counts.added++;
    else if (former.crc32 === entry.crc32 && former.uncompressedSize === entry.uncompressedSize) continue;
    else counts.changed++;
    differences.push({ path: entry.name, ...(former && { before: former.compressedSize }), after: entry.compressedSize });
  }
  for (const [path, { compressedSize }] of old) {
    if (seen.has(path)) continue;
    counts.removed++;
    differences.push({ path, before: compressedSize });
  }
  return { ...counts, largest: differences.toSorted((a, b) => change(b) - change(a)).slice(0, mostShown) };
}

function change({ before = 0, after = 0 }: FileDifference): number {
  return Math.abs(after - before);
}
