/** Both formats of keystores as one: entries with what opened, and issues in the words of keystores. Never throws. */

import { type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type IntegrityState, type KeyState, type PasswordState } from '../../formats/password-encryption/lockStates.ts';
import { inspectJavaKeystore, type JavaKeystoreInspection } from '../../formats/java-keystore/inspectJavaKeystore.ts';
import { type KeyPasswords } from '../../formats/password-encryption/keyPasswords.ts';
import { inspectPkcs12 } from '../../formats/pkcs12/inspectPkcs12.ts';
import { type Pkcs12Encryption, type Pkcs12Inspection } from '../../formats/pkcs12/pkcs12Inspection.ts';
import { encodingIssues, fileIssue } from '../../formats/recognition/fileIssue.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type KeyDescription } from '../../formats/x509/publicKeyInfo.ts';
import { passwordFlaws } from '../passwordFlaws.ts';
import { type KeystoreAccess, type KeystoreContent, type KeystoreFormat } from './keystore.ts';

/** Keystores have some kilobytes; trust stores of whole operating systems stay below one megabyte. */
export const largestKeystore = 4 * 1024 * 1024;

export interface KeystoreReading {
  readonly format: KeystoreFormat | undefined;
  readonly password: PasswordState;
  /** The file is as it was written, as far as can be determined: nothing is cut off, no check failed. */
  readonly isSound: boolean;
  /** Of PKCS #12; a JKS has one form only. */
  readonly encryption?: Pkcs12Encryption;
  readonly contents: readonly KeystoreContent[];
  /** Of the file as a whole and of its structure; an issue of one entry has the parameter `alias`. */
  readonly issues: readonly Issue[];
}

/** What both formats know of a private key. */
interface KeyEntry {
  readonly alias: string;
  readonly keyState: KeyState;
  readonly privateKeyInfo: { readonly description: KeyDescription } | undefined;
  readonly privateKey: KeyObject | undefined;
  readonly isCertificateOfKey: boolean | undefined;
  readonly certificates: readonly Certificate[];
}

function contentOfKey({ alias, keyState, privateKeyInfo, privateKey, isCertificateOfKey, certificates }: KeyEntry): KeystoreContent {
  return {
    alias,
    kind: 'private-key',
    keyState,
    ...present('key', privateKeyInfo?.description),
    ...present('privateKey', privateKey),
    ...present('isCertificateOfKey', isCertificateOfKey),
    certificates,
  };
}

function contentsOfPkcs12({ identities, certificates }: Pkcs12Inspection): readonly KeystoreContent[] {
  const trusted = certificates.map(({ alias, certificate }): KeystoreContent => ({
    alias,
    kind: 'certificate',
    certificates: [certificate],
  }));
  return [...identities.map(contentOfKey), ...trusted];
}

function contentsOfJks({ entries }: JavaKeystoreInspection): readonly KeystoreContent[] {
  return entries.map((entry) =>
    entry.kind === 'certificate' ? { alias: entry.alias, kind: 'certificate', certificates: [entry.certificate] } : contentOfKey(entry),
  );
}

interface LockState {
  readonly password: PasswordState;
  readonly integrity: IntegrityState;
}

function stateIssues({ password, integrity }: LockState, access: KeystoreAccess): readonly Issue[] {
  if (password === 'wrong') return [createIssue('keystore-password-wrong', {}), ...passwordFlaws(access.password)];
  if (password === 'missing') return [createIssue('keystore-password-missing', {})];
  if (integrity === 'failed') return [createIssue('keystore-tampered', {})];
  return integrity === 'absent' ? [createIssue('keystore-without-integrity', {})] : [];
}

function refused(issue: Issue): KeystoreReading {
  return { format: undefined, password: 'unchecked', isSound: false, contents: [], issues: [issue] };
}

export async function readKeystore(bytes: Bytes, access: KeystoreAccess): Promise<KeystoreReading> {
  if (bytes.length > largestKeystore) return refused(createIssue('keystore-too-large', { sizeBytes: bytes.length }));
  const file = recognizeFile(bytes);
  const format = file.kind;
  if (format !== 'jks' && format !== 'pkcs12') return refused(fileIssue(file, 'keystore'));
  const byAlias = access.keyPasswords && new Map([...access.keyPasswords].map(([alias, secret]) => [alias.toLowerCase(), secret]));
  const keyPasswords: KeyPasswords = { ...present('shared', access.keyPassword), ...present('byAlias', byAlias) };
  const formatAccess = { keyPasswords, ...(access.password && { password: access.password }) };
  const inspection = format === 'jks' ? inspectJavaKeystore(file.bytes, formatAccess) : await inspectPkcs12(file.bytes, formatAccess);
  const { password, integrity } = inspection;
  const isDamaged = inspection.issues.some(
    ({ code }) => /-(truncated|unreadable|unknown-version|unknown-entry)$/.test(code) && !code.startsWith('certificate-'),
  );
  return {
    format,
    password,
    isSound: integrity !== 'failed' && !isDamaged,
    ...('protections' in inspection && { encryption: inspection }),
    contents: 'entries' in inspection ? contentsOfJks(inspection) : contentsOfPkcs12(inspection),
    issues: [...(isDamaged ? [] : stateIssues(inspection, access)), ...encodingIssues(file), ...inspection.issues],
  };
}
