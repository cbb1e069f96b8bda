/**
 * Deflate (RFC 1951) without a header. Small contents are compressed here, larger ones in the thread pool: contents in memory at once, and
 * chunks in blocks, several at the same time. A block knows the end of the one before and ends at a whole byte, so that all of them are one
 * stream, as pigz makes it.
 */

import { constants, deflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { type Bytes, emptyBytes } from '../../base/bytes.ts';

const defaultLevel = 6;
/** Below this the way to the thread pool and back costs more than the work. */
const deflateHereLimit = 16 * 1024;
const largestChunk = 1024 * 1024;

export async function deflateBytes(bytes: Bytes, level = defaultLevel): Promise<Bytes> {
  // One chunk for all of the output, where that is not too much: each costs a way to the thread pool and back.
  const options = { level, chunkSize: Math.min(bytes.length + 64, largestChunk) };
  if (bytes.length <= deflateHereLimit) return deflateRawSync(bytes, options);
  return await deflateInPool(bytes, options);
}

function deflateInPool(bytes: Bytes, options: ZlibOptions): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    deflateRaw(bytes, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** The same for every machine, as it decides what comes out. */
const blockBytes = 1024 * 1024;
/** How far back deflate looks. */
const windowBytes = 32 * 1024;
/** As many as the thread pool of Node runs; that many megabytes are in memory twice. */
const blocksAtOnce = 4;

export async function* deflateChunks(chunks: AsyncIterable<Bytes>, level = defaultLevel): AsyncGenerator<Bytes, void, undefined> {
  const running: Promise<Bytes>[] = [];
  let dictionary = emptyBytes;
  for await (const { bytes, isLast } of blocksOf(chunks)) {
    const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    const options = { level, chunkSize: bytes.length + 1024, finishFlush, ...(dictionary.length > 0 && { dictionary }) };
    const deflating = deflateInPool(bytes, options);
    // The error reaches the caller that awaits it. If none does, Node would end the process without this line.
    deflating.catch(() => undefined);
    running.push(deflating);
    dictionary = bytes.subarray(-windowBytes);
    if (running.length >= blocksAtOnce) yield (await running.shift()) ?? emptyBytes;
  }
  for (const deflating of running) yield await deflating;
}

interface Block {
  readonly bytes: Bytes;
  readonly isLast: boolean;
}

/** Copies: a chunk may change when the next one is asked for. */
async function* blocksOf(chunks: AsyncIterable<Bytes>): AsyncGenerator<Block, void, undefined> {
  let block = new Uint8Array(blockBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      if (filled === blockBytes) {
        yield { bytes: block, isLast: false };
        block = new Uint8Array(blockBytes);
        filled = 0;
      }
      const part = chunk.subarray(at, at + blockBytes - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield { bytes: block.subarray(0, filled), isLast: true };
}
