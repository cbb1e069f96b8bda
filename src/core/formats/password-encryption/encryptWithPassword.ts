/**
 * Encrypts with a password, in the two forms that files are made in: `modern` (PBES2 with AES-256 and PBKDF2-HMAC-SHA256, as
 * OpenSSL 3 and Java write) and `compatible` (triple DES with the derivation of PKCS #12, which macOS' keychain accepts).
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { derInteger, derOctetString, derSequence } from '../asn1/derWriter.ts';
import { encodeAlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { blockCiphers, encryptCbc } from './blockCiphers.ts';
import { DerivationBudget } from './derivationBudget.ts';
import { deriveKeyAndIv } from './decryptWithPassword.ts';
import { type EncryptionScheme } from './encryptionScheme.ts';
import { passwordForms } from './passwordForms.ts';

export type EncryptionForm = 'modern' | 'compatible';

/** Unpredictable bytes; formats take it from their caller. */
export type RandomBytes = (count: number) => Bytes;

export interface PasswordEncryption {
  readonly password: Secret;
  readonly form: EncryptionForm;
  readonly iterations: number;
  readonly randomBytes: RandomBytes;
}

interface WrittenScheme {
  readonly scheme: EncryptionScheme;
  readonly algorithm: Bytes;
}

function compatibleScheme({ iterations, randomBytes }: PasswordEncryption): WrittenScheme {
  const salt = randomBytes(20);
  return {
    scheme: { kind: 'pkcs12', cipher: blockCiphers.tripleDes, salt, iterations },
    algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.12.1.3', derSequence(derOctetString(salt), derInteger(iterations))),
  };
}

function modernScheme({ iterations, randomBytes }: PasswordEncryption): WrittenScheme {
  const salt = randomBytes(20);
  const iv = randomBytes(16);
  const hmacWithSha256 = encodeAlgorithmIdentifier('1.2.840.113549.2.9');
  const kdf = encodeAlgorithmIdentifier('1.2.840.113549.1.5.12', derSequence(derOctetString(salt), derInteger(iterations), hmacWithSha256));
  const cipher = encodeAlgorithmIdentifier('2.16.840.1.101.3.4.1.42', derOctetString(iv));
  const derivation = { kind: 'pbkdf2', hash: 'sha256', salt, iterations, keyLength: undefined } as const;
  return {
    scheme: { kind: 'pbes2', cipher: blockCiphers.aes256, iv, derivation },
    algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.5.13', derSequence(kdf, cipher)),
  };
}

/** The AlgorithmIdentifier and the encrypted bytes. */
export async function encryptWithPassword(
  plain: Bytes,
  encryption: PasswordEncryption,
): Promise<{ readonly algorithm: Bytes; readonly encrypted: Bytes }> {
  const { scheme, algorithm } = encryption.form === 'modern' ? modernScheme(encryption) : compatibleScheme(encryption);
  const [password] = passwordForms(encryption.password, scheme.kind === 'pkcs12' ? 'bmp' : 'utf8');
  const { key, iv } = await deriveKeyAndIv(scheme, password, new DerivationBudget());
  return { algorithm, encrypted: encryptCbc(scheme.cipher, key, iv, plain) };
}
