/**
 * Reads a pipe to its end, such as the one that a shell makes of `<(…)`. It is opened without waiting: a thread that waits for a writer
 * who never comes cannot be ended, and neither can its process.
 */

import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { throwIfCancelled } from '../core/base/cancellation.ts';
import { type Bytes, concatBytes } from '../core/base/bytes.ts';
import { Failure } from '../core/base/failure.ts';
import { phrase } from '../core/base/phrase.ts';
import { errorCode, readFailure } from './fileFailure.ts';

/** Enough for a program that looks a password up; someone who types one is asked for it otherwise. */
const longestSilenceMs = 10_000;
const pauseMs = 20;
const pieceSize = 64 * 1024;

export async function isPipe(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFIFO() === true;
}

export async function readPipe(path: string, limit: number, signal: AbortSignal, silenceMs = longestSilenceMs): Promise<Bytes> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const parts: Bytes[] = [];
    let size = 0;
    for (let until = Date.now() + silenceMs; ;) {
      throwIfCancelled(signal);
      const piece = await readSome(handle);
      // The end without any byte before it: no one has begun to write.
      if (piece?.length === 0 && size > 0) return concatBytes(...parts);
      if (piece !== undefined && piece.length > 0) {
        size += piece.length;
        if (size > limit) throw Failure.of('file-too-large', { path, sizeBytes: size, limitBytes: limit });
        parts.push(piece);
        until = Date.now() + silenceMs;
        continue;
      }
      if (Date.now() >= until) throw Failure.of('file-unreadable', { path, reason: phrase('the pipe sends no data') });
      await wait(pauseMs);
    }
  } catch (error) {
    throw error instanceof Failure ? error : readFailure(error, path);
  } finally {
    await handle?.close();
  }
}

/** `undefined` when nothing is there yet. */
async function readSome(handle: FileHandle): Promise<Bytes | undefined> {
  try {
    const piece = new Uint8Array(pieceSize);
    const { bytesRead } = await handle.read(piece, 0, pieceSize, null);
    return piece.subarray(0, bytesRead);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return undefined;
    throw error;
  }
}
