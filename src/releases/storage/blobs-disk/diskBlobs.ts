/**
 * Packages in a folder, each under its SHA-256: `blobs/3f/3f…`. An upload is a file in `uploads` until it is complete, then takes its place
 * in one rename. Names come from hashes and identifiers of the server alone, never from a request.
 */

import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { errorCode, writeFailure } from '../../../node/fileFailure.ts';
import { moveOver } from '../../../node/nodeNewFile.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { type BlobDigest, type BlobStore, type OpenBlob } from '../../ports/blobs.ts';
import { UploadHasher } from './uploadHasher.ts';
import { type UploadHashes } from './uploadHashTask.ts';

/** Pieces of the network are gathered to this size before they are written. */
const writeBytes = 1024 * 1024;
const readBytes = 256 * 1024;
/** Hundreds of downloads at once would fill the memory with pieces of that size. */
const manyReaders = 32;
const smallReadBytes = 64 * 1024;

/** File managers leave their own files in folders that people look into: they are not ours. */
const blobName = /^[0-9a-f]{64}$/;
const uploadName = /^[\w-]{1,100}$/;

interface Writer {
  isEnded: boolean;
  /** What is on its way to the disk. */
  writing: Promise<unknown>;
}

export class DiskBlobs implements BlobStore {
  readonly #uploads: string;
  readonly #blobs: string;
  readonly #writers = new Map<string, Set<Writer>>();
  /** Packages that are being read. */
  #readers = 0;
  readonly #holds = new Map<string, Promise<void>>();
  readonly #hasher: UploadHasher | undefined;

  private constructor(folder: string, hashWorker: URL | undefined) {
    this.#hasher = hashWorker && new UploadHasher(hashWorker);
    this.#uploads = join(folder, 'uploads');
    this.#blobs = join(folder, 'blobs');
  }

  /** `hashWorker` is `uploadHashWorker.ts`, or what it was bundled to; without it this thread hashes. */
  static async open(folder: string, hashWorker?: URL): Promise<DiskBlobs> {
    const store = new DiskBlobs(folder, hashWorker);
    for (const path of [store.#uploads, store.#blobs])
      await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw writeFailure(error, path);
      });
    return store;
  }

