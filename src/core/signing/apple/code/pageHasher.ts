/**
 * Hashes code page by page, as the code directory lists it: each page alone, the last one as short as it is. No page is held, as a code
 * directory may say that all of the code is one.
 */

import { createHash, hash, type Hash } from 'node:crypto';
import { type Bytes } from '../../../base/bytes.ts';
import { codeHashes, type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';

export class PageHasher {
  readonly #digest: 'sha1' | 'sha256' | 'sha384';
  readonly #sizeBytes: number;
  readonly #pageBytes: number;
  readonly #hashes: Uint8Array<ArrayBuffer>;
  /** Of the page that has begun, and how much of it was hashed. */
  #begun: Hash | undefined;
  #filled = 0;
  #count = 0;

  /** For exactly `codeBytes`, in pages of `pageBytes`. */
  constructor(codeHash: CodeHash, pageBytes: number, codeBytes: number) {
    const { digest, sizeBytes } = codeHashes[codeHash];
    this.#digest = digest;
    this.#sizeBytes = sizeBytes;
    this.#pageBytes = pageBytes;
    this.#hashes = new Uint8Array(Math.ceil(codeBytes / pageBytes) * sizeBytes);
  }

  update(bytes: Bytes): void {
    let at = 0;
    const size = this.#pageBytes;
    if (this.#begun) {
      at = Math.min(size - this.#filled, bytes.length);
      this.#begun.update(bytes.subarray(0, at));
      this.#filled += at;
      if (this.#filled === size) this.#endPage();
    }
    for (; at + size <= bytes.length; at += size) this.#put(hash(this.#digest, bytes.subarray(at, at + size), 'buffer'));
    if (at === bytes.length) return;
    this.#begun = createHash(this.#digest).update(bytes.subarray(at));
    this.#filled = bytes.length - at;
  }

  /** The hash of each page, joined. */
  finish(): Bytes {
    this.#endPage();
    return this.#hashes;
  }

  #endPage(): void {
    if (this.#begun) this.#put(this.#begun.digest());
    this.#begun = undefined;
  }

  #put(digest: Bytes): void {
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
