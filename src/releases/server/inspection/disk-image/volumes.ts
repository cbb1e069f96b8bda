/**
 * Where file systems begin on a disk: at its beginning, or where a partition map says (Apple's, or GPT).
 *
 * Layouts: Inside Macintosh: Devices, "The Partition Map", and UEFI 2.10, 5.3.
 */

import { fromLatin1 } from '../../../../core/base/bytes.ts';
import { sectorBytes, viewOf, type Disk } from './diskImage.ts';

const mostParts = 128;
const mostEntryBytes = 4096;

/** In bytes, each once. What is there is for the reader of a file system to say. */
export async function volumeStarts(disk: Disk): Promise<readonly number[]> {
  const starts = new Set([0, ...disk.parts, ...(await appleParts(disk).catch(() => [])), ...(await guidParts(disk).catch(() => []))]);
  return [...starts].filter((start) => Number.isSafeInteger(start) && start < disk.size).slice(0, mostParts);
}

async function appleParts(disk: Disk): Promise<readonly number[]> {
  const descriptor = await disk.read(0, sectorBytes);
  const said = viewOf(descriptor).getUint16(2);
  const blockBytes = fromLatin1(descriptor.subarray(0, 2)) === 'ER' && said >= sectorBytes ? said : sectorBytes;
  const starts: number[] = [];
  for (let index = 1, count = 1; index <= Math.min(count, mostParts); index++) {
    const entry = await disk.read(index * blockBytes, sectorBytes);
    if (fromLatin1(entry.subarray(0, 2)) !== 'PM') break;
    const view = viewOf(entry);
    count = view.getUint32(4);
    if (fromLatin1(entry.subarray(48, 80)).startsWith('Apple_')) starts.push(view.getUint32(8) * blockBytes);
  }
  return starts;
}

async function guidParts(disk: Disk): Promise<readonly number[]> {
  const header = await disk.read(sectorBytes, sectorBytes);
  if (fromLatin1(header.subarray(0, 8)) !== 'EFI PART') return [];
  const view = viewOf(header);
  const [table, count, entryBytes] = [Number(view.getBigUint64(72, true)), view.getUint32(80, true), view.getUint32(84, true)];
  if (entryBytes < 128 || entryBytes > mostEntryBytes) return [];
  const starts: number[] = [];
  for (let index = 0; index < Math.min(count, mostParts); index++) {
    const entry = await disk.read(table * sectorBytes + index * entryBytes, 48);
    const start = Number(viewOf(entry).getBigUint64(32, true));
    if (start > 0) starts.push(start * sectorBytes);
  }
  return starts;
}
