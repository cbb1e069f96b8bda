/** Writes planned pieces, and passes each byte on to be hashed. */

import { crc32 } from 'node:zlib';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../../base/byteSource.ts';
import { readPieces } from '../../base/readPieces.ts';
import { type Piece } from './archivePlan.ts';
import { EntryUnreadable, feedEntry } from './entryContent.ts';

export interface PieceWriter {
  readonly source: ByteSource;
  readonly entriesEnd: number;
  readonly output: ByteSink;
  readonly onBytes?: ((bytes: Bytes) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function writePieces(pieces: readonly Piece[], writer: PieceWriter): Promise<void> {
  const put = async (bytes: Bytes): Promise<void> => {
    throwIfCancelled(writer.signal);
    // Writing goes on in the system while the bytes are hashed here.
    const written = writer.output.write(bytes);
    writer.onBytes?.(bytes);
    await written;
  };
  for (const piece of pieces) {
    if (piece.kind === 'bytes') await put(piece.bytes);
    else if (piece.kind === 'range') {
      for await (const bytes of readPieces(writer.source, piece.start, piece.end)) await put(bytes);
    } else {
      let crc = 0;
      await feedEntry(writer.source, piece.entry, writer.entriesEnd, async (bytes) => {
        crc = crc32(bytes, crc);
        await put(bytes);
      });
      if (crc !== piece.entry.crc32) throw new EntryUnreadable(piece.entry, 'its content does not have the declared CRC-32');
    }
  }
}
