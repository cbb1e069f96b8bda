/**
 * Reads the beginning of an entry's content, without the rest of it: headers of libraries and code are looked at this way.
 * Nothing is known of what follows, so neither length nor CRC-32 is checked; `readEntry` does that.
 */

import { constants, inflateRaw, inflateRawSync } from 'node:zlib';
import { type Bytes, emptyBytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type Issue } from '../../base/issue.ts';
import { unreadableBecause } from './checkEntries.ts';
import { inflateIssue } from './contentIssues.ts';
import { dataOffsetIn, readHeader } from './localHeader.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipEntry } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

export type EntryPrefix =
  | {
      /** At most as many bytes as were asked for; fewer when the content ends before, or is packed so that it takes more reading. */
      readonly bytes: Bytes;
      /** Where the entry's data begins in the archive. */
      readonly dataOffset: number;
      readonly issues: readonly [];
    }
  | { readonly bytes: undefined; readonly dataOffset: undefined; readonly issues: readonly [Issue] };

/** Room for the local extra field, which contains the padding of aligned entries: 16 KB at most. */
const usualExtra = 512;

/** A deflated block begins with its code tables, which are longer than a short prefix itself (RFC 1951, 3.2.7). */
const tableBytes = 512;

/** Never throws for what the bytes of the archive are. */
export async function readEntryPrefix(source: ByteSource, entry: ZipEntry, length: number): Promise<EntryPrefix> {
  try {
    const problem = unreadableBecause(entry);
    if (problem !== undefined) throw new ZipContentError(problem);
    const isStored = entry.method === zip.methodStored;
    const wanted = Math.min(isStored ? length : length + tableBytes, entry.compressedSize);
    const header = await readHeader(source, entry, usualExtra + wanted);
    const dataOffset = dataOffsetIn(header, source.size, entry);
    const start = dataOffset - entry.headerOffset;
    const raw = start + wanted <= header.length ? header.subarray(start, start + wanted) : await source.read(dataOffset, wanted);
    if (isStored) return { bytes: raw, dataOffset, issues: [] };
    const isWhole = wanted === entry.compressedSize && entry.uncompressedSize <= length;
    const bytes = (isWhole ? await inflateWhole(raw, entry) : undefined) ?? inflatePrefix(raw, length, entry);
    return { bytes, dataOffset, issues: [] };
  } catch (error) {
    if (error instanceof ZipContentError) return { bytes: undefined, dataOffset: undefined, issues: [error.issue] };
    throw error;
  }
}

/** Below this, the way to the thread pool and back takes longer than the work. */
const inflateHereLimit = 16 * 1024;

/** All of the content, as long as it is declared to be; nothing where it is not, or cannot be unpacked to its end. */
async function inflateWhole(raw: Bytes, { uncompressedSize }: ZipEntry): Promise<Bytes | undefined> {
  if (uncompressedSize <= inflateHereLimit) return undefined;
  return await new Promise((resolve) => {
    const options = { maxOutputLength: uncompressedSize, chunkSize: uncompressedSize + 1 };
    inflateRaw(raw, options, (error, result) => resolve(error ? undefined : result));
  });
}

/** Deflated data may unpack to a thousand times its length: when it does, less of it is unpacked. */
function inflatePrefix(raw: Bytes, length: number, entry: ZipEntry): Bytes {
  if (raw.length === 0) return emptyBytes;
  const most = Math.max(length, 1024) * 64;
  let piece = raw;
  for (;;) {
    try {
      const inflated = inflateRawSync(piece, {
        finishFlush: constants.Z_SYNC_FLUSH,
        chunkSize: Math.max(length * 4, 1024),
        maxOutputLength: most,
      });
      return new Uint8Array(inflated.buffer, inflated.byteOffset, Math.min(length, inflated.length));
    } catch (error) {
      const isTooMuch = error instanceof RangeError && piece.length > 1;
      if (!isTooMuch) throw new ZipContentError(inflateIssue(error, entry), { cause: error });
      piece = piece.subarray(0, Math.ceil(piece.length / 4));
    }
  }
}
