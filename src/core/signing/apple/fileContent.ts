/**
 * The content of one file of an app, wherever it is: on disk, in memory, or packed in an archive. Signing and verifying read ranges of it,
 * and all of it in order; neither needs it in memory.
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { readPieces } from '../../base/readPieces.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { type FileRange } from '../../formats/mach-o/machO.ts';

export interface FileContent {
  readonly size: number;
  /** Every reading unpacks it from its beginning. */
  readonly isPacked?: boolean;
  /** Ranges inside the size, in the order they are asked for. Packed content is unpacked up to the last one. */
  readRanges(ranges: readonly FileRange[]): Promise<readonly Bytes[]>;
  /** All of it in order. A piece is valid until the next one is asked for. */
  pieces(): AsyncIterable<Bytes>;
}

export function contentOfSource(source: ByteSource): FileContent {
  return {
    size: source.size,
    readRanges: async (ranges) => await Promise.all(ranges.map(({ offset, length }) => source.read(offset, length))),
    pieces: () => readPieces(source, 0, source.size, { isForThisThread: true }),
  };
}

/** Goes through pieces from front to back. */
export class PieceCursor {
  readonly #pieces: AsyncIterator<Bytes>;
  #rest: Bytes = new Uint8Array(0);

  constructor(pieces: AsyncIterable<Bytes>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next bytes, `count` at most and one at least; `undefined` at the end. */
  async next(count: number): Promise<Bytes | undefined> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done === true) return undefined;
      this.#rest = value;
    }
    const bytes = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }

  /** Whether there were so many. */
  async skip(count: number): Promise<boolean> {
    for (let left = count; left > 0;) {
      const bytes = await this.next(left);
      if (!bytes) return false;
      left -= bytes.length;
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}

/** What the seal of a bundle lists of a file. */
export interface FileHashes {
  readonly sha1: Bytes;
  readonly sha256: Bytes;
}

/** The hashes of a whole file, in one pass; `undefined`, before most of it was read, when `isOther` says so of its first bytes. */
export async function hashContent(
  content: FileContent,
  signal?: AbortSignal,
  isOther: (first: Bytes) => boolean = () => false,
): Promise<FileHashes | undefined> {
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  const cursor = new PieceCursor(content.pieces());
  try {
    for (let isFirst = true; ; isFirst = false) {
      throwIfCancelled(signal);
      const bytes = await cursor.next(Infinity);
      if (!bytes) break;
      if (isFirst && isOther(bytes)) return undefined;
      sha1.update(bytes);
      sha256.update(bytes);
    }
  } finally {
    await cursor.close();
  }
  return { sha1: new Uint8Array(sha1.digest()), sha256: new Uint8Array(sha256.digest()) };
}