  async holdUpload<Result>(uploadId: string, work: () => Promise<Result>): Promise<Result> {
    await this.#free(uploadId);
    const done = Promise.withResolvers<void>();
    this.#holds.set(uploadId, done.promise);
    try {
      // An open file is written to also after it got its new name.
      const writers = [...(this.#writers.get(uploadId) ?? [])];
      for (const writer of writers) writer.isEnded = true;
      await Promise.allSettled(writers.map(({ writing }) => writing));
      return await work();
    } finally {
      this.#holds.delete(uploadId);
      done.resolve();
    }
  }

  /** Anyone who goes on without waiting after this one has the upload for themselves. */
  async #free(uploadId: string): Promise<void> {
    for (let hold = this.#holds.get(uploadId); hold; hold = this.#holds.get(uploadId)) await hold;
  }

  async beginUpload(uploadId: string): Promise<void> {
    await this.#free(uploadId);
    const path = this.#uploadPath(uploadId);
    await (await openUpload(path, 'a')).close();
  }

  async writeUpload(uploadId: string, offset: number, pieces: AsyncIterable<Bytes>, limitBytes: number): Promise<number> {
    await this.#free(uploadId);
    const writer: Writer = { isEnded: false, writing: Promise.resolve() };
    const writers = this.#writers.get(uploadId) ?? new Set();
    this.#writers.set(uploadId, writers.add(writer));
    const path = this.#uploadPath(uploadId);
    const part = this.#hasher?.begin(uploadId, path, offset, offset + limitBytes);
    let written: number | undefined;
    try {
      return (written = await writeFile(path, writer, offset, pieces, limitBytes));
    } finally {
      if (part) this.#hasher?.end(part, written);
      writers.delete(writer);
      if (writers.size === 0) this.#writers.delete(uploadId);
    }
  }

  async digestUpload(uploadId: string): Promise<BlobDigest | undefined> {
    const path = this.#uploadPath(uploadId);
    if (!(await isFile(path))) return undefined;
    const file = await NodeOpenFile.open(path);
    try {
      const hashes = (await this.#hasher?.finish(uploadId, path, file.size)) ?? (await hashHere(file));
      return { ...hashes, sizeBytes: file.size };
    } finally {
      await file.close();
    }
  }

  async placeUpload(uploadId: string, sha256: string): Promise<void> {
    const path = this.#uploadPath(uploadId);
    const place = this.blobPath(sha256);
    this.#hasher?.drop(uploadId);
    try {
      if (await isFile(place)) return await rm(path, { force: true });
      await mkdir(join(place, '..'), { recursive: true, mode: 0o700 });
      await moveOver(path, place);
      await syncFolder(join(place, '..'));
    } catch (error) {
      throw writeFailure(error, place);
    }
  }

  async discardUpload(uploadId: string): Promise<void> {
    await this.#free(uploadId);
    this.#hasher?.drop(uploadId);
    await rm(this.#uploadPath(uploadId), { force: true });
  }

  async open(sha256: string): Promise<OpenBlob | undefined> {
    const path = this.blobPath(sha256);
    if (!(await isFile(path))) return undefined;
    const file = await NodeOpenFile.open(path);
    this.#readers += 1;
    return {
      size: file.size,
      read: async (offset, length) => await file.read(offset, length),
      stream: (start, end) => readPieces(file, start, end, this.#readers > manyReaders ? smallReadBytes : readBytes),
      close: async () => {
        this.#readers -= 1;
        await file.close();
      },
    };
  }

  address(): undefined {
    return undefined;
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.blobPath(sha256), { force: true });
  }

  async listUploads(): Promise<readonly string[]> {
    return (await readdir(this.#uploads)).filter((name) => uploadName.test(name));
  }

  async *listBlobs(): AsyncIterable<string> {
    for (const entry of await readdir(this.#blobs, { withFileTypes: true }))
      if (entry.isDirectory()) yield* (await readdir(join(this.#blobs, entry.name))).filter((name) => blobName.test(name));
  }

  /** For a reader in another process. */
  blobPath(sha256: string): string {
    if (!blobName.test(sha256)) throw new TypeError('a blob is named by its SHA-256');
    return join(this.#blobs, sha256.slice(0, 2), sha256);
  }

  #uploadPath(uploadId: string): string {
    if (!uploadName.test(uploadId)) throw new TypeError('an upload is named by its identifier');
    return join(this.#uploads, uploadId);
  }
}

async function hashHere(file: NodeOpenFile): Promise<UploadHashes> {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  for await (const piece of readPieces(file, 0, file.size)) {
    sha256.update(piece);
    md5.update(piece);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

async function openUpload(path: string, flags: 'a' | 'r+'): Promise<FileHandle> {
  try {
    return await open(path, flags, 0o600);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

async function writeFile(path: string, writer: Writer, offset: number, pieces: AsyncIterable<Bytes>, limitBytes: number): Promise<number> {
  const handle = await openUpload(path, 'r+');
  try {
    const done = await writePieces(handle, writer, offset, pieces, limitBytes);
    await handle.datasync();
    return done;
  } catch (error) {
    throw error instanceof Failure || errorCode(error) === undefined ? error : writeFailure(error, path);
  } finally {
    await handle.close();
  }
}

async function writePieces(
  handle: FileHandle,
  writer: Writer,
  offset: number,
  pieces: AsyncIterable<Bytes>,
  limitBytes: number,
): Promise<number> {
  let gathered: Bytes[] = [];
  let waiting = 0;
  let done = 0;
  const flush = async (): Promise<void> => {
    for (let from = 0; from < waiting;) {
      if (writer.isEnded) throw Failure.of('release-refused', { reason: phrase('the upload is finished') });
      const write = handle.writev(from === 0 ? gathered : remaining(gathered, from), offset + done);
      writer.writing = write;
      const { bytesWritten } = await write;
      from += bytesWritten;
      done += bytesWritten;
    }
    gathered = [];
    waiting = 0;
  };
  for await (const piece of pieces) {
    if (done + waiting + piece.length > limitBytes) throw Failure.of('upload-part-too-large', { limitBytes });
    gathered.push(piece);
    waiting += piece.length;
    if (waiting >= writeBytes) await flush();
  }
  await flush();
  return done;
}

/** What a short write left over. */
function remaining(pieces: readonly Bytes[], from: number): Bytes[] {
  const left: Bytes[] = [];
  let skipped = 0;
  for (const piece of pieces) {
    if (skipped + piece.length > from) left.push(piece.subarray(Math.max(0, from - skipped)));
    skipped += piece.length;
  }
  return left;
}

/** Each piece in memory of its own, as it may still be on its way to a client when the next one is read. */
async function* readPieces(file: NodeOpenFile, start: number, end: number, pieceBytes = readBytes): AsyncGenerator<Bytes> {
  for (let at = start; at < end; at += pieceBytes) yield await file.read(at, Math.min(pieceBytes, end - at));
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

/** Without it a power cut may lose the new name. Windows does it by itself and opens no folder. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
