/**
 * SHA-256 applied again and again to its own output (FIPS 180-4 section 6.2), for the PKCS #12 key derivation: a call into the crypto
 * library for each of some 10 000 iterations costs several times what the compression itself does.
 */

import { type Bytes } from '../../base/bytes.ts';

/** The first 32 bits of the fractions of the square roots of the first 8 primes, and of the cube roots of the first 64. */
const initial = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
const rounds = cubeRootFractions();

function cubeRootFractions(): Int32Array {
  const constants = new Int32Array(64);
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate++) {
    if (primes.some((prime) => candidate % prime === 0)) continue;
    // A double has 53 bits: these roots need 3 for their whole part and 32 for the fraction.
    const root = Math.cbrt(candidate);
    constants[primes.length] = Math.floor((root - Math.floor(root)) * 2 ** 32);
    primes.push(candidate);
  }
  return constants;
}

const schedule = new Int32Array(64);

/** One compression of the block in `schedule[0..15]` from the initial state. */
function compress(state: Int32Array): void {
  const w = schedule;
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] ?? 0;
    const y = w[t - 2] ?? 0;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16] ?? 0) + s0 + (w[t - 7] ?? 0) + s1;
  }
  let a = initial[0] ?? 0;
  let b = initial[1] ?? 0;
  let c = initial[2] ?? 0;
  let d = initial[3] ?? 0;
  let e = initial[4] ?? 0;
  let f = initial[5] ?? 0;
  let g = initial[6] ?? 0;
  let h = initial[7] ?? 0;
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[t] ?? 0) + (w[t] ?? 0)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = a + (initial[0] ?? 0);
  state[1] = b + (initial[1] ?? 0);
  state[2] = c + (initial[2] ?? 0);
  state[3] = d + (initial[3] ?? 0);
  state[4] = e + (initial[4] ?? 0);
  state[5] = f + (initial[5] ?? 0);
  state[6] = g + (initial[6] ?? 0);
  state[7] = h + (initial[7] ?? 0);
}

/** `count` times SHA-256, beginning with a digest of 32 bytes. */
export function iterateSha256(digest: Bytes, count: number): Bytes {
  const state = new Int32Array(8);
  const view = new DataView(digest.buffer, digest.byteOffset, 32);
  for (let index = 0; index < 8; index++) state[index] = view.getInt32(index * 4);
  for (let round = 0; round < count; round++) {
    schedule.set(state);
    schedule.fill(0, 8, 16);
    schedule[8] = 0x80000000 | 0;
    schedule[15] = 256;
    compress(state);
  }
  const result = new Uint8Array(32);
  const out = new DataView(result.buffer);
  for (let index = 0; index < 8; index++) out.setInt32(index * 4, state[index] ?? 0);
  return result;
}
