/**
 * Makes content ready to be written: its CRC-32 and sizes are in front of it in the archive, so they must be known
 * first. What is in memory is compressed once; a large source is read twice and never held, unless they can be written afterwards.
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
  /** Exactly `compressedSize` bytes, as they are in the archive. */
  readonly chunks: Iterable<Bytes> | AsyncIterable<Bytes>;
}

export interface ContentOptions {
  /** Falls back to stored when deflating does not make the content smaller. */
  readonly isDeflated: boolean;
  readonly level: number | undefined;
}

/** `crc` where it is known already. */
export async function contentOfBytes(bytes: Bytes, options: ContentOptions, crc = crc32(bytes)): Promise<EntryContent> {
  const facts = { crc32: crc, uncompressedSize: bytes.length };
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

/** The chunks of a source; its CRC-32 is reported before the last one is handed to people. */
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

/** Content that is read in order, from its beginning each time it is opened. */
export interface PiecedContent {
  readonly sizeBytes: number;
  readonly open: () => AsyncIterable<Bytes>;
}

/** What is held of packed content before it is packed again instead. */
const holdPackedLimit = 24 * 1024 * 1024;

export async function contentOfPieces({ sizeBytes, open }: PiecedContent, options: ContentOptions): Promise<EntryContent> {
  const first = new CheckedPieces(open(), sizeBytes);
  const held: Bytes[] = [];
  let compressedSize = 0;
  if (options.isDeflated && sizeBytes > 0) {
    for await (const chunk of deflateChunks(first.all(), options.level)) {
      compressedSize += chunk.length;
      if (compressedSize <= holdPackedLimit) held.push(chunk);
      else held.length = 0;
    }
  } else for await (const piece of first.all()) compressedSize += piece.length;
  const facts = { crc32: first.crc, uncompressedSize: sizeBytes };
  const again = new CheckedPieces(open(), sizeBytes, first.crc);
  if (!options.isDeflated || compressedSize >= sizeBytes)
    return { ...facts, method: methodStored, compressedSize: sizeBytes, chunks: again.all() };
  const chunks = compressedSize <= holdPackedLimit ? held : deflateChunks(again.all(), options.level);
  return { ...facts, method: methodDeflated, compressedSize, chunks };
}

/** Content that is packed once, while it is written. */
export interface StreamedContent {
  readonly method: number;
  readonly chunks: AsyncIterable<Bytes>;
  /** Of the content; right when the last chunk was taken. */
  readonly crc: () => number;
}

/** Deflated as it is wished: whether that makes it smaller shows too late. */
export function streamOfPieces({ sizeBytes, open }: PiecedContent, { isDeflated, level }: ContentOptions): StreamedContent {
  const pieces = new CheckedPieces(open(), sizeBytes);
  const chunks = isDeflated ? deflateChunks(pieces.all(), level) : pieces.all();
  return { method: isDeflated ? methodDeflated : methodStored, chunks, crc: () => pieces.crc };
}

/** Pieces with their CRC-32; a second reading must give the same. Each is valid until the next one is asked for. */
class CheckedPieces {
  readonly #pieces: AsyncIterable<Bytes>;
  readonly #sizeBytes: number;
  readonly #wanted: number | undefined;
  crc = 0;

  constructor(pieces: AsyncIterable<Bytes>, sizeBytes: number, wanted?: number) {
    this.#pieces = pieces;
    this.#sizeBytes = sizeBytes;
    this.#wanted = wanted;
  }

  async *all(): AsyncGenerator<Bytes, void, undefined> {
    let size = 0;
    for await (const piece of this.#pieces) {
      size += piece.length;
      this.crc = crc32(piece, this.crc);
      yield piece;
    }
    if (size !== this.#sizeBytes || (this.#wanted !== undefined && this.crc !== this.#wanted))
      throw Failure.of('file-changed', { path: 'that is being packed' });
  }
}
