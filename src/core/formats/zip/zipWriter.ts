/**
 * Writes an archive into a sink, entry by entry. The same entries in the same order give the same bytes: one fixed time,
 * no data descriptors, no user ids, Zip64 only where a number does not fit otherwise.
 *
 * Entries are in the order of the `add` calls. These need not be awaited one by one: contents given in memory are
 * deflated at the same time in the thread pool, and written in order. `finish` waits for all and fails with the first error.
 */

import { type Bytes, emptyBytes, fromLatin1, utf8 } from '../../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../../base/byteSource.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { Failure } from '../../base/failure.ts';
import { encodeAlignmentField } from './androidAlignment.ts';
import { BatchedSink } from './batchedSink.ts';
import { encodeEndRecord } from './endRecord.ts';
import {
  contentOfBytes,
  contentOfPieces,
  contentOfSource,
  streamOfPieces,
  type ContentOptions,
  type EntryContent,
  type PiecedContent,
} from './entryContent.ts';
import { dangerOfName, isAscii, shownName } from './entryName.ts';
import { encodeExtraFields, findExtraField, parseExtraFields } from './extraFields.ts';
import { encodeLocalHeader, localHeaderLength, writeCentralHeader, type WrittenEntry } from './encodeHeaders.ts';
import { entryDataOffset } from './localHeader.ts';
import { readChunks } from './readChunks.ts';
import { type ZipEntry, type ZipLayout } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

export type ZipMethod = 'stored' | 'deflated';

export interface ZipWriterOptions {
  /** The multiple at which the data of a stored entry begins. Default: nothing is aligned. */
  readonly alignment?: (name: string) => number;
  /** 1 fast to 9 small. */
  readonly level?: number;
  readonly comment?: Bytes;
  /** Entries that are copied keep their time, instead of getting the fixed one. */
  readonly keepsTimes?: boolean;
}

export interface NewZipEntry {
  readonly name: string;
  /** `deflated` falls back to stored when deflating does not make the content smaller, except for large content that is written while it comes. */
  readonly method: ZipMethod;
  /** Kind and permissions as Unix has them, such as 0o100644; default: none. */
  readonly unixMode?: number;
  /** Default: the fixed time. */
  readonly time?: DosTime;
}

/** Time and date as archives store them. */
export interface DosTime {
  readonly dosTime: number;
  readonly dosDate: number;
}

/** 1981-01-01 01:01:02: the time that Android's build tools give to every entry. */
const fixed: DosTime = { dosTime: (1 << 11) | (1 << 5) | 1, dosDate: (1 << 9) | (1 << 5) | 1 };

/** System 3, version 2.0 of the format. */
const madeByUnix = (3 << 8) | 20;

/** Larger sources are never kept in memory: they are read twice. */
const holdInMemoryLimit = 8 * 1024 * 1024;

/** Below this, content is kept packed: rewriting costs one more write. */
const smallestStreamed = 1024 * 1024;
/** The form of the header must be known before the packed size is, and needs no Zip64 below this, however badly it packs. */
const largestStreamed = zip.max32 - 64 * 1024 * 1024;

export class ZipWriter {
  readonly #sink: BatchedSink;
  readonly #options: ZipWriterOptions;
  readonly #names = new Set<string>();
  readonly #directory = new ByteWriter({ capacity: 4096 });
  #queue: Promise<void> = Promise.resolve();
  #count = 0;
  #offset = 0;
  #isFinished = false;

  constructor(sink: ByteSink, options: ZipWriterOptions = {}) {
    this.#sink = new BatchedSink(sink);
    this.#options = options;
  }

