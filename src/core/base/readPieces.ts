/**
 * Reads a long range of a source in order, one piece ahead, so that reading and using go on at the same time. Where the
 * source can fill a buffer of the caller, two buffers serve for any length, and memory stays flat. What this thread alone
 * uses it reads itself, piece by piece, as long as the source allows it.
 */

import { type Bytes } from './bytes.ts';
import { type ByteSource, type ReadIntoOptions } from './byteSource.ts';

const pieceSize = 1024 * 1024;

/** A piece is valid until the next one is asked for. */
export async function* readPieces(
  source: ByteSource,
  start: number,
  end: number,
  options: ReadIntoOptions = {},
): AsyncGenerator<Bytes, void, undefined> {
  if (start >= end) return;
  const size = Math.min(pieceSize, end - start);
  const buffers = source.readInto ? [new Uint8Array(size), new Uint8Array(end - start > size ? size : 0)] : [];
  const read = (at: number, turn: number): Promise<Bytes> => {
    const length = Math.min(pieceSize, end - at);
    const target = buffers[turn % 2]?.subarray(0, length);
    const pending = target && source.readInto ? source.readInto(at, target, options).then(() => target) : source.read(at, length);
    // A read that fails while no one awaits it must not end the process.
    pending.catch(() => undefined);
    return pending;
  };
  let pending = read(start, 0);
  for (let at = start, turn = 0; at < end;) {
    const piece = await pending;
    at += piece.length;
    const isAhead = options.isForThisThread !== true || source.isReadHere !== true;
    if (isAhead) turn++;
    if (isAhead && at < end) pending = read(at, turn);
    yield piece;
    // Into the same buffer, which the caches of this core still contain.
    if (!isAhead && at < end) pending = read(at, turn);
  }
}
