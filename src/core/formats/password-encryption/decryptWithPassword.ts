/**
 * Decrypts what a password protects. A wrong password is often seen by the padding alone, but not always: the caller's
 * `accept` looks whether the result is what it should be, and with letters beyond ASCII each form of the password is tried.
 */

import { hash as digest } from 'node:crypto';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { decryptCbc } from './blockCiphers.ts';
import { type DerivationBudget } from './derivationBudget.ts';
import { type EncryptionScheme } from './encryptionScheme.ts';
import { UnsupportedEncryption } from './passwordEncryptionErrors.ts';
import { passwordForms } from './passwordForms.ts';
import { deriveKey } from './pbkdf2.ts';
import { derivePkcs12 } from './pkcs12KeyDerivation.ts';

interface KeyAndIv {
  readonly key: Bytes;
  readonly iv: Bytes;
}

/** PBKDF1 (RFC 8018 section 5.1): the first eight bytes are the key, the next eight the IV. */
function derivePbkdf1(hash: 'md5' | 'sha1', password: Bytes, salt: Bytes, iterations: number): KeyAndIv {
  let value: Bytes = concatBytes(password, salt);
  for (let round = 0; round < iterations; round++) value = digest(hash, value, 'buffer');
  return { key: value.subarray(0, 8), iv: value.subarray(8, 16) };
}

export async function deriveKeyAndIv(scheme: EncryptionScheme, password: Bytes, budget: DerivationBudget): Promise<KeyAndIv> {
  if (scheme.kind === 'pbes2') {
    return { key: await deriveKey(scheme.derivation, password, scheme.cipher.keyLength, budget), iv: scheme.iv };
  }
  const { cipher, salt, iterations } = scheme;
  if (iterations < 1) throw new UnsupportedEncryption('a key derivation without iterations');
  if (scheme.kind === 'pbes1') {
    // Not done in slices, so less of it is allowed.
    budget.spend(iterations * 10);
    return derivePbkdf1(scheme.hash, password, salt, iterations);
  }
  budget.spend(iterations * (cipher.keyLength > 20 ? 3 : 2));
  const shared = { hash: 'sha1', password, salt, iterations } as const;
  return {
    key: await derivePkcs12({ ...shared, purpose: 'key', length: cipher.keyLength }),
    iv: await derivePkcs12({ ...shared, purpose: 'iv', length: cipher.ivLength }),
  };
}

/**
 * The first result that `accept` takes, over all forms of the password; `undefined` when the password is wrong.
 * Throws `UnsupportedEncryption` or `TooManyIterations`.
 */
export async function decryptWithPassword<Result>(
  scheme: EncryptionScheme,
  encrypted: Bytes,
  password: Secret,
  budget: DerivationBudget,
  accept: (plain: Bytes) => Result | undefined,
): Promise<Result | undefined> {
  for (const form of passwordForms(password, scheme.kind === 'pkcs12' ? 'bmp' : 'utf8')) {
    const { key, iv } = await deriveKeyAndIv(scheme, form, budget);
    const plain = decryptCbc(scheme.cipher, key, iv, encrypted);
    const result = plain && accept(plain);
    if (result !== undefined) return result;
  }
  return undefined;
}
