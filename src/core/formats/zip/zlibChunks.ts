/** Drives an inflating transform with chunks and gives out its own, with back pressure on both sides and nothing left behind. */

import { type InflateRaw } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';

/** An error of the incoming chunks or of the transform is thrown as it is. */
export async function* zlibChunks(transform: InflateRaw, chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, undefined> {
  let incomingError: unknown;
  const feeding = feed(transform, chunks).catch((error: unknown) => {
    incomingError = error;
    transform.destroy(new Error('the incoming chunks failed'));
  });
  try {
    for await (const chunk of transform as AsyncIterable<Buffer>) yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
  } catch (error) {
    throw incomingError ?? error;
  } finally {
    transform.destroy();
    await feeding;
  }
}

async function feed(transform: InflateRaw, chunks: AsyncIterable<Bytes>): Promise<void> {
  for await (const chunk of chunks) {
    if (transform.destroyed) return;
    if (!transform.write(chunk)) await drained(transform);
  }
  transform.end();
}

function drained(transform: InflateRaw): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      transform.off('drain', done).off('close', done);
      resolve();
    };
    if (transform.destroyed) resolve();
    else transform.once('drain', done).once('close', done);
  });
}
