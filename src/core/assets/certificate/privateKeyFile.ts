/**
 * Private keys in files: opened in every form that OpenSSL, Keychain Access and keytool write, and written as PKCS #8 in PEM, under a
 * password (AES-256) where one is given.
 */

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fromUtf8, toBase64, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { encodePem, parsePem, type PemBlock } from '../../formats/pem/pem.ts';
import { encodeEncryptedPrivateKeyInfo } from '../../formats/pkcs8/encryptedPrivateKeyInfo.ts';
import { fileIssue } from '../../formats/recognition/fileIssue.ts';
import { type RecognizedFile } from '../../formats/recognition/fileKind.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { type Random } from '../../ports/random.ts';
import { readKeystore } from '../keystore/readKeystore.ts';
import { passwordFlaws } from '../passwordFlaws.ts';

/** `undefined` when the password is missing or wrong, or the key of a kind that the crypto library does not take. */
export function openPemKey({ label, bytes, headers }: PemBlock, password: Secret | undefined): KeyObject | undefined {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  const body = (toBase64(bytes).match(/.{1,64}/g) ?? []).join('\n');
  const text = `-----BEGIN ${label}-----\n${lines.join('')}${lines.length > 0 ? '\n' : ''}${body}\n-----END ${label}-----\n`;
  return openKey({ key: text, format: 'pem', ...(password && { passphrase: password.reveal() }) });
}

function openKey(input: Parameters<typeof createPrivateKey>[0]): KeyObject | undefined {
  try {
    return createPrivateKey(input);
  } catch {
    return undefined;
  }
}

export interface OpenedPrivateKeys {
  readonly keys: readonly KeyObject[];
  /** Why there is none; empty when there is one. */
  readonly issues: readonly Issue[];
}

/** All private keys of a file: PEM, DER, a .p12 or a keystore, with or without certificates next to them. */
export async function openPrivateKeys(bytes: Bytes, password: Secret | undefined): Promise<OpenedPrivateKeys> {
  const file = recognizeFile(bytes);
  switch (file.kind) {
    case 'pem-identity':
    case 'private-key':
      return withIssues(file.isPem ? keysOfPem(file, password) : keysOfDer(file, password), password);
    case 'pkcs12':
    case 'jks': {
      const access = password ? { password, keyPassword: password } : {};
      const { contents, issues } = await readKeystore(file.given, access);
      const keys = contents.flatMap(({ privateKey }) => privateKey ?? []);
      if (keys.length > 0) return { keys, issues: [] };
      return { keys, issues: issues.length > 0 ? issues : [createIssue('keystore-no-private-key', {})] };
    }
    default:
      return { keys: [], issues: [fileIssue(file, 'key')] };
  }
}

function withIssues(keys: readonly KeyObject[], password: Secret | undefined): OpenedPrivateKeys {
  if (keys.length > 0) return { keys, issues: [] };
  return { keys, issues: [createIssue('private-key-closed', {}), ...passwordFlaws(password)] };
}

function keysOfPem({ bytes }: RecognizedFile, password: Secret | undefined): readonly KeyObject[] {
  const blocks = parsePem(fromUtf8(bytes)).filter(({ label }) => label.endsWith('PRIVATE KEY'));
  return blocks.flatMap((block) => openPemKey(block, password) ?? []);
}

function keysOfDer({ bytes }: RecognizedFile, password: Secret | undefined): readonly KeyObject[] {
  const key = Buffer.from(bytes);
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const opened = openKey({ key, format: 'der', type, ...(password && { passphrase: password.reveal() }) });
    if (opened) return [opened];
  }
  return [];
}

export async function encodePrivateKeyFile(privateKey: KeyObject, password: Secret | undefined, random: Random): Promise<string> {
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  if (!password) return encodePem('PRIVATE KEY', der);
  const encryption = { password, form: 'modern' as const, randomBytes: (count: number): Bytes => random.bytes(count), iterations: 10_000 };
  return encodePem('ENCRYPTED PRIVATE KEY', await encodeEncryptedPrivateKeyInfo(der, encryption));
}
