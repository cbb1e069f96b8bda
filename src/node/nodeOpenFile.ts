/** A file open for reading at any place. Every read is its own; several may run at the same time. */

import {
  type BigIntStats,
  close,
  closeSync,
  constants,
  fstat,
  fstatSync,
  open,
  openSync,
  read,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type Bytes } from '../core/base/bytes.ts';
import { Failure } from '../core/base/failure.ts';
import { phrase } from '../core/base/phrase.ts';
import { type ReadIntoOptions } from '../core/base/byteSource.ts';
import { type OpenFile, type SameFile } from '../core/ports/fileSystem.ts';
import { type AtOnce } from './atOnce.ts';
import { requireSameFile } from './fileIdentity.ts';
import { readFailure } from './fileFailure.ts';

export interface OpenFileOptions extends SameFile {
  /** Absent where this thread has others to answer. */
  readonly atOnce?: AtOnce | undefined;
}

const longestAtOnce = 64 * 1024;
const openLater = promisify(open);
const fstatLater = promisify(fstat);
export const readLater = promisify(read);
export const closeLater = promisify(close);

export class NodeOpenFile implements OpenFile {
  readonly path: string;
  readonly size: number;
  readonly #fd: number;
  readonly #atOnce: AtOnce | undefined;
  #isClosed = false;
  #readsUnderWay = 0;
  #onIdle: (() => void) | undefined;

  private constructor(path: string, { fd, found }: OpenedFile, atOnce: AtOnce | undefined) {
    this.path = path;
    this.size = Number(found.size);
    this.#fd = fd;
    this.#atOnce = atOnce;
  }

  static async open(path: string, { atOnce, ...options }: OpenFileOptions = {}): Promise<NodeOpenFile> {
    try {
      const opened = atOnce?.mayGoOn() ? atOnce.timed(() => openAtOnce(path)) : await openRegular(path);
      try {
        requireSameFile(opened.found, options, path);
      } catch (error) {
        closeSync(opened.fd);
        throw error;
      }
      return new NodeOpenFile(path, opened, atOnce);
    } catch (error) {
      throw error instanceof Failure ? error : readFailure(error, path);
    }
  }

  get isReadHere(): boolean {
    return this.#atOnce?.isAllowed === true;
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
    if (this.#isClosed) throw new Error(`${this.path} is not open any more`);
    try {
      if (mayBeHere && this.#atOnce?.mayGoOn()) return this.#atOnce.timed(() => readSync(this.#fd, target, 0, target.length, position));
      this.#readsUnderWay++;
      try {
        return (await readLater(this.#fd, target, 0, target.length, position)).bytesRead;
      } finally {
        if (--this.#readsUnderWay === 0) this.#onIdle?.();
      }
    } catch (error) {
      throw readFailure(error, this.path);
    }
  }

  /** Once no read is under way: the system gives the number of a closed file to the next one. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#readsUnderWay > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
    if (this.#atOnce?.mayGoOn()) this.#atOnce.timed(() => closeSync(this.#fd));
    else await closeLater(this.#fd);
  }
}

export interface OpenedFile {
  readonly fd: number;
  readonly found: BigIntStats;
}

// Absent on Windows, which has no pipes among its files.
const forReading = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** As `openRegular`, in this thread. */
export function openAtOnce(path: string): OpenedFile {
  requireFile(statSync(path), path);
  const fd = openSync(path, forReading);
  try {
    const found = fstatSync(fd, { bigint: true });
    requireFile(found, path);
    return { fd, found };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/**
 * Opens a file for reading, and nothing else: to open a pipe would wait for a writer, in a thread that nothing can end, and
 * a device may do anything. It is looked at before it is opened, and again afterwards, when it can no longer be exchanged.
 */
export async function openRegular(path: string): Promise<OpenedFile> {
  requireFile(await stat(path), path);
  const fd = await openLater(path, forReading);
  try {
    const found = await fstatLater(fd, { bigint: true });
    requireFile(found, path);
    return { fd, found };
  } catch (error) {
    await closeLater(fd);
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
