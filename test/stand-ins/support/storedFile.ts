/** Files that were uploaded to a stand-in: hashed as they come, kept on disk where a test wants to read them, never in memory. */

import { createHash, type Hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A whole file. */
export interface StoredFile {
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  /** The beginning, up to 64 KiB. */
  readonly head: Buffer;
  /** Where it is; null if the stand-in keeps no files. */
  readonly path: string | null;
}

/** Pieces of this size count as stored; what is left of one when a connection breaks is lost. */
const blockSize = 262_144;

const headSize = 65_536;

/** A file that grows at its end. */
export class GrowingFile {
  readonly #hashes: readonly Hash[] = ['sha1', 'sha256', 'md5'].map((name) => createHash(name));
  readonly #path: string | null;
  #handle: FileHandle | undefined;
  #head: Buffer = Buffer.alloc(0);
  /** So many bytes are stored. */
  size = 0;

  constructor(path: string | null) {
    this.#path = path;
  }

  /**
   * Takes the bytes to their end. If they break off, only whole blocks of 256 KiB are kept, as Google documents it for
   * uploads that go on; the error is thrown on.
   */
  async append(bytes: AsyncIterable<Buffer>): Promise<void> {
    let pending: Buffer = Buffer.alloc(0);
    for await (const piece of bytes) {
      pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
      const whole = pending.length - (pending.length % blockSize);
      if (whole === 0) continue;
      await this.#store(pending.subarray(0, whole));
      pending = pending.subarray(whole);
    }
    await this.#store(pending);
  }

  async finish(): Promise<StoredFile> {
    await this.#handle?.close();
    this.#handle = undefined;
    const [sha1 = '', sha256 = '', md5 = ''] = this.#hashes.map((hash) => hash.digest('hex'));
    return { size: this.size, sha1, sha256, md5, head: this.#head, path: this.#path };
  }

  async discard(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #store(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    if (this.#path !== null) {
      this.#handle ??= await open(this.#path, 'w');
      await this.#handle.write(bytes, 0, bytes.length, this.size);
    }
    for (const hash of this.#hashes) hash.update(bytes);
    if (this.#head.length < headSize) this.#head = Buffer.concat([this.#head, bytes.subarray(0, headSize - this.#head.length)]);
    this.size += bytes.length;
  }
}

/** The folder of a stand-in for what was uploaded to it. */
export class FileShelf {
  #folder: string | undefined;
  #count = 0;
  readonly #keep: boolean;
  readonly #open = new Set<GrowingFile>();

  constructor(keep: boolean) {
    this.#keep = keep;
  }

  create(): GrowingFile {
    if (this.#keep) this.#folder ??= mkdtempSync(join(tmpdir(), 'stand-in-'));
    this.#count += 1;
    const file = new GrowingFile(this.#folder === undefined ? null : join(this.#folder, String(this.#count)));
    this.#open.add(file);
    return file;
  }

  async close(): Promise<void> {
    for (const file of this.#open) await file.discard();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}
