/**
 * Reads ranges of an entry's content without holding the rest of it: directly where the entry is stored, else by inflating up to the end
 * of the last range. As with `readEntryPrefix`, neither length nor CRC-32 is checked; `readEntry` does that.
 */

import { createInflateRaw } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { unreadableBecause } from './checkEntries.ts';
import { inflateIssue, sizeMismatch } from './contentIssues.ts';
import { shownName } from './entryName.ts';
import { entryDataOffset } from './localHeader.ts';
import { readChunks } from './readChunks.ts';
import { zlibChunks } from './zlibChunks.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipEntry } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

export interface ContentRange {
  readonly offset: number;
  readonly length: number;
}

/** `pieces` in the order of the ranges, or the issue that says why there are none. */
export type EntryRanges =
  | { readonly pieces: readonly Bytes[]; readonly issues: readonly [] }
  | { readonly pieces: undefined; readonly issues: readonly [Issue] };

export interface ReadRangesOptions {
  /** How far into the content may be read. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Ranges are inside the declared size; the caller sees to it, and to how much they are together. Throws when it is cancelled only. */
export async function readEntryRanges(
  source: ByteSource,
  entry: ZipEntry,
  ranges: readonly ContentRange[],
  { maxBytes, signal }: ReadRangesOptions,
): Promise<EntryRanges> {
  try {
    const problem = unreadableBecause(entry);
    if (problem !== undefined) throw new ZipContentError(problem);
    const end = Math.max(0, ...ranges.map(({ offset, length }) => offset + length));
    if (end > maxBytes) throw new ZipContentError(tooLarge(entry, maxBytes));
    if (end > largestContent(entry)) throw new ZipContentError(sizeMismatch(entry));
    const start = await entryDataOffset(source, entry);
    if (entry.method === zip.methodStored)
      return { pieces: await Promise.all(ranges.map(({ offset, length }) => source.read(start + offset, length))), issues: [] };
    return { pieces: await inflateRanges(source, { entry, start, end }, ranges, signal), issues: [] };
  } catch (error) {
    if (error instanceof ZipContentError) return { pieces: undefined, issues: [error.issue] };
    throw error;
  }
}

/** Deflate packs at most 258 bytes into two bits (RFC 1951), so a larger declaration is false, and nothing is allocated for it. */
const largestRatio = 1032;

function largestContent({ method, compressedSize, uncompressedSize }: ZipEntry): number {
  return Math.min(uncompressedSize, method === zip.methodStored ? compressedSize : (compressedSize + 1) * largestRatio);
}

function tooLarge({ name, uncompressedSize }: ZipEntry, limitBytes: number): Issue {
  return createIssue('zip-entry-too-large', { entry: shownName(name), sizeBytes: uncompressedSize, limitBytes }, { entry: name });
}

interface InflatedEntry {
  readonly entry: ZipEntry;
  /** Of its data in the archive. */
  readonly start: number;
  /** In the content, where nothing more is wanted. */
  readonly end: number;
}

/** Of what is unpacked at a time: little where little is wanted. */
const [smallestChunk, largestChunk] = [4096, 256 * 1024];

async function inflateRanges(
  source: ByteSource,
  { entry, start, end }: InflatedEntry,
  ranges: readonly ContentRange[],
  signal: AbortSignal | undefined,
): Promise<readonly Bytes[]> {
  const pieces = ranges.map(({ length }) => new Uint8Array(length));
  const transform = createInflateRaw({ chunkSize: Math.min(Math.max(end, smallestChunk), largestChunk) });
  let position = 0;
  try {
    for await (const chunk of zlibChunks(transform, readChunks(source, start, entry.compressedSize))) {
      throwIfCancelled(signal);
      for (const [index, range] of ranges.entries()) copyOverlap(chunk, position, range, pieces[index]);
      position += chunk.length;
      if (position >= end) return pieces;
    }
  } catch (error) {
    throw isZlibError(error) ? new ZipContentError(inflateIssue(error, entry), { cause: error }) : error;
  }
  throw new ZipContentError(sizeMismatch(entry));
}

function copyOverlap(chunk: Bytes, position: number, range: ContentRange, target: Bytes | undefined): void {
  const from = Math.max(position, range.offset);
  const to = Math.min(position + chunk.length, range.offset + range.length);
  if (from < to) target?.set(chunk.subarray(from - position, to - position), from - range.offset);
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}
