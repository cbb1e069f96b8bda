/**
 * Reads the content of one entry as chunks, for entries too large to hold. Throws `ZipContentError` in the middle when the
 * content is wrong, so a consumer must not use what it got before the last chunk came; ends without a chunk too many:
 * never more than the declared size is given out.
 */

import { crc32, createInflateRaw } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { crcMismatch, inflateIssue, sizeMismatch } from './contentIssues.ts';
import { entryDataOffset } from './localHeader.ts';
import { type ReadEntryOptions, requireReadable } from './readEntry.ts';
import { readChunks } from './readChunks.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipEntry } from './zipEntry.ts';
import { methodStored } from './zipRecords.ts';
import { zlibChunks } from './zlibChunks.ts';

export async function* streamEntry(source: ByteSource, entry: ZipEntry, options: ReadEntryOptions): AsyncGenerator<Bytes, void, undefined> {
  requireReadable(entry, options.maxBytes);
  const raw = readChunks(source, await entryDataOffset(source, entry), entry.compressedSize);
  let size = 0;
  let crc = 0;
  for await (const chunk of entry.method === methodStored ? raw : inflateChunks(raw, entry)) {
    size += chunk.length;
    if (size > entry.uncompressedSize) throw new ZipContentError(sizeMismatch(entry));
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (size !== entry.uncompressedSize) throw new ZipContentError(sizeMismatch(entry));
  if (crc !== entry.crc32) throw new ZipContentError(crcMismatch(entry));
}

async function* inflateChunks(raw: AsyncIterable<Bytes>, entry: ZipEntry): AsyncGenerator<Bytes, void, undefined> {
  try {
    yield* zlibChunks(createInflateRaw({ chunkSize: 256 * 1024 }), raw);
  } catch (error) {
    throw new ZipContentError(inflateIssue(error, entry), { cause: error });
  }
}
