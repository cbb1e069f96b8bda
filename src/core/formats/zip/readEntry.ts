/**
 * Reads the content of one entry into memory. Declared sizes bound what is allocated but are never believed: content of
 * another length, with another CRC-32 or beyond `maxBytes` gives an issue and no bytes. Bytes that follow the end of the
 * deflate stream inside the entry are ignored, as every reader does.
 */

import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { unreadableBecause } from './checkEntries.ts';
import { crcMismatch, inflateIssue, sizeMismatch } from './contentIssues.ts';
import { shownName } from './entryName.ts';
import { dataOffsetIn, readHeader } from './localHeader.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipEntry } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

/** `bytes` when the content is whole and right; otherwise the issue that says why not. */
export type EntryContent =
  | { readonly bytes: Bytes; readonly issues: readonly [] }
  | { readonly bytes: undefined; readonly issues: readonly [Issue] };

export interface ReadEntryOptions {
  /** Of the uncompressed content. */
  readonly maxBytes: number;
}

/** Never throws for what the bytes of the archive are. */
export async function readEntry(source: ByteSource, entry: ZipEntry, options: ReadEntryOptions): Promise<EntryContent> {
  try {
    return { bytes: await readWhole(source, entry, options.maxBytes), issues: [] };
  } catch (error) {
    if (error instanceof ZipContentError) return { bytes: undefined, issues: [error.issue] };
    throw error;
  }
}

/** What can be said before anything of the entry is read; throws `ZipContentError`. */
function requireReadable(entry: ZipEntry, maxBytes: number): void {
  const problem = unreadableBecause(entry);
  if (problem !== undefined) throw new ZipContentError(problem);
  const { name, uncompressedSize } = entry;
  if (uncompressedSize > maxBytes)
    throw new ZipContentError(
      createIssue('zip-entry-too-large', { entry: shownName(name), sizeBytes: uncompressedSize, limitBytes: maxBytes }, { entry: name }),
    );
  if (entry.method === zip.methodStored && entry.compressedSize !== uncompressedSize) throw new ZipContentError(sizeMismatch(entry));
}

async function readWhole(source: ByteSource, entry: ZipEntry, maxBytes: number): Promise<Bytes> {
  requireReadable(entry, maxBytes);
  const raw = await readRaw(source, entry);
  const bytes = entry.method === zip.methodStored ? raw : await inflate(raw, entry);
  if (bytes.length !== entry.uncompressedSize) throw new ZipContentError(sizeMismatch(entry));
  if (crc32(bytes) !== entry.crc32) throw new ZipContentError(crcMismatch(entry));
  return bytes;
}

/** Up to here one read brings header and data together. */
const oneReadLimit = 256 * 1024;
const usualExtra = 256;

/** The data of an entry as it is in the archive. Throws `ZipContentError`. */
async function readRaw(source: ByteSource, entry: ZipEntry): Promise<Bytes> {
  const isSmall = entry.compressedSize <= oneReadLimit;
  const header = await readHeader(source, entry, isSmall ? usualExtra + entry.compressedSize : 0);
  const offset = dataOffsetIn(header, source.size, entry);
  const start = offset - entry.headerOffset;
  const end = start + entry.compressedSize;
  return end <= header.length ? header.subarray(start, end) : source.read(offset, entry.compressedSize);
}

/** Above this the thread pool inflates, so that several entries are read at the same time. */
const inflateHereLimit = 64 * 1024;

async function inflate(raw: Bytes, entry: ZipEntry): Promise<Bytes> {
  const declared = entry.uncompressedSize;
  const options = { maxOutputLength: Math.max(declared, 1), chunkSize: Math.min(Math.max(declared + 1, 64), 1024 * 1024) };
  try {
    const inflated = declared <= inflateHereLimit ? inflateRawSync(raw, options) : await inflateElsewhere(raw, options);
    return new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length);
  } catch (error) {
    throw new ZipContentError(inflateIssue(error, entry), { cause: error });
  }
}

function inflateElsewhere(raw: Bytes, options: { maxOutputLength: number; chunkSize: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    inflateRaw(raw, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
