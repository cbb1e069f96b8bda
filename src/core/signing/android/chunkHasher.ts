/** Chunk digests of a section while its bytes are made, piece by piece (contentDigests.ts says what they are for). */

import { createHash, type Hash } from 'node:crypto';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { chunkPrefixBytes, contentChunkSize } from './contentDigests.ts';

export class ChunkHasher {
  readonly #hashes: readonly ('sha256' | 'sha512')[];
  readonly #digests: Bytes[][];
  /** Bytes of the section that have not come yet: they say how long the next chunk is. */
  #left: number;
  #wanted = 0;
  #open: readonly Hash[] = [];

  constructor(hashes: readonly ('sha256' | 'sha512')[], length: number) {
    this.#hashes = hashes;
    this.#digests = hashes.map(() => []);
    this.#left = length;
  }

  update(bytes: Bytes): void {
    for (let offset = 0; offset < bytes.length;) {
      if (this.#wanted === 0) this.#begin();
      const piece = bytes.subarray(offset, offset + this.#wanted);
      for (const hash of this.#open) hash.update(piece);
      offset += piece.length;
      this.#wanted -= piece.length;
      this.#left -= piece.length;
      if (this.#wanted === 0) for (const [index, hash] of this.#open.entries()) this.#digests[index]?.push(hash.digest());
    }
  }

  /** Joined digests, in the order of the hashes. All bytes must have come. */
  finish(): readonly Bytes[] {
    if (this.#left !== 0 || this.#wanted !== 0) throw new Error(`${this.#left} bytes of the section are missing`);
    return this.#digests.map((digests) => concatBytes(...digests));
  }

  #begin(): void {
    this.#wanted = Math.min(contentChunkSize, this.#left);
    if (this.#wanted === 0) throw new Error('more bytes came than the section has');
    const prefix = chunkPrefixBytes(this.#wanted);
    this.#open = this.#hashes.map((hash) => createHash(hash).update(prefix));
  }
}
