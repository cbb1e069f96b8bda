/** The key of a recovery file from its passphrase: scrypt (RFC 7914), with a bound on what a file may ask for. */

import { scrypt } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { type ScryptCost } from './recoveryFile.ts';

/** 128 MB of memory and some tenths of a second. */
export const usualCost: ScryptCost = { log2N: 17, r: 8, p: 1 };

/** N · r · p of the usual cost, four times. */
export const largestCost = 2 ** 22;

export function costOf({ log2N, r, p }: ScryptCost): number {
  return 2 ** log2N * r * p;
}

/** The same passphrase typed on another system may come as other code points, so it is brought to NFC. */
export async function recoveryKey(passphrase: Secret, salt: Bytes, { log2N, r, p }: ScryptCost): Promise<Bytes> {
  const N = 2 ** log2N;
  // What RFC 7914 needs, and some room for the library's own.
  const maxmem = 128 * r * (N + p + 2) + 1024 * 1024;
  return await new Promise((resolve, reject) => {
    scrypt(passphrase.reveal().normalize('NFC'), salt, 32, { N, r, p, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(new Uint8Array(key));
    });
  });
}
