/**
 * A part of a file as the body of an upload. Two buffers take turns, so that memory does not grow with the file: while one is sent, the next
 * piece is read into the other, which was sent before the piece between them was asked for.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { type Bytes } from '../base/bytes.ts';

const pieceBytes = 1024 * 1024;

export async function* filePieces(source: ByteSource, offset: number, length: number): AsyncGenerator<Bytes> {
  const end = offset + length;
  const buffers = [0, 1].map(() => new Uint8Array(Math.min(pieceBytes, length)));
  const read = async (at: number, index: number): Promise<Bytes> => {
    const count = Math.min(pieceBytes, end - at);
    const target = buffers[index % 2]?.subarray(0, count) ?? new Uint8Array(count);
    if (source.readInto) await source.readInto(at, target);
    else target.set(await source.read(at, count));
    return target;
  };
  let index = 0;
  let next = length === 0 ? undefined : read(offset, index);
  for (let at = offset; next; at += pieceBytes) {
    const piece = await next;
    index += 1;
    const following = at + pieceBytes;
    next = following < end ? read(following, index) : undefined;
    // A piece that is not asked for, as the upload has ended, fails without anyone who hears it.
    next?.catch(() => {});
    yield piece;
  }
}
