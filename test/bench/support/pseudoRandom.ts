/** Bytes that look random and are the same each time, so that figures of two days are of the same content. */

import { createCipheriv } from 'node:crypto';

/** A key stream: no compressor makes it smaller. */
export function pseudoRandomBytes(length: number, seed: number): Uint8Array {
  const key = Buffer.alloc(16, seed);
  return new Uint8Array(createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length)));
}
