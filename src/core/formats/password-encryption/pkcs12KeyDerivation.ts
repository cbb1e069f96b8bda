/**
 * The key derivation of PKCS #12 (RFC 7292 appendix B.2). Runs in slices, so that a host that also serves a user stays
 * responsive during the 100 000 iterations that Java asks for. The caller bounds the iterations.
 */

import { hash } from 'node:crypto';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { nextTurn } from '../../base/nextTurn.ts';
import { iterateSha1 } from './sha1Iterations.ts';
import { iterateSha256 } from './sha256Iterations.ts';

export const pkcs12Hashes = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type Pkcs12Hash = (typeof pkcs12Hashes)[number];

/** What the derived bytes are for (appendix B.3). */
const pkcs12Purpose = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12Derivation {
  readonly hash: Pkcs12Hash;
  /** A BMPString with its terminator, or nothing. */
  readonly password: Bytes;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly purpose: keyof typeof pkcs12Purpose;
  readonly length: number;
}

/** About ten milliseconds of work. */
const sliceLength = 20_000;

function digest(algorithm: Pkcs12Hash, bytes: Bytes): Bytes {
  return hash(algorithm, bytes, 'buffer');
}

function iterate(algorithm: Pkcs12Hash, start: Bytes, count: number): Bytes {
  if (algorithm === 'sha1') return iterateSha1(start, count);
  if (algorithm === 'sha256') return iterateSha256(start, count);
  let value = start;
  for (let round = 0; round < count; round++) value = digest(algorithm, value);
  return value;
}

/** Repeats `bytes` to the next multiple of the block size; nothing stays nothing. */
function fillBlocks(bytes: Bytes, blockSize: number): Bytes {
  const filled = new Uint8Array(Math.ceil(bytes.length / blockSize) * blockSize);
  for (let index = 0; index < filled.length; index++) filled[index] = bytes[index % bytes.length] ?? 0;
  return filled;
}

/** Adds `addend + 1` to each block of `blocks`, big-endian (step 6C). */
function addToBlocks(blocks: Bytes, addend: Bytes): void {
  for (let start = 0; start < blocks.length; start += addend.length) {
    let carry = 1;
    for (let index = addend.length - 1; index >= 0; index--) {
      carry += (blocks[start + index] ?? 0) + (addend[index] ?? 0);
      blocks[start + index] = carry & 0xff;
      carry >>= 8;
    }
  }
}

export async function derivePkcs12(derivation: Pkcs12Derivation): Promise<Bytes> {
  const { hash: algorithm, password, salt, iterations, purpose, length } = derivation;
  const blockSize = algorithm === 'sha384' || algorithm === 'sha512' ? 128 : 64;
  const diversifier = new Uint8Array(blockSize).fill(pkcs12Purpose[purpose]);
  const blocks = concatBytes(fillBlocks(salt, blockSize), fillBlocks(password, blockSize));
  const derived: Bytes[] = [];
  for (let have = 0; have < length;) {
    let value = digest(algorithm, concatBytes(diversifier, blocks));
    for (let left = iterations - 1; left > 0; left -= sliceLength) {
      value = iterate(algorithm, value, Math.min(left, sliceLength));
      if (left > sliceLength) await nextTurn();
    }
    derived.push(value);
    have += value.length;
    addToBlocks(blocks, fillBlocks(value, blockSize).subarray(0, blockSize));
  }
  return concatBytes(...derived).slice(0, length);
}
