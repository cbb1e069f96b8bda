/**
 * Writes a package again with other content: entries that stay are copied as they are packed, new content takes the method of compression
 * that its entry had, or that files of its kind have in this package. Content that did not change is not packed again. Memory is bounded by
 * what is under way; large files are never in memory as a whole.
 */

import { crc32 } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { present } from '../../base/present.ts';
import { androidAlignment } from '../../formats/zip/androidAlignment.ts';
import { entryPieces } from '../../formats/zip/entryPieces.ts';
import { ZipContentError } from '../../formats/zip/zipContentError.ts';
import { type ZipArchive, type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { methodStored } from '../../formats/zip/zipRecords.ts';
import { ZipWriter, type ZipMethod } from '../../formats/zip/zipWriter.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type ArtifactFormat } from '../engine/buildPlan.ts';
import { isStoredWebFile } from '../web/webFileName.ts';

export type NewContent =
  | { readonly kind: 'bytes'; readonly bytes: Bytes }
  | { readonly kind: 'file'; readonly absolutePath: string; readonly sizeBytes: number; readonly identity?: string };

export interface PackageChange {
  readonly format: ArtifactFormat;
  /** By the name of the entry. */
  readonly contents: ReadonlyMap<string, NewContent>;
  /** Entries that are written behind all others, in the order of their names, with what is new among them. */
  readonly isContent: (name: string) => boolean;
  /** Entries that are gone, unless there is new content for them. */
  readonly isRemoved: (name: string) => boolean;
}

export interface RewriteContext {
  readonly files: FileSystem;
  readonly signal: AbortSignal;
  /** 0 to 1. */
  readonly report: (fraction: number) => void;
}

export interface Rewritten {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

const largeBytes = 8 * 1024 * 1024;
const readsAhead = 16;
const bytesUnderWay = 48 * 1024 * 1024;
const plainFile = 0o100644;

export async function rewritePackage(
  source: ByteSource,
  archive: ZipArchive,
  change: PackageChange,
  output: ByteSink,
  context: RewriteContext,
): Promise<Rewritten> {
  return await new PackageRewriter(source, archive, change, output, context).write();
}

class PackageRewriter {
  readonly #source: ByteSource;
  readonly #change: PackageChange;
  readonly #context: RewriteContext;
  readonly #zip: ZipWriter;
  readonly #entries: readonly ZipEntry[];
  readonly #methods: ReadonlyMap<string, ZipMethod>;
  readonly #counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  #pending: Promise<void>[] = [];
  #pendingBytes = 0;

  constructor(source: ByteSource, { entries }: ZipArchive, change: PackageChange, output: ByteSink, context: RewriteContext) {
    this.#source = source;
    this.#change = change;
    this.#context = context;
    this.#entries = entries;
    this.#methods = usualMethods(entries.filter(({ name }) => change.isContent(name)));
    const isAndroid = change.format !== 'ipa';
    this.#zip = new ZipWriter(output, change.format === 'apk' ? { alignment: androidAlignment } : { keepsTimes: !isAndroid });
  }

  async write(): Promise<Rewritten> {
    const { isContent, isRemoved, contents } = this.#change;
    const byName = new Map(this.#entries.map((entry) => [entry.name, entry]));
    const first = this.#entries.filter(({ name }) => !isContent(name));
    const names = new Set([...byName.keys(), ...contents.keys()].filter(isContent));
    const last = [...names].sort();
    const all = [
      ...first.map(({ name }) => name),
      ...last,
      ...[...contents.keys()].filter((name) => !names.has(name) && !byName.has(name)),
    ];
    const kept = all.filter((name) => contents.has(name) || !isRemoved(name));
    this.#counts.removed = all.length - kept.length;
    for (let at = 0; at < kept.length;) {
      throwIfCancelled(this.#context.signal);
      const batch = kept.slice(at, at + readsAhead);
      const ready = await Promise.all(batch.map((name) => this.#prepare(name, byName.get(name))));
      for (const add of ready) await add();
      at += batch.length;
      this.#context.report(at / kept.length);
    }
    await this.#settle();
    await this.#zip.finish();
    return this.#counts;
  }

  /** Reads what is small ahead of its turn. */
  async #prepare(name: string, entry: ZipEntry | undefined): Promise<() => Promise<void>> {
    const content = this.#change.contents.get(name);
    if (!content) return () => (entry ? this.#zip.copyEntry(this.#source, entry) : Promise.resolve());
    const sizeBytes = content.kind === 'bytes' ? content.bytes.length : content.sizeBytes;
    if (content.kind === 'file' && sizeBytes > largeBytes) return () => this.#addLarge(name, entry, content);
    const bytes = content.kind === 'bytes' ? content.bytes : await this.#readSmall(content);
    const crc = crc32(bytes);
    const isLikeBefore = entry !== undefined && entry.uncompressedSize === bytes.length && entry.crc32 === crc;
    // Stored content costs the same from the file as from the package, so only what would be packed again is compared.
    const isSame =
      isLikeBefore &&
      methodOf(entry) === 'deflated' &&
      (await this.#isSame(entry, bytes.length, async (at, length) => bytes.subarray(at, at + length)));
    this.#count(entry, isLikeBefore);
    if (isSame) return () => this.#zip.copyEntry(this.#source, entry);
    return () => this.#under(this.#zip.addEntry({ ...this.#fields(name, entry), bytes, crc32: crc }), bytes.length);
  }

  async #readSmall({ absolutePath, identity }: NewContent & { kind: 'file' }): Promise<Bytes> {
    return await this.#context.files.readFile(absolutePath, { ...present('identity', identity), maxBytes: largeBytes * 2 });
  }

  async #addLarge(name: string, entry: ZipEntry | undefined, content: NewContent & { kind: 'file' }): Promise<void> {
    const file = await this.#context.files.openFile(content.absolutePath, present('identity', content.identity));
    try {
      const isSame = entry !== undefined && (await this.#isSame(entry, file.size, (at, length) => file.read(at, length)));
      this.#count(entry, isSame);
      await (isSame ? this.#zip.copyEntry(this.#source, entry) : this.#zip.addSource({ ...this.#fields(name, entry), source: file }));
    } finally {
      await file.close();
    }
  }

  /** Byte by byte: an equal checksum alone proves nothing. An entry that cannot be read is not the same. */
  async #isSame(entry: ZipEntry, sizeBytes: number, read: (at: number, length: number) => Promise<Bytes>): Promise<boolean> {
    if (entry.uncompressedSize !== sizeBytes) return false;
    let at = 0;
    try {
      for await (const piece of entryPieces(this.#source, entry)) {
        throwIfCancelled(this.#context.signal);
        const other = await read(at, piece.length);
        if (Buffer.compare(piece, other) !== 0) return false;
        at += piece.length;
      }
    } catch (error) {
      if (error instanceof ZipContentError) return false;
      throw error;
    }
    return at === sizeBytes;
  }

  #count(entry: ZipEntry | undefined, isSame: boolean): void {
    if (isSame) this.#counts.unchanged++;
    else if (entry) this.#counts.changed++;
    else this.#counts.added++;
  }

  #fields(name: string, entry: ZipEntry | undefined): { name: string; method: ZipMethod; unixMode?: number } {
    const mode = entry && entry.versionMadeBy >>> 8 === 3 ? entry.externalAttributes >>> 16 : plainFile;
    return {
      name,
      method: entry && isTelling(entry) ? methodOf(entry) : (this.#methods.get(extensionOf(name)) ?? this.#usual(name)),
      ...(this.#change.format === 'ipa' && { unixMode: mode }),
    };
  }

  #usual(name: string): ZipMethod {
    return this.#change.format !== 'ipa' && isStoredWebFile(name) ? 'stored' : 'deflated';
  }

  async #under(written: Promise<void>, sizeBytes: number): Promise<void> {
    this.#pending.push(written);
    this.#pendingBytes += sizeBytes;
    if (this.#pendingBytes > bytesUnderWay) await this.#settle();
  }

  async #settle(): Promise<void> {
    await Promise.all(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

function methodOf({ method }: ZipEntry): ZipMethod {
  return method === methodStored ? 'stored' : 'deflated';
}

function extensionOf(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return file.includes('.') ? file.slice(file.lastIndexOf('.') + 1).toLowerCase() : '';
}

/** Deflating makes small content no smaller, so that it is stored whatever its kind. */
const smallestTelling = 64;

function isTelling(entry: ZipEntry): boolean {
  return !entry.isDirectory && (methodOf(entry) === 'deflated' || entry.uncompressedSize >= smallestTelling);
}

/** How most files of each extension are packed. */
function usualMethods(entries: readonly ZipEntry[]): ReadonlyMap<string, ZipMethod> {
  const votes = new Map<string, number>();
  for (const entry of entries) {
    if (!isTelling(entry)) continue;
    const extension = extensionOf(entry.name);
    votes.set(extension, (votes.get(extension) ?? 0) + (methodOf(entry) === 'stored' ? -1 : 1));
  }
  return new Map([...votes].map(([extension, vote]) => [extension, vote < 0 ? 'stored' : 'deflated']));
}
