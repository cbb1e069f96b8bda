/**
 * SHA-1 applied again and again to its own output (FIPS 180-4 section 6.1), for the PKCS #12 key derivation: a call into the
 * crypto library for each of 100 000 iterations costs three times what the compression itself does.
 */

import { type Bytes } from '../../base/bytes.ts';

const schedule = new Int32Array(80);

/** One compression of the block in `schedule[0..15]` from the initial state. */
function compress(state: Int32Array): void {
  const w = schedule;
  for (let t = 16; t < 80; t++) {
    const x = (w[t - 3] ?? 0) ^ (w[t - 8] ?? 0) ^ (w[t - 14] ?? 0) ^ (w[t - 16] ?? 0);
    w[t] = (x << 1) | (x >>> 31);
  }
  let a = 0x67452301;
  let b = 0xefcdab89 | 0;
  let c = 0x98badcfe | 0;
  let d = 0x10325476;
  let e = 0xc3d2e1f0 | 0;
  for (let t = 0; t < 80; t++) {
    let mixed: number;
    if (t < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (t < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (t < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + (w[t] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = a + 0x67452301;
  state[1] = b + 0xefcdab89;
  state[2] = c + 0x98badcfe;
  state[3] = d + 0x10325476;
  state[4] = e + 0xc3d2e1f0;
}

/** `count` times SHA-1, beginning with a digest of 20 bytes. */
export function iterateSha1(digest: Bytes, count: number): Bytes {
  const state = new Int32Array(5);
  const view = new DataView(digest.buffer, digest.byteOffset, 20);
  for (let index = 0; index < 5; index++) state[index] = view.getInt32(index * 4);
  for (let round = 0; round < count; round++) {
    schedule.set(state);
    schedule.fill(0, 5, 16);
    schedule[5] = 0x80000000 | 0;
    schedule[15] = 160;
    compress(state);
  }
  const result = new Uint8Array(20);
  const out = new DataView(result.buffer);
  for (let index = 0; index < 5; index++) out.setInt32(index * 4, state[index] ?? 0);
  return result;
}
