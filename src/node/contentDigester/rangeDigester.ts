/**
 * Computes what a digest request asks for over bytes that come in order. Runs in worker threads and in the main thread
 * alike, and is the only place that hashes.
 */

import { createHash, hash as hashAtOnce, type Hash } from 'node:crypto';
import { type Bytes } from '../../core/base/bytes.ts';
import { type ChunkedDigest, type DigestAlgorithm } from '../../core/ports/contentDigester.ts';

const digestLength: Readonly<Record<DigestAlgorithm, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** The chunk digests of one kind, range after range. */
class ChunkState {
  readonly #kind: ChunkedDigest;
  readonly #digests: Uint8Array;
  #filled = 0;
  #open: Hash | undefined;
  /** Bytes that the open chunk still wants. */
  #wanted = 0;
  #leftInRange = 0;

  constructor(kind: ChunkedDigest, rangeLengths: readonly number[]) {
    this.#kind = kind;
    let count = 0;
    for (const length of rangeLengths) count += Math.ceil(length / kind.chunkSize);
    this.#digests = new Uint8Array(count * digestLength[kind.algorithm]);
  }

  get digests(): Bytes {
    return this.#digests;
  }

  startRange(length: number): void {
    this.#leftInRange = length;
  }

  update(bytes: Bytes): void {
    for (let offset = 0; offset < bytes.length;) {
      if (this.#open === undefined) {
        const length = Math.min(this.#kind.chunkSize, this.#leftInRange);
        if (length <= bytes.length - offset) {
          this.#add(this.#hashWhole(bytes.subarray(offset, offset + length)));
          this.#leftInRange -= length;
          offset += length;
          continue;
        }
        this.#open = this.#begin(length);
        this.#wanted = length;
      }
      const piece = bytes.subarray(offset, offset + this.#wanted);
      this.#open.update(piece);
      this.#wanted -= piece.length;
      this.#leftInRange -= piece.length;
      offset += piece.length;
      if (this.#wanted > 0) continue;
      this.#add(this.#open.digest());
      this.#open = undefined;
    }
  }

  #begin(length: number): Hash {
    const { algorithm, prefixByte, salt } = this.#kind;
    const hash = createHash(algorithm);
    if (salt) hash.update(salt);
    if (prefixByte === undefined) return hash;
    const prefix = new Uint8Array(5);
    prefix[0] = prefixByte;
    new DataView(prefix.buffer).setUint32(1, length, true);
    return hash.update(prefix);
  }

  #hashWhole(chunk: Bytes): Bytes {
    const { algorithm, prefixByte, salt } = this.#kind;
    // Pages are many and small: the call that makes no object is worth it.
    if (prefixByte === undefined && salt === undefined) return hashAtOnce(algorithm, chunk, 'buffer');
    return this.#begin(chunk.length).update(chunk).digest();
  }

  #add(digest: Bytes): void {
    this.#digests.set(digest, this.#filled);
    this.#filled += digest.length;
  }
}

export class RangeDigester {
  readonly #chunked: readonly ChunkState[];
  readonly #whole: readonly Hash[];

  constructor(chunked: readonly ChunkedDigest[], whole: readonly DigestAlgorithm[], rangeLengths: readonly number[]) {
    this.#chunked = chunked.map((kind) => new ChunkState(kind, rangeLengths));
    this.#whole = whole.map((algorithm) => createHash(algorithm));
  }

  startRange(length: number): void {
    for (const state of this.#chunked) state.startRange(length);
  }

  update(bytes: Bytes): void {
    for (const state of this.#chunked) state.update(bytes);
    for (const hash of this.#whole) hash.update(bytes);
  }

  finish(): { readonly chunked: readonly Bytes[]; readonly whole: readonly Bytes[] } {
    return { chunked: this.#chunked.map((state) => state.digests), whole: this.#whole.map((hash) => new Uint8Array(hash.digest())) };
  }
}
