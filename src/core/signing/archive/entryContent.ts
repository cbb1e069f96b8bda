/**
 * The content of one entry as Android's verifier reads it: the local header must agree with the central record, the content
 * must have the declared length; the CRC-32 is not looked at, since Android does not either. Every read is bounded by what
 * the record declares, and a hostile declaration costs at most what the file's own bytes can inflate to.
 */

import { constants, createInflateRaw, inflateRawSync } from 'node:zlib';
import { ByteReader } from '../../base/byteReader.ts';
import { concatBytes, fromUtf8, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { readPieces } from '../../base/readPieces.ts';
import * as zip from '../../formats/zip/zipRecords.ts';
import { type ArchiveEntry } from './archiveSections.ts';

const readSize = 1024 * 1024;
/** Android is content when all content came, even if the stream does not say that it ends. */
const finishFlush = constants.Z_SYNC_FLUSH;
/** Up to here, inflating at once is faster than a stream. */
const inflateAtOnceLimit = 1024 * 1024;
const inflateAtOnceInput = 256 * 1024;

/** Thrown when an entry cannot be read. Its consumers turn it into the issue it carries. */
export class EntryUnreadable extends Error {
  readonly issue: Issue;

  constructor(entry: ArchiveEntry, reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'EntryUnreadable';
    this.issue = createIssue('package-entry-malformed', { name: entry.name, reason }, { entry: entry.name });
  }
}

export interface EntryPlace {
  readonly dataOffset: number;
  /** As it is in the archive. */
  readonly dataSize: number;
  /** The local header with name and extra field. */
  readonly headerSize: number;
  readonly hasDataDescriptor: boolean;
}

/** Where the data of an entry lies. `limit` is where the entries end: the central directory, or the signing block. */
export async function locateEntry(source: ByteSource, entry: ArchiveEntry, limit: number): Promise<EntryPlace> {
  const headerEnd = entry.headerOffset + zip.localFileHeaderSize + entry.nameLength;
  if (headerEnd > limit) throw new EntryUnreadable(entry, 'its local header is outside the entries');
  const header = await source.read(entry.headerOffset, zip.localFileHeaderSize + entry.nameLength);
  const reader = new ByteReader(header);
  if (reader.u32() !== zip.localFileHeaderSignature) throw new EntryUnreadable(entry, 'it has no local header');
  reader.skip(2);
  const hasDataDescriptor = (reader.u16() & zip.flagDataDescriptor) !== 0;
  reader.skip(6);
  if (hasDataDescriptor !== ((entry.flags & zip.flagDataDescriptor) !== 0))
    throw new EntryUnreadable(entry, 'local header and central record differ about the data descriptor');
  const crc32 = reader.u32();
  const compressedSize = reader.u32();
  const uncompressedSize = reader.u32();
  const nameLength = reader.u16();
  const extraLength = reader.u16();
  const isSame = crc32 === entry.crc32 && compressedSize === entry.compressedSize && uncompressedSize === entry.uncompressedSize;
  if (!hasDataDescriptor && Math.max(compressedSize, uncompressedSize) === zip.max32)
    throw new EntryUnreadable(entry, 'its local header uses Zip64, which Android does not verify');
  if (!hasDataDescriptor && !isSame) throw new EntryUnreadable(entry, 'local header and central record differ about its size or CRC-32');
  if (
    nameLength > entry.nameLength ||
    fromUtf8(header.subarray(zip.localFileHeaderSize, zip.localFileHeaderSize + nameLength)) !== entry.name
  )
    throw new EntryUnreadable(entry, 'local header and central record differ about its name');
  const headerSize = zip.localFileHeaderSize + nameLength + extraLength;
  const dataOffset = entry.headerOffset + headerSize;
  const dataSize = isStored(entry) ? entry.uncompressedSize : entry.compressedSize;
  if (dataOffset + dataSize > limit) throw new EntryUnreadable(entry, 'its data reaches beyond the entries');
  return { dataOffset, dataSize, headerSize, hasDataDescriptor };
}

export function isStored(entry: ArchiveEntry): boolean {
  return entry.method === zip.methodStored;
}

/** Feeds the content to `consume`, piece by piece; a piece is valid during the call alone. Rejects with `EntryUnreadable`. */
export async function feedEntry(
  source: ByteSource,
  entry: ArchiveEntry,
  limit: number,
  consume: (piece: Bytes) => void | Promise<void>,
): Promise<void> {
  const place = await locateEntry(source, entry, limit);
  if (isStored(entry)) {
    for await (const piece of readPieces(source, place.dataOffset, place.dataOffset + place.dataSize)) await consume(piece);
    return;
  }
  if (entry.uncompressedSize <= inflateAtOnceLimit && place.dataSize <= inflateAtOnceInput) {
    await consume(inflateAtOnce(entry, await source.read(place.dataOffset, place.dataSize)));
    return;
  }
  await inflateInPieces(source, entry, place, consume);
}

function inflateAtOnce(entry: ArchiveEntry, data: Bytes): Bytes {
  let content: Bytes;
  try {
    // One byte more than declared is let through, to tell "too long" from "as declared".
    content = inflateRawSync(data, { finishFlush, maxOutputLength: entry.uncompressedSize + 1 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw wrongLength(entry);
    throw new EntryUnreadable(entry, 'its data cannot be inflated', error);
  }
  if (content.length !== entry.uncompressedSize) throw wrongLength(entry);
  return content;
}

async function inflateInPieces(
  source: ByteSource,
  entry: ArchiveEntry,
  place: EntryPlace,
  consume: (piece: Bytes) => void | Promise<void>,
): Promise<void> {
  const inflate = createInflateRaw({ finishFlush, chunkSize: 256 * 1024 });
  let failure: Error | undefined;
  const feeding = (async () => {
    for (let done = 0; done < place.dataSize && !inflate.destroyed; done += readSize) {
      const data = await source.read(place.dataOffset + done, Math.min(readSize, place.dataSize - done));
      if (inflate.destroyed) return;
      if (!inflate.write(data)) await drained(inflate);
    }
    inflate.end();
  })().catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error(String(error));
    inflate.destroy();
  });
  let length = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Bytes>) {
      length += piece.length;
      if (length > entry.uncompressedSize) throw wrongLength(entry);
      await consume(piece);
    }
  } catch (error) {
    if (failure !== undefined) throw failure;
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_'))
      throw new EntryUnreadable(entry, 'its data cannot be inflated', error);
    throw error;
  } finally {
    inflate.destroy();
    await feeding;
  }
  if (failure !== undefined) throw failure;
  if (length !== entry.uncompressedSize) throw wrongLength(entry);
}

/** Waits until more can be written, or nothing ever will. */
function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    stream.on('drain', done).on('close', done).on('error', done);
  });
}

function wrongLength(entry: ArchiveEntry): EntryUnreadable {
  return new EntryUnreadable(entry, 'its content does not have the declared length');
}

/** The whole content of a small entry. Rejects with `EntryUnreadable`, also above `maxBytes`. */
export async function readEntryContent(source: ByteSource, entry: ArchiveEntry, limit: number, maxBytes: number): Promise<Bytes> {
  if (entry.uncompressedSize > maxBytes) throw new EntryUnreadable(entry, `it is larger than ${maxBytes} bytes`);
  const pieces: Bytes[] = [];
  await feedEntry(source, entry, limit, (piece) => {
    // The buffer of a stored piece is used again for the next.
    pieces.push(new Uint8Array(piece));
  });
  return concatBytes(...pieces);
}
