/**
 * Packages in a folder, each under its SHA-256: `blobs/3f/3f…`. An upload is a file in `uploads` until it is complete, then takes its place
 * in one rename. Names come from hashes and identifiers of the server alone, never from a request.
 */

import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { errorCode, writeFailure } from '../../../node/fileFailure.ts';
import { moveOver } from '../../../node/nodeNewFile.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { type BlobDigest, type BlobStore, type OpenBlob } from '../../ports/blobs.ts';

/** Pieces of the network are gathered to this size before they are written. */
const writeBytes = 1024 * 1024;
const readBytes = 256 * 1024;

export class DiskBlobs implements BlobStore {
  readonly #uploads: string;
  readonly #blobs: string;

  private constructor(folder: string) {
    this.#uploads = join(folder, 'uploads');
    this.#blobs = join(folder, 'blobs');
  }

  static async open(folder: string): Promise<DiskBlobs> {
    const store = new DiskBlobs(folder);
    for (const path of [store.#uploads, store.#blobs])
      await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw writeFailure(error, path);
      });
    return store;
  }

  async beginUpload(uploadId: string): Promise<void> {
    const path = this.#uploadPath(uploadId);
    await (await openUpload(path, 'a')).close();
  }

  async writeUpload(uploadId: string, offset: number, pieces: AsyncIterable<Bytes>, limitBytes: number): Promise<number> {
    const path = this.#uploadPath(uploadId);
    const handle = await openUpload(path, 'r+');
    try {
      const done = await writePieces(handle, offset, pieces, limitBytes);
      await handle.datasync();
      return done;
    } catch (error) {
      throw error instanceof Failure || errorCode(error) === undefined ? error : writeFailure(error, path);
    } finally {
      await handle.close();
    }
  }

  async digestUpload(uploadId: string): Promise<BlobDigest | undefined> {
    const path = this.#uploadPath(uploadId);
    if (!(await isFile(path))) return undefined;
    const file = await NodeOpenFile.open(path);
    try {
      const sha256 = createHash('sha256');
      const md5 = createHash('md5');
      for await (const piece of readPieces(file, 0, file.size)) {
        sha256.update(piece);
        md5.update(piece);
      }
      return { sha256: sha256.digest('hex'), md5: md5.digest('hex'), sizeBytes: file.size };
    } finally {
      await file.close();
    }
  }

  async placeUpload(uploadId: string, sha256: string): Promise<void> {
    const path = this.#uploadPath(uploadId);
    const place = this.blobPath(sha256);
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
    await rm(this.#uploadPath(uploadId), { force: true });
  }

  async open(sha256: string): Promise<OpenBlob | undefined> {
    const path = this.blobPath(sha256);
    if (!(await isFile(path))) return undefined;
    const file = await NodeOpenFile.open(path);
    return {
      size: file.size,
      read: async (offset, length) => await file.read(offset, length),
      stream: (start, end) => readPieces(file, start, end),
      close: async () => await file.close(),
    };
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.blobPath(sha256), { force: true });
  }

  async listUploads(): Promise<readonly string[]> {
    return await readdir(this.#uploads);
  }

  async *listBlobs(): AsyncIterable<string> {
    for (const folder of await readdir(this.#blobs)) yield* await readdir(join(this.#blobs, folder));
  }

  /** For a reader in another process. */
  blobPath(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('a blob is named by its SHA-256');
    return join(this.#blobs, sha256.slice(0, 2), sha256);
  }

  #uploadPath(uploadId: string): string {
    if (!/^[\w-]{1,100}$/.test(uploadId)) throw new TypeError('an upload is named by its identifier');
    return join(this.#uploads, uploadId);
  }
}

async function openUpload(path: string, flags: 'a' | 'r+'): Promise<FileHandle> {
  try {
    return await open(path, flags, 0o600);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

async function writePieces(handle: FileHandle, offset: number, pieces: AsyncIterable<Bytes>, limitBytes: number): Promise<number> {
  let gathered: Bytes[] = [];
  let waiting = 0;
  let done = 0;
  const flush = async (): Promise<void> => {
    for (let from = 0; from < waiting;) {
      const { bytesWritten } = await handle.writev(from === 0 ? gathered : remaining(gathered, from), offset + done);
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
async function* readPieces(file: NodeOpenFile, start: number, end: number): AsyncGenerator<Bytes> {
  for (let at = start; at < end; at += readBytes) yield await file.read(at, Math.min(readBytes, end - at));
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
