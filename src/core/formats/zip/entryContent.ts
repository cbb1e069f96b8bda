/**
 * Makes content ready to be written: its CRC-32 and sizes stand in front of it in the archive, so they must be known
 * first. What is in memory is compressed once; a large source is read twice and never held.
 */

import { crc32 } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { Failure } from '../../base/failure.ts';
import { deflateBytes, deflateChunks } from './deflate.ts';
import { readChunks } from './readChunks.ts';
import { methodDeflated, methodStored } from './zipRecords.ts';

export interface EntryContent {
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  /** Exactly `compressedSize` bytes, as they stand in the archive. */
  readonly chunks: Iterable<Bytes> | AsyncIterable<Bytes>;
}

export interface ContentOptions {
  /** Falls back to stored when deflating does not make the content smaller. */
  readonly isDeflated: boolean;
  readonly level: number | undefined;
}

export async function contentOfBytes(bytes: Bytes, options: ContentOptions): Promise<EntryContent> {
  const facts = { crc32: crc32(bytes), uncompressedSize: bytes.length };
  const deflated = options.isDeflated && bytes.length > 0 ? await deflateBytes(bytes, options.level) : undefined;
  return deflated !== undefined && deflated.length < bytes.length
    ? { ...facts, method: methodDeflated, compressedSize: deflated.length, chunks: [deflated] }
    : { ...facts, method: methodStored, compressedSize: bytes.length, chunks: [bytes] };
}

export async function contentOfSource(source: ByteSource, options: ContentOptions): Promise<EntryContent> {
  let crc = 0;
  let compressedSize = 0;
  const first = crcOf(source, (value) => (crc = value));
  for await (const chunk of options.isDeflated ? deflateChunks(first, options.level) : first) compressedSize += chunk.length;
  const again = crcOf(source, (value) => {
    if (value !== crc) throw Failure.of('file-changed', { path: source.path ?? 'that is being packed' });
  });
  const facts = { crc32: crc, uncompressedSize: source.size };
  return options.isDeflated && compressedSize < source.size
    ? { ...facts, method: methodDeflated, compressedSize, chunks: deflateChunks(again, options.level) }
    : { ...facts, method: methodStored, compressedSize: source.size, chunks: again };
}

/** The chunks of a source; its CRC-32 is told before the last one is given out. */
async function* crcOf(source: ByteSource, tell: (crc: number) => void): AsyncGenerator<Bytes, void, undefined> {
  let crc = 0;
  let left = source.size;
  for await (const chunk of readChunks(source, 0, source.size)) {
    crc = crc32(chunk, crc);
    left -= chunk.length;
    if (left === 0) tell(crc);
    yield chunk;
  }
}
