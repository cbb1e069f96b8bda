/** The SHA-256 of a package file, in pieces, so that the thread stays free in between. */

import { createHash } from 'node:crypto';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { readPieces } from '../../../core/base/readPieces.ts';

export async function sha256Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readPieces(source, 0, source.size)) hash.update(piece);
  return hash.digest('hex');
}
