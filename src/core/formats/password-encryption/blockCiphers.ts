/** The ciphers of password-based encryption, all in CBC mode with PKCS #7 padding: AES and triple DES by node:crypto, RC2 our own. */

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { UnsupportedEncryption } from './passwordEncryptionErrors.ts';
import { decryptRc2Cbc, encryptRc2Cbc } from './rc2.ts';

export interface BlockCipher {
  /** As node:crypto calls it; `des` and `rc2` are made here. */
  readonly algorithm: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc' | 'des' | 'rc2';
  /** As people write it. */
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: 8 | 16;
  /** RC2 only. */
  readonly effectiveBits?: number;
}

export const blockCiphers = {
  aes128: { algorithm: 'aes-128-cbc', name: 'AES-128', keyLength: 16, ivLength: 16 },
  aes192: { algorithm: 'aes-192-cbc', name: 'AES-192', keyLength: 24, ivLength: 16 },
  aes256: { algorithm: 'aes-256-cbc', name: 'AES-256', keyLength: 32, ivLength: 16 },
  tripleDes: { algorithm: 'des-ede3-cbc', name: '3DES', keyLength: 24, ivLength: 8 },
  tripleDes2: { algorithm: 'des-ede3-cbc', name: '3DES (two keys)', keyLength: 16, ivLength: 8 },
  des: { algorithm: 'des', name: 'DES', keyLength: 8, ivLength: 8 },
  rc2With40: { algorithm: 'rc2', name: 'RC2-40', keyLength: 5, ivLength: 8, effectiveBits: 40 },
  rc2With128: { algorithm: 'rc2', name: 'RC2-128', keyLength: 16, ivLength: 8, effectiveBits: 128 },
} as const satisfies Readonly<Record<string, BlockCipher>>;

/** Single DES is triple DES with the same key three times, which libraries without DES still have. */
function libraryKey(cipher: BlockCipher, key: Bytes): readonly [algorithm: string, key: Bytes] {
  if (cipher.algorithm === 'des') return ['des-ede3-cbc', concatBytes(key, key, key)];
  if (cipher.algorithm === 'des-ede3-cbc' && key.length === 16) return [cipher.algorithm, concatBytes(key, key.subarray(0, 8))];
  return [cipher.algorithm, key];
}

function open<Stream>(cipher: BlockCipher, make: () => Stream): Stream {
  try {
    return make();
  } catch {
    // The crypto library of this runtime was built without the cipher.
    throw new UnsupportedEncryption(cipher.name);
  }
}

/** `undefined` when the padding is wrong, as it is after a wrong password. */
export function decryptCbc(cipher: BlockCipher, key: Bytes, iv: Bytes, encrypted: Bytes): Bytes | undefined {
  if (cipher.algorithm === 'rc2') return decryptRc2Cbc(encrypted, { key, iv, effectiveBits: cipher.effectiveBits ?? key.length * 8 });
  const [algorithm, realKey] = libraryKey(cipher, key);
  const stream = open(cipher, () => createDecipheriv(algorithm, realKey, iv));
  try {
    return concatBytes(stream.update(encrypted), stream.final());
  } catch {
    return undefined;
  }
}

export function encryptCbc(cipher: BlockCipher, key: Bytes, iv: Bytes, plain: Bytes): Bytes {
  if (cipher.algorithm === 'rc2') return encryptRc2Cbc(plain, { key, iv, effectiveBits: cipher.effectiveBits ?? key.length * 8 });
  const [algorithm, realKey] = libraryKey(cipher, key);
  const stream = open(cipher, () => createCipheriv(algorithm, realKey, iv));
  return concatBytes(stream.update(plain), stream.final());
}
