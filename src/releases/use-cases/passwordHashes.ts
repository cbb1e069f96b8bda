/** Passwords that people choose, kept as scrypt hashes (RFC 7914) with their parameters and salt: `scrypt$16384$8$1$salt$hash`. */

import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { fromBase64, toBase64, utf8, type Bytes } from '../../core/base/bytes.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type Random } from '../../core/ports/random.ts';

/** As OWASP recommends at least for scrypt with 16 MB. */
const cost = 16_384;
const blockSize = 8;
const parallelization = 5;
const saltBytes = 16;
const hashBytes = 32;

export async function hashPassword(random: Random, password: Secret): Promise<string> {
  const salt = random.bytes(saltBytes);
  const hash = await derive(password, salt, { cost, blockSize, parallelization });
  return ['scrypt', cost, blockSize, parallelization, toBase64(salt), toBase64(hash)].join('$');
}

export async function isPasswordOf(stored: string, password: Secret): Promise<boolean> {
  const [kind, n = '', r = '', p = '', salt = '', hash = ''] = stored.split('$');
  if (kind !== 'scrypt') return false;
  const expected = fromBase64(hash);
  const found = await derive(password, fromBase64(salt), { cost: Number(n), blockSize: Number(r), parallelization: Number(p) });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

async function derive(password: Secret, salt: Bytes, options: ScryptOptions): Promise<Bytes> {
  return await new Promise((resolve, reject) => {
    scrypt(utf8(password.reveal()), salt, hashBytes, options, (error, key) => {
      if (error) reject(error);
      else resolve(new Uint8Array(key));
    });
  });
}