  /** Adds content that is in memory, with its checksum where that is known already. The bytes must not change until the promise is fulfilled. */
  addEntry(entry: NewZipEntry & { readonly bytes: Bytes; readonly crc32?: number }): Promise<void> {
    const fields = this.#newFields(entry);
    const content = contentOfBytes(entry.bytes, this.#contentOptions(entry.method), entry.crc32);
    return this.#enqueue(entry.name, fields, () => content);
  }

  /** Adds content of any size, reading it twice when it is large; the source must not change meanwhile. */
  addSource(entry: NewZipEntry & { readonly source: ByteSource }): Promise<void> {
    const { name, method, source } = entry;
    const fields = this.#newFields(entry);
    const options = this.#contentOptions(method);
    return this.#enqueue(name, fields, async () =>
      source.size <= holdInMemoryLimit ? contentOfBytes(await source.read(0, source.size), options) : contentOfSource(source, options),
    );
  }

  /**
   * Adds content that comes in order, from its beginning whenever it is opened: once where the sink can be rewritten, else twice when it is
   * large packed too.
   */
  addPieces(entry: NewZipEntry & PiecedContent): Promise<void> {
    const fields = this.#newFields(entry);
    const options = this.#contentOptions(entry.method);
    if (this.#sink.canRewrite && entry.sizeBytes >= smallestStreamed && entry.sizeBytes <= largestStreamed)
      return this.#queued(() => this.#stream(fields, entry, options));
    return this.#enqueue(entry.name, fields, () => contentOfPieces(entry, options));
  }

  /**
   * Copies an entry of another archive as it is, without inflating it: name, content, attributes, comment and central extra
   * fields stay; its time becomes the fixed one unless times are kept, and alignment, Zip64 and data descriptor are written again. Rejects with
   * `ZipContentError` when the local header is unusable. The content itself is not checked. Under another name, the entry keeps its content
   * alone.
   */
  copyEntry(source: ByteSource, entry: ZipEntry, newName?: string): Promise<void> {
    if (newName !== undefined) return this.#enqueue(newName, this.#newFields({ name: newName }), () => packedContent(source, entry));
    this.#takeName(entry.nameBytes, entry.name);
    const kept = parseExtraFields(entry.extra).filter(({ id }) => id !== zip.extraZip64 && id !== zip.extraAndroidAlignment);
    const fields: NamedFields = {
      nameBytes: entry.nameBytes,
      flags: entry.flags & ~zip.flagDataDescriptor,
      versionMadeBy: entry.versionMadeBy,
      externalAttributes: entry.externalAttributes,
      extra: encodeExtraFields(kept),
      comment: entry.comment,
      ...(this.#options.keepsTimes ? { dosTime: entry.dosTime, dosDate: entry.dosDate } : fixed),
    };
    return this.#enqueue(entry.name, fields, () => packedContent(source, entry));
  }

  /** Writes the central directory and the end record. The sink is not committed or closed. */
  async finish(): Promise<ZipLayout> {
    this.#isFinished = true;
    await this.#queue;
    const directory = this.#directory.finish();
    const comment = this.#options.comment ?? emptyBytes;
    const centralDirectoryOffset = this.#offset;
    const end = encodeEndRecord({ entryCount: this.#count, centralDirectorySize: directory.length, centralDirectoryOffset, comment });
    await this.#sink.write(directory);
    await this.#sink.write(end);
    await this.#sink.flush();
    const endRecordOffset = centralDirectoryOffset + directory.length + end.length - zip.endOfCentralDirectorySize - comment.length;
    const isZip64 = end.length > zip.endOfCentralDirectorySize + comment.length;
    return { centralDirectoryOffset, centralDirectorySize: directory.length, endRecordOffset, comment, isZip64 };
  }

  #contentOptions(method: ZipMethod): ContentOptions {
    return { isDeflated: method === 'deflated', level: this.#options.level };
  }

  #newFields({ name, unixMode, time = fixed }: Omit<NewZipEntry, 'method'>): NamedFields {
    const nameBytes = utf8(name);
    const danger = name === '' ? 'it is empty' : dangerOfName(name) && 'a device would not take it as a plain relative path';
    if (danger) throw Failure.of('archive-name-refused', { name: shownName(name), reason: danger });
    this.#takeName(nameBytes, name);
    return {
      nameBytes,
      flags: isAscii(nameBytes) ? 0 : zip.flagUtf8,
      versionMadeBy: unixMode === undefined ? 0 : madeByUnix,
      externalAttributes: unixMode === undefined ? 0 : (unixMode << 16) >>> 0,
      extra: emptyBytes,
      comment: emptyBytes,
      ...time,
    };
  }

  #takeName(nameBytes: Bytes, name: string): void {
    if (this.#isFinished) throw new Error('the archive is finished');
    const key = fromLatin1(nameBytes);
    if (this.#names.has(key)) throw Failure.of('archive-name-refused', { name: shownName(name), reason: 'it is there already' });
    if (nameBytes.length > zip.max16) throw Failure.of('archive-name-refused', { name: shownName(name), reason: 'it is too long' });
    this.#names.add(key);
  }

  #enqueue(name: string, fields: NamedFields, open: () => Promise<EntryContent>): Promise<void> {
    return this.#queued(async () => this.#write(name, fields, await open()));
  }

  #queued(write: () => Promise<void>): Promise<void> {
    const written = this.#queue.then(write);
    this.#queue = written;
    // Anyone who awaits the entry or `finish` sees the error; without this line Node would end the process before.
    written.catch(() => undefined);
    return written;
  }

  async #write(name: string, fields: NamedFields, content: EntryContent): Promise<void> {
    const { chunks, ...facts } = content;
    const entry: WrittenEntry = { ...fields, ...facts, headerOffset: this.#offset };
    const header = encodeLocalHeader(entry, this.#localExtra(name, entry));
    await this.#put(header);
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      await this.#put(chunk);
    }
    if (size !== entry.compressedSize) throw new Error(`${size} bytes came for an entry of ${entry.compressedSize}`);
    writeCentralHeader(this.#directory, entry);
    this.#count++;
  }

  /** Sizes and CRC-32 are put into the local header when they are known. */
  async #stream(fields: NamedFields, content: NewZipEntry & PiecedContent, options: ContentOptions): Promise<void> {
    const { name, sizeBytes } = content;
    const { method, chunks, crc } = streamOfPieces(content, options);
    const headerOffset = this.#offset;
    const draft: WrittenEntry = { ...fields, method, crc32: 0, compressedSize: sizeBytes, uncompressedSize: sizeBytes, headerOffset };
    const extra = this.#localExtra(name, draft);
    await this.#put(encodeLocalHeader(draft, extra));
    const dataOffset = this.#offset;
    for await (const chunk of chunks) await this.#put(chunk);
    const entry: WrittenEntry = { ...draft, crc32: crc(), compressedSize: this.#offset - dataOffset };
    await this.#sink.rewrite(headerOffset, encodeLocalHeader(entry, extra));
    writeCentralHeader(this.#directory, entry);
    this.#count++;
  }

  /** The Unicode path goes into both headers, since it makes the name; other fields may differ between them and stay central. */
  #localExtra(name: string, entry: WrittenEntry): Bytes {
    const path = findExtraField(entry.extra, zip.extraUnicodePath);
    const fields = path === undefined ? emptyBytes : encodeExtraFields([{ id: zip.extraUnicodePath, data: path }]);
    const alignment = entry.method === zip.methodStored ? (this.#options.alignment?.(name) ?? 1) : 1;
    const padding = encodeAlignmentField(this.#offset + localHeaderLength(entry, fields), alignment);
    if (padding.length === 0) return fields;
    return fields.length === 0 ? padding : new Uint8Array([...fields, ...padding]);
  }

  async #put(bytes: Bytes): Promise<void> {
    await this.#sink.write(bytes);
    this.#offset += bytes.length;
  }
}

async function packedContent(source: ByteSource, entry: ZipEntry): Promise<EntryContent> {
  const chunks = readChunks(source, await entryDataOffset(source, entry), entry.compressedSize);
  const { method, crc32, compressedSize, uncompressedSize } = entry;
  return { method, crc32, compressedSize, uncompressedSize, chunks };
}

type NamedFields = Pick<
  WrittenEntry,
  'nameBytes' | 'flags' | 'dosTime' | 'dosDate' | 'versionMadeBy' | 'externalAttributes' | 'extra' | 'comment'
>;
