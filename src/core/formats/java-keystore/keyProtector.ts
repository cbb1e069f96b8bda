/**
 * The protection of private keys in JKS (algorithm 1.3.6.1.4.1.42.2.17.1.1, "JavaSoft proprietary key-protection"): the key
 * is XORed with a stream of SHA-1, and a digest says whether the password was right. Weak; read, and written in tests only.
 *
 * protected = salt (20) | key XOR (W1 | W2 | …) | SHA-1(password | key),  Wi = SHA-1(password | Wi-1),  W0 = salt
 */

import { hash } from 'node:crypto';
import { concatBytes, equalBytes, type Bytes } from '../../base/bytes.ts';
import { toBmp } from '../asn1/derWriter.ts';
import { type Secret } from '../../base/secret.ts';

export const keyProtectorAlgorithm = '1.3.6.1.4.1.42.2.17.1.1';

const digestLength = 20;

/** JKS takes passwords as UTF-16, big-endian, without a terminator. */
export function javaPasswordBytes(password: Secret): Bytes {
  return toBmp(password.reveal());
}

function sha1(...parts: readonly Bytes[]): Bytes {
  return hash('sha1', concatBytes(...parts), 'buffer');
}

function mask(key: Bytes, password: Bytes, salt: Bytes): Bytes {
  const masked = new Uint8Array(key.length);
  let block = salt;
  for (let offset = 0; offset < key.length; offset += digestLength) {
    block = sha1(password, block);
    for (let index = offset; index < Math.min(offset + digestLength, key.length); index++)
      masked[index] = (key[index] ?? 0) ^ (block[index - offset] ?? 0);
  }
  return masked;
}

/** `undefined` when the password is wrong. */
export function unprotectKey(protectedKey: Bytes, password: Bytes): Bytes | undefined {
  if (protectedKey.length < 2 * digestLength) return undefined;
  const salt = protectedKey.subarray(0, digestLength);
  const key = mask(protectedKey.subarray(digestLength, -digestLength), password, salt);
  return equalBytes(sha1(password, key), protectedKey.subarray(-digestLength)) ? key : undefined;
}

export function protectKey(key: Bytes, password: Bytes, salt: Bytes): Bytes {
  return concatBytes(salt, mask(key, password, salt), sha1(password, key));
}
