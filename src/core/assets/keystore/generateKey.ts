/** Makes private keys of the kinds that packages are signed with. */

import { generateKeyPair, type KeyObject } from 'node:crypto';

export const keyAlgorithms = ['rsa-2048', 'rsa-4096', 'ec-p256'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** Off the main thread, as an RSA key of 4096 bits takes seconds. */
export async function generateKey(algorithm: KeyAlgorithm): Promise<KeyObject> {
  return await new Promise((resolve, reject) => {
    const done = (error: Error | null, _publicKey: KeyObject, privateKey: KeyObject): void => {
      if (error) reject(error);
      else resolve(privateKey);
    };
    if (algorithm === 'ec-p256') generateKeyPair('ec', { namedCurve: 'P-256' }, done);
    else generateKeyPair('rsa', { modulusLength: algorithm === 'rsa-4096' ? 4096 : 2048 }, done);
  });
}
