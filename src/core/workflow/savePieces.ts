/** Writes what comes in pieces into a new file, which appears whole or not at all. */

import { type Bytes } from '../base/bytes.ts';
import { type FileSystem } from '../ports/fileSystem.ts';

/** The size in bytes. The place is the caller's to check (output.ts). */
export async function savePieces(files: Pick<FileSystem, 'createFile'>, path: string, pieces: AsyncIterable<Bytes>): Promise<number> {
  const file = await files.createFile(path);
  let sizeBytes = 0;
  try {
    for await (const piece of pieces) {
      await file.write(piece);
      sizeBytes += piece.length;
    }
    await file.commit();
    return sizeBytes;
  } catch (error) {
    await file.discard();
    throw error;
  }
}
