/** A file open for reading at any place. Every read is its own; several may run at the same time. */

import { type BigIntStats, constants, readSync, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { type Bytes } from '../core/base/bytes.ts';
import { Failure } from '../core/base/failure.ts';
import { phrase } from '../core/base/phrase.ts';
import { type ReadIntoOptions } from '../core/base/byteSource.ts';
import { type OpenFile, type SameFile } from '../core/ports/fileSystem.ts';
import { requireSameFile } from './fileIdentity.ts';
import { readFailure } from './fileFailure.ts';

export interface OpenFileOptions extends SameFile {
  /**
   * Whether short reads, and those of bytes that this thread alone uses, may keep this thread: to hand one to another thread and to wake up
   * again takes longer than to read what the system has in memory. The first one that waits for a disk is the last, so that many of them
   * wait at the same time.
   */
  readonly readsAtOnce?: boolean;
}

const longestAtOnce = 64 * 1024;
/** Far more than a read from memory takes. The clock is that of the process: the global `performance` loads a dozen modules with its first use. */
const longestWaitNs = 1_000_000n;
/** One in so many goes to another thread all the same: signals and timers get their turn. */
const turnEvery = 64;

export class NodeOpenFile implements OpenFile {
  readonly path: string;
  readonly size: number;
  readonly #handle: FileHandle;
  #readsAtOnce: boolean;
  #readsHere = 0;

  private constructor(path: string, size: number, handle: FileHandle, readsAtOnce: boolean) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
    this.#readsAtOnce = readsAtOnce;
  }

  static async open(path: string, { readsAtOnce = false, ...options }: OpenFileOptions = {}): Promise<NodeOpenFile> {
    let handle: FileHandle | undefined;
    try {
      const opened = await openRegular(path);
      handle = opened.handle;
      requireSameFile(opened.found, options, path);
      return new NodeOpenFile(path, Number(opened.found.size), handle, readsAtOnce);
    } catch (error) {
      await handle?.close();
      throw error instanceof Failure ? error : readFailure(error, path);
    }
  }

  get isReadHere(): boolean {
    return this.#readsAtOnce;
  }

  async read(offset: number, length: number): Promise<Bytes> {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size))
      throw new RangeError(`range ${offset}+${length} is outside the ${this.size} bytes of ${this.path}`);
    // Not filled with zeros first: every byte is overwritten, or the read fails.
    const bytes: Bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
    await this.readInto(offset, bytes);
    return bytes;
  }

  async readInto(offset: number, target: Bytes, { isForThisThread = target.length <= longestAtOnce }: ReadIntoOptions = {}): Promise<void> {
    if (!(offset >= 0 && offset + target.length <= this.size))
      throw new RangeError(`range ${offset}+${target.length} is outside the ${this.size} bytes of ${this.path}`);
    let done = 0;
    while (done < target.length) {
      const count = await this.#readSome(target.subarray(done), offset + done, isForThisThread);
      if (count === 0) throw Failure.of('file-changed', { path: this.path });
      done += count;
    }
  }

  async #readSome(target: Bytes, position: number, mayBeHere: boolean): Promise<number> {
    try {
      if (!this.#readsAtOnce || !mayBeHere || ++this.#readsHere % turnEvery === 0)
        return (await this.#handle.read(target, 0, target.length, position)).bytesRead;
      const started = process.hrtime.bigint();
      const count = readSync(this.#handle.fd, target, 0, target.length, position);
      if (process.hrtime.bigint() - started > longestWaitNs) this.#readsAtOnce = false;
      return count;
    } catch (error) {
      throw readFailure(error, this.path);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/**
 * Opens a file for reading, and nothing else: to open a pipe would wait for a writer, in a thread that nothing can end, and
 * a device may do anything. It is looked at before it is opened, and again afterwards, when it can no longer be exchanged.
 */
export async function openRegular(path: string): Promise<{ readonly handle: FileHandle; readonly found: BigIntStats }> {
  requireFile(await stat(path), path);
  // Absent on Windows, which has no pipes among its files.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat({ bigint: true });
    requireFile(found, path);
    return { handle, found };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function requireFile(found: BigIntStats | Stats, path: string): void {
  if (found.isFile()) return;
  throw Failure.of('file-unreadable', {
    path,
    reason: found.isDirectory() ? phrase('it is a folder') : phrase('it is not a regular file'),
  });
}
