/**
 * A file that is written next to its final place and takes it in one rename. A process that is killed before the rename
 * leaves the old file as it was, and a temporary file whose name says what it is.
 */

import { copyFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bytes } from '../core/base/bytes.ts';
import { Failure } from '../core/base/failure.ts';
import { type NewFile, type WriteOptions } from '../core/ports/fileSystem.ts';
import { errorCode, readFailure, writeFailure } from './fileFailure.ts';
import { makeFolder } from './makeFolder.ts';
import { settleMoves } from './moveJournal.ts';
import { type Move, moveTogether } from './moveTogether.ts';
import { placeFor, requireWithin, sweepBeside, type WritePlace } from './writePlace.ts';

/** The default mode is that of the file which is replaced, else the system's. */
export interface NewFileOptions extends WriteOptions {
  /** Waits at the commit until the disk has the bytes, so that a power cut does not lose both files. */
  readonly isDurable?: boolean;
}

export class NodeNewFile implements NewFile {
  readonly temporaryPath: string;
  /** Without links. */
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #isDurable: boolean;
  #isOpen = true;
  #position = 0;
  /** How long a copy made the file. */
  #copiedLength = 0;

  private constructor(place: WritePlace, handle: FileHandle, isDurable: boolean) {
    this.temporaryPath = place.temporaryPath;
    this.path = place.path;
    this.#handle = handle;
    this.#isDurable = isDurable;
  }

  static async create(path: string, options: NewFileOptions = {}): Promise<NodeNewFile> {
    try {
      await requireWithin(path, options);
      await makeFolder(dirname(path));
      const { path: real } = await placeFor(path);
      // What is finished first is not swept away.
      await settleMoves(real);
      await sweepBeside(real);
      for (let attempt = 1; ; attempt++) {
        const place = await placeFor(path);
        const mode = options.mode ?? (await modeOf(place.path));
        const handle = await openNew(place.temporaryPath, mode ?? 0o666, attempt < mostAttempts);
        if (!handle) continue;
        // What is asked for holds whatever the umask is: a key stays readable by its owner alone, a script executable.
        if (mode !== undefined) await handle.chmod(mode);
        return new NodeNewFile(place, handle, options.isDurable ?? false);
      }
    } catch (error) {
      throw error instanceof Failure ? error : writeFailure(error, path);
    }
  }

  async write(bytes: Bytes): Promise<void> {
    if (!this.#isOpen) throw new Error(`${this.path} is not being written any more`);
    try {
      let done = 0;
      while (done < bytes.length) done += (await this.#handle.write(bytes, done, bytes.length - done, this.#position + done)).bytesWritten;
      this.#position += done;
    } catch (error) {
      throw writeFailure(error, this.path);
    }
  }

  async rewrite(offset: number, bytes: Bytes): Promise<void> {
    if (!this.#isOpen || offset < 0 || offset + bytes.length > this.#position)
      throw new Error(`${this.path} has no such bytes to be written again`);
    try {
      for (let done = 0; done < bytes.length;)
        done += (await this.#handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
    } catch (error) {
      throw writeFailure(error, this.path);
    }
  }

  async copyFrom(path: string, length: number): Promise<void> {
    if (!this.#isOpen || this.#position !== 0) throw new Error(`${this.path} was begun already`);
    // Whether an error of the copy is about reading or about writing shows only when the one is tried alone.
    const found = await stat(path).catch((error: unknown) => {
      throw readFailure(error, path);
    });
    if (found.size < length) throw Failure.of('file-changed', { path });
    try {
      // The copy takes over the permissions of its source, which were not asked for.
      const { mode } = await this.#handle.stat();
      await copyFile(path, this.temporaryPath);
      await this.#handle.chmod(mode & 0o7777);
      this.#copiedLength = (await this.#handle.stat()).size;
      this.#position = length;
    } catch (error) {
      throw writeFailure(error, this.path);
    }
  }

  /** Not with the copy: a file system that has not yet put its pages on the disk does so before it cuts them off, and most packages grow. */
  async endAtPosition(): Promise<void> {
    if (!this.#isOpen) throw new Error(`${this.path} is not being written any more`);
    if (this.#copiedLength <= this.#position) return;
    try {
      await this.#handle.truncate(this.#position);
      this.#copiedLength = this.#position;
    } catch (error) {
      throw writeFailure(error, this.path);
    }
  }

  async commit(...beside: readonly NewFile[]): Promise<void> {
    if (!this.#isOpen) throw new Error(`${this.path} is not being written any more`);
    const files = [this, ...beside.filter((file) => file instanceof NodeNewFile)];
    if (files.length <= beside.length) throw new TypeError('only files of one file system take their places together');
    try {
      const moves: Move[] = [];
      for (const file of files) moves.push(await file.#finish());
      if (beside.length > 0) moveTogether(moves);
      else await moveOver(this.temporaryPath, this.path);
    } catch (error) {
      for (const file of files) await file.discard();
      throw error instanceof Failure ? error : writeFailure(error, this.path);
    }
  }

  /** Ends the writing; the file is ready to take its place, from where it is. */
  async #finish(): Promise<Move> {
    await this.endAtPosition();
    if (this.#isDurable) await this.#handle.sync();
    await this.#close();
    return { from: this.temporaryPath, to: this.path };
  }

  /** Does nothing after a commit, so that it can be in a `finally`. */
  async discard(): Promise<void> {
    await this.#close();
    await rm(this.temporaryPath, { force: true }).catch(() => undefined);
  }

  async #close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#handle.close();
  }
}

/** Names are short enough to meet now and then. */
const mostAttempts = 5;

/** Never opens what is there already, as a link that someone put there would be; nothing when another name is to be tried. */
async function openNew(path: string, mode: number, mayTryAnother: boolean): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx', mode);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && mayTryAnother) return undefined;
    throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.mode & 0o777 : undefined;
}

/** Virus scanners and indexers keep a fresh file open for a moment on Windows, which refuses the rename meanwhile. */
export async function moveOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (process.platform !== 'win32' || !isHeld || attempt === 8) throw error;
      await wait(10 * 2 ** attempt);
    }
  }
}
