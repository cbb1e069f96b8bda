/** What a keystore contains and what is wrong with it, as `keystore inspect` and the editor show it. Never throws; never tells a key. */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { serialNumberText } from '../../formats/x509/certificate.ts';
import { type KeystoreAccess, type KeystoreContent, type KeystoreEntry, type KeystoreInspection } from './keystore.ts';
import { readKeystore, type KeystoreReading } from './readKeystore.ts';

export function describeKeystoreEntry({ alias, kind, key, certificates }: KeystoreContent): KeystoreEntry {
  const [certificate] = certificates;
  const described = key ?? certificate?.publicKey;
  return {
    alias,
    kind,
    ...(described && {
      algorithm: described.algorithm,
      keyBits: described.bits,
      ...(described.curve !== undefined && { curve: described.curve }),
    }),
    ...(certificate && {
      subject: certificate.subject.text,
      issuer: certificate.issuer.text,
      serialNumber: serialNumberText(certificate),
      signatureAlgorithm: certificate.signatureAlgorithm.name,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      sha1: certificate.sha1,
      sha256: certificate.sha256,
    }),
    chainLength: certificates.length,
  };
}

/** What keeps the key of an entry closed or useless; nothing when the store's own password is the problem. */
export function keyIssues({ alias, kind, keyState, certificates }: KeystoreContent, hasKeyPassword: boolean): readonly Issue[] {
  if (kind === 'certificate') return [];
  if (keyState === 'wrong-password')
    return [
      hasKeyPassword ? createIssue('keystore-key-password-wrong', { alias }) : createIssue('keystore-key-password-missing', { alias }),
    ];
  if (keyState === 'unusable') return [createIssue('keystore-key-unreadable', { alias })];
  return certificates.length === 0 && keyState === 'open' ? [createIssue('keystore-key-without-certificate', { alias })] : [];
}

export function hasKeyPassword(access: KeystoreAccess): boolean {
  return access.keyPassword !== undefined || (access.keyPasswords?.size ?? 0) > 0;
}

/** Everything that is wrong with a keystore by itself. */
export function keystoreIssues(reading: KeystoreReading, access: KeystoreAccess): readonly Issue[] {
  return [...reading.issues, ...contentIssues(reading, access)];
}

function contentIssues(reading: KeystoreReading, access: KeystoreAccess): readonly Issue[] {
  const { contents, password, isSound } = reading;
  if (!reading.format || password === 'wrong' || password === 'missing') return [];
  if (contents.length === 0) return isSound && reading.issues.length === 0 ? [createIssue('keystore-no-entries', {})] : [];
  const issues = contents.flatMap((content) => keyIssues(content, hasKeyPassword(access)));
  return contents.some((content) => content.kind === 'private-key') ? issues : [...issues, createIssue('keystore-no-private-key', {})];
}

export async function inspectKeystore(bytes: Bytes, access: KeystoreAccess = {}): Promise<KeystoreInspection> {
  const reading = await readKeystore(bytes, access);
  return { format: reading.format, entries: reading.contents.map(describeKeystoreEntry), issues: keystoreIssues(reading, access) };
}
