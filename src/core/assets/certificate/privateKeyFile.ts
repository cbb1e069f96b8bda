/** Private keys as PEM text: opened in every form that OpenSSL writes, and written as PKCS #8, under a password (AES-256) where one is given. */

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fromUtf8, toBase64, type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { encodePem, parsePem, type PemBlock } from '../../formats/pem/pem.ts';
import { encodeEncryptedPrivateKeyInfo } from '../../formats/pkcs8/encryptedPrivateKeyInfo.ts';
import { type Random } from '../../ports/random.ts';

/** `undefined` when the password is missing or wrong, or the key of a kind that the crypto library does not take. */
export function openPemKey({ label, bytes, headers }: PemBlock, password: Secret | undefined): KeyObject | undefined {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  const body = (toBase64(bytes).match(/.{1,64}/g) ?? []).join('\n');
  const text = `-----BEGIN ${label}-----\n${lines.join('')}${lines.length > 0 ? '\n' : ''}${body}\n-----END ${label}-----\n`;
  try {
    return createPrivateKey({ key: text, format: 'pem', ...(password && { passphrase: password.reveal() }) });
  } catch {
    return undefined;
  }
}

/** The first private key of a PEM text. */
export function openPrivateKeyFile(bytes: Bytes, password: Secret | undefined): KeyObject | undefined {
  const block = parsePem(fromUtf8(bytes)).find(({ label }) => label.endsWith('PRIVATE KEY'));
  return block && openPemKey(block, password);
}

export async function encodePrivateKeyFile(privateKey: KeyObject, password: Secret | undefined, random: Random): Promise<string> {
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  if (!password) return encodePem('PRIVATE KEY', der);
  const encryption = { password, form: 'modern' as const, randomBytes: (count: number): Bytes => random.bytes(count), iterations: 10_000 };
  return encodePem('ENCRYPTED PRIVATE KEY', await encodeEncryptedPrivateKeyInfo(der, encryption));
}
