/** Deflate (RFC 1951) without a header. Small contents are compressed here, larger ones in the thread pool, with equal results. */

import { createDeflateRaw, deflateRaw, deflateRawSync } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { zlibChunks } from './zlibChunks.ts';

const defaultLevel = 6;
const deflateHereLimit = 4 * 1024;

export async function deflateBytes(bytes: Bytes, level = defaultLevel): Promise<Bytes> {
  const options = { level };
  if (bytes.length <= deflateHereLimit) return deflateRawSync(bytes, options);
  return new Promise((resolve, reject) => {
    deflateRaw(bytes, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

export function deflateChunks(chunks: AsyncIterable<Bytes>, level = defaultLevel): AsyncIterable<Bytes> {
  return zlibChunks(createDeflateRaw({ level, chunkSize: 256 * 1024 }), chunks);
}
