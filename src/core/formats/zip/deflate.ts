/** Deflate (RFC 1951) without a header. Small contents are compressed here, larger ones in the thread pool, with equal results. */

import { createDeflateRaw, deflateRaw, deflateRawSync } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { zlibChunks } from './zlibChunks.ts';

const defaultLevel = 6;
/** Below this the way to the thread pool and back costs more than the work. */
const deflateHereLimit = 16 * 1024;
const largestChunk = 1024 * 1024;

export async function deflateBytes(bytes: Bytes, level = defaultLevel): Promise<Bytes> {
  // One chunk for all of the output, where that is not too much: each costs a way to the thread pool and back.
  const options = { level, chunkSize: Math.min(bytes.length + 64, largestChunk) };
  if (bytes.length <= deflateHereLimit) return deflateRawSync(bytes, options);
  return new Promise((resolve, reject) => {
    deflateRaw(bytes, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

export function deflateChunks(chunks: AsyncIterable<Bytes>, level = defaultLevel): AsyncIterable<Bytes> {
  return zlibChunks(createDeflateRaw({ level, chunkSize: 256 * 1024 }), chunks);
}
