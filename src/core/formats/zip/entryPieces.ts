/**
 * The content of one entry in order, piece by piece, so that entries of any size pass through a few megabytes. As with `readEntry`, length
 * and CRC-32 are checked, at the end; what is wrong throws `ZipContentError`. A piece is valid until the next one is asked for.
 */

import { crc32, createInflateRaw } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { readPieces } from '../../base/readPieces.ts';
import { unreadableBecause } from './checkEntries.ts';
import { crcMismatch, inflateIssue, sizeMismatch } from './contentIssues.ts';
import { entryDataOffset } from './localHeader.ts';
import { readChunks } from './readChunks.ts';
import { readEntry } from './readEntry.ts';
import { ZipContentError } from './zipContentError.ts';
import { zlibChunks } from './zlibChunks.ts';
import { type ZipEntry } from './zipEntry.ts';
import { methodStored } from './zipRecords.ts';

/** Up to here an entry is one piece: that is faster than a stream. */
const onePieceLimit = 1024 * 1024;

export async function* entryPieces(source: ByteSource, entry: ZipEntry): AsyncGenerator<Bytes, void, undefined> {
  if (entry.uncompressedSize <= onePieceLimit && entry.compressedSize <= onePieceLimit) {
    const { bytes, issues } = await readEntry(source, entry, { maxBytes: onePieceLimit });
    if (!bytes) throw new ZipContentError(issues[0]);
    if (bytes.length > 0) yield bytes;
    return;
  }
  const problem = unreadableBecause(entry);
  if (problem !== undefined) throw new ZipContentError(problem);
  let [crc, size] = [0, 0];
  for await (const piece of rawPieces(source, entry)) {
    size += piece.length;
    if (size > entry.uncompressedSize) break;
    crc = crc32(piece, crc);
    yield piece;
  }
  if (size !== entry.uncompressedSize) throw new ZipContentError(sizeMismatch(entry));
  if (crc !== entry.crc32) throw new ZipContentError(crcMismatch(entry));
}

async function* rawPieces(source: ByteSource, entry: ZipEntry): AsyncGenerator<Bytes, void, undefined> {
  const start = await entryDataOffset(source, entry);
  if (entry.method === methodStored) {
    yield* readPieces(source, start, start + entry.compressedSize);
    return;
  }
  try {
    yield* zlibChunks(createInflateRaw({ chunkSize: 512 * 1024 }), readChunks(source, start, entry.compressedSize));
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_'))
      throw new ZipContentError(inflateIssue(error, entry), { cause: error });
    throw error;
  }
}
