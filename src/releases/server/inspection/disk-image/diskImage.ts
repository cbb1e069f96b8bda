/**
 * Opens a disk image of macOS (.dmg, UDIF) as the disk that it is: the trailer, the property list with the tables of chunks, and the chunks that are asked for,
 * packed with zlib, bzip2, LZFSE or xz, or not at all. Images without a trailer are the disk itself. Not read: ADC, encrypted images and those of several files.
 *
 * Layout: hdiutil(1) and the headers of https://github.com/planetbeing/libdmg-hfsplus; numbers are big-endian.
 */

import { inflateSync } from 'node:zlib';
import { fromLatin1, type Bytes } from '../../../../core/base/bytes.ts';
import { type ByteSource } from '../../../../core/base/byteSource.ts';
import { inspectPlist } from '../../../../core/formats/plist/inspectPlist.ts';
import { plistEntry, plistItems } from '../../../../core/formats/plist/plistValue.ts';
import { unpackXz } from '../unpackXz.ts';
import { unpackBzip2 } from './unpackBzip2.ts';
import { unpackLzfse } from './unpackLzfse.ts';

export const sectorBytes = 512;
const trailerBytes = 512;
const largestList = 16 * 1024 * 1024;
const tableHeaderBytes = 204;
const chunkBytes = 40;
/** hdiutil makes them of 256 KB to 1 MB. */
const largestChunk = 8 * 1024 * 1024;
const keptChunks = 8;
/** What a small file and the way to it take, many times over. */
const mostUnpacked = 256 * 1024 * 1024;

export interface Disk extends ByteSource {
  /** Where parts of the disk begin, in bytes, as far as the image says so. */
  readonly parts: readonly number[];
  /** Of the image itself. */
  readonly signature: { readonly offset: number; readonly length: number } | undefined;
}

interface Chunk {
  readonly start: number;
  readonly size: number;
  /** Absent for zeros. */
  readonly unpack: ((packed: Bytes, size: number) => Bytes) | undefined;
  readonly offset: number;
  readonly length: number;
}

const unpackers: Readonly<Record<number, ((packed: Bytes, size: number) => Bytes) | undefined>> = {
  0: undefined,
  1: (stored) => stored,
  2: undefined,
  0x8000_0005: (packed, size) => inflateSync(packed, { maxOutputLength: size }),
  0x8000_0006: unpackBzip2,
  0x8000_0007: unpackLzfse,
  0x8000_0008: unpackXz,
};

/** `undefined` for what is not such an image, or one that is not read here. */
export async function openDisk(source: ByteSource): Promise<Disk | undefined> {
  if (source.size < trailerBytes) return undefined;
  const trailer = await source.read(source.size - trailerBytes, trailerBytes);
  if (fromLatin1(trailer.subarray(0, 4)) !== 'koly') {
    // Of an image that can be written to: its first sector is a map, or its file system follows at once.
    return { size: source.size, read: async (offset, length) => await source.read(offset, length), parts: [], signature: undefined };
  }
  const view = viewOf(trailer);
  const long = (at: number): number => Number(view.getBigUint64(at));
  const [data, listOffset, listBytes, segments] = [long(24), long(216), long(224), view.getUint32(60)];
  if (segments > 1 || listBytes > largestList || listOffset + listBytes > source.size) return undefined;
  const list = inspectPlist(await source.read(listOffset, listBytes)).value;
  const chunks: Chunk[] = [];
  const parts: number[] = [];
  for (const row of plistItems(plistEntry(plistEntry(list, 'resource-fork'), 'blkx'))) {
    const table = plistEntry(row, 'Data');
    if (table?.type !== 'data' || fromLatin1(table.value.subarray(0, 4)) !== 'mish' || table.value.length < tableHeaderBytes) continue;
    parts.push(Number(viewOf(table.value).getBigUint64(8)) * sectorBytes);
    chunks.push(...chunksOf(table.value, data, source.size));
  }
  chunks.sort((a, b) => a.start - b.start);
  const last = chunks.at(-1);
  if (!last) return undefined;
  const [signatureOffset, signatureBytes] = [long(296), long(304)];
  return {
    size: last.start + last.size,
    read: chunkReader(source, chunks),
    parts,
    signature:
      signatureBytes > 0 && signatureOffset + signatureBytes <= source.size
        ? { offset: signatureOffset, length: signatureBytes }
        : undefined,
  };
}

/** Those that can be read; the others are holes of the disk. */
function chunksOf(table: Bytes, data: number, size: number): readonly Chunk[] {
  const view = viewOf(table);
  const long = (at: number): number => Number(view.getBigUint64(at));
  const [first, base] = [long(8), data + long(24)];
  const count = Math.min(view.getUint32(200), Math.floor((table.length - tableHeaderBytes) / chunkBytes));
  const chunks: Chunk[] = [];
  for (let index = 0; index < count; index++) {
    const at = tableHeaderBytes + index * chunkBytes;
    const kind = view.getUint32(at);
    if (!(kind in unpackers)) continue;
    const chunk: Chunk = {
      start: (first + long(at + 8)) * sectorBytes,
      size: long(at + 16) * sectorBytes,
      unpack: unpackers[kind],
      offset: base + long(at + 24),
      length: long(at + 32),
    };
    const isSafe = Number.isSafeInteger(chunk.start + chunk.size) && chunk.size > 0;
    // Stored chunks may have any size, as they are read in part.
    const isThere = !chunk.unpack || (chunk.offset + chunk.length <= size && (kind === 1 || chunk.size <= largestChunk));
    if (isSafe && isThere && chunk.length <= (kind === 1 ? size : largestChunk * 2)) chunks.push(chunk);
  }
  return chunks;
}

function chunkReader(source: ByteSource, chunks: readonly Chunk[]): ByteSource['read'] {
  const kept = new Map<Chunk, Bytes>();
  let budget = mostUnpacked;
  const unpacked = async (chunk: Chunk): Promise<Bytes> => {
    const before = kept.get(chunk);
    if (before) return before;
    budget -= chunk.size;
    if (budget < 0) throw new RangeError('the disk image takes too much reading');
    const bytes = chunk.unpack?.(await source.read(chunk.offset, chunk.length), chunk.size) ?? new Uint8Array();
    const [oldest] = kept.keys();
    if (oldest && kept.size >= keptChunks) kept.delete(oldest);
    kept.set(chunk, bytes);
    return bytes;
  };
  return async (offset, length) => {
    if (length > largestChunk) throw new RangeError('more of the disk image is asked for than is read at once');
    const target = new Uint8Array(length);
    let index = firstAfter(chunks, offset) - 1;
    for (let at = offset; at < offset + length; index++) {
      const chunk = chunks[index];
      if (!chunk || chunk.start > at || chunk.start + chunk.size <= at) throw new RangeError('a part of the disk image is not read');
      const [from, end] = [at - chunk.start, Math.min(chunk.size, offset + length - chunk.start)];
      if (chunk.unpack === unpackers[1]) {
        const stored = Math.min(end, chunk.length);
        if (from < stored) target.set(await source.read(chunk.offset + from, stored - from), at - offset);
      } else if (chunk.unpack) target.set((await unpacked(chunk)).subarray(from, end), at - offset);
      at = chunk.start + end;
    }
    return target;
  };
}

/** The number of the first chunk that begins after a place. */
function firstAfter(chunks: readonly Chunk[], place: number): number {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((chunks[middle]?.start ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
