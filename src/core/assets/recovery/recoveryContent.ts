/** What a recovery file contains inside its seal: a keystore with everything that is needed to sign with it, as JSON in UTF-8. */

import { fromBase64, fromStrictUtf8, toBase64, utf8, type Bytes } from '../../base/bytes.ts';
import { Secret } from '../../base/secret.ts';

export interface RecoveryContent {
  readonly keystore: Bytes;
  /** As the file was called, without folders. */
  readonly fileName: string;
  readonly password: Secret;
  /** Of a key that has its own password. */
  readonly keyPassword?: Secret;
  readonly alias?: string;
  readonly createdAt: Date;
}

/** Holds the passwords in the clear: only for the cipher. */
export function encodeRecoveryContent({ keystore, fileName, password, keyPassword, alias, createdAt }: RecoveryContent): Bytes {
  return utf8(
    JSON.stringify({
      keystore: toBase64(keystore),
      fileName,
      password: password.reveal(),
      ...(keyPassword && { keyPassword: keyPassword.reveal() }),
      ...(alias !== undefined && { alias }),
      createdAt: createdAt.toISOString(),
    }),
  );
}

/** `undefined` when it is something else. */
export function parseRecoveryContent(bytes: Bytes): RecoveryContent | undefined {
  const fields = parseFields(fromStrictUtf8(bytes));
  const text = (name: string): string | undefined => {
    const value = fields?.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const [keystore, fileName, password, createdAt] = [
    text('keystore'),
    text('fileName'),
    text('password'),
    new Date(text('createdAt') ?? ''),
  ];
  if (keystore === undefined || fileName === undefined || password === undefined || Number.isNaN(createdAt.getTime())) return undefined;
  const [keyPassword, alias] = [text('keyPassword'), text('alias')];
  return {
    keystore: fromBase64(keystore),
    // A name, never a way to another folder.
    fileName: fileName.replace(/^.*[\\/]/, ''),
    password: new Secret(password),
    ...(keyPassword !== undefined && { keyPassword: new Secret(keyPassword) }),
    ...(alias !== undefined && { alias }),
    createdAt,
  };
}

function parseFields(json: string | undefined): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
