/** Hashes code page by page, as the code directory lists it: each page alone, the last one as short as it is. */

import { hash } from 'node:crypto';
import { type Bytes } from '../../../base/bytes.ts';
import { codeHashes, type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';

export class PageHasher {
  readonly #digest: 'sha1' | 'sha256' | 'sha384';
  readonly #sizeBytes: number;
  readonly #page: Uint8Array<ArrayBuffer>;
  readonly #hashes: Uint8Array<ArrayBuffer>;
  #filled = 0;
  #count = 0;

  /** For exactly `codeBytes`, in pages of `pageBytes`. */
  constructor(codeHash: CodeHash, pageBytes: number, codeBytes: number) {
    const { digest, sizeBytes } = codeHashes[codeHash];
    this.#digest = digest;
    this.#sizeBytes = sizeBytes;
    this.#page = new Uint8Array(Math.min(pageBytes, Math.max(codeBytes, 1)));
    this.#hashes = new Uint8Array(Math.ceil(codeBytes / pageBytes) * sizeBytes);
  }

  update(bytes: Bytes): void {
    let at = 0;
    const size = this.#page.length;
    if (this.#filled > 0) {
      at = Math.min(size - this.#filled, bytes.length);
      this.#page.set(bytes.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < size) return;
      this.#put(this.#page);
      this.#filled = 0;
    }
    for (; at + size <= bytes.length; at += size) this.#put(bytes.subarray(at, at + size));
    this.#page.set(bytes.subarray(at));
    this.#filled = bytes.length - at;
  }

  /** The hash of each page, joined. */
  finish(): Bytes {
    if (this.#filled > 0) this.#put(this.#page.subarray(0, this.#filled));
    this.#filled = 0;
    return this.#hashes;
  }

  #put(page: Bytes): void {
    const digest = hash(this.#digest, page, 'buffer');
    this.#hashes.set(digest.subarray(0, this.#sizeBytes), this.#count++ * this.#sizeBytes);
  }
}

/** As code directories hash their special slots, and as they are hashed themselves. */
export function codeDigest(codeHash: CodeHash, bytes: Bytes): Bytes {
  const { digest, sizeBytes } = codeHashes[codeHash];
  return new Uint8Array(hash(digest, bytes, 'buffer').subarray(0, sizeBytes));
}

/** What a signature is known by: the digest of its code directory, cut to twenty bytes. */
export function cdHash(codeHash: CodeHash, codeDirectory: Bytes): Bytes {
  return codeDigest(codeHash, codeDirectory).subarray(0, 20);
}
