/** A range of a source, chunk by chunk. Each is its own, unlike those of `readPieces`: a deflater holds on to what it was given. */

import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';

const chunkSize = 1024 * 1024;

export async function* readChunks(source: ByteSource, offset: number, length: number): AsyncGenerator<Bytes, void, undefined> {
  const end = offset + length;
  for (let at = offset; at < end; at += chunkSize) yield await source.read(at, Math.min(chunkSize, end - at));
}
