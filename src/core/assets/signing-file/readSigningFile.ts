/**
 * Reads any file that signing knows. The content decides what it is; what it is used as, or what its name promises, only chooses the
 * words of the issues. Never throws.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { appleCertificateKind } from '../apple/appleCertificateKind.ts';
import { assetFileKind } from '../assetFileKind.ts';
import { type CertificateReading, type FiledIdentity } from '../certificate/certificateFile.ts';
import { certificateFileIssues } from '../certificate/inspectCertificateFile.ts';
import { readCertificateFile } from '../certificate/readCertificateFile.ts';
import { detectKeystoreFormat } from '../keystore/detectKeystoreFormat.ts';
import { keystoreIssues } from '../keystore/inspectKeystore.ts';
import { type KeystoreAccess, type KeystoreContent } from '../keystore/keystore.ts';
import { type KeystoreReading, readKeystore } from '../keystore/readKeystore.ts';
import { inspectProfile, largestProfile } from '../provisioning-profile/inspectProfile.ts';
import { type SigningEntry, type SigningFile, type SigningRole, type SigningStore } from './signingFile.ts';

/** The largest of the kinds; each has its own limit below it. */
export const largestSigningFile = largestProfile;

export interface SigningFileAccess {
  /** As what the file is used, where that is known. */
  readonly role?: SigningRole | undefined;
  readonly password?: Secret | undefined;
  readonly keyPasswords?: ReadonlyMap<string, Secret>;
  readonly now: Date;
  /** Roots that are trusted beside Apple's. */
  readonly trusted?: readonly Certificate[];
}

export async function readSigningFile(name: string, bytes: Bytes, access: SigningFileAccess): Promise<SigningFile> {
  const { kind, what } = assetFileKind(bytes);
  const promised = promisedBy(name);
  switch (kind) {
    case 'signed-data':
    case 'property-list': {
      const { now, trusted = [] } = access;
      const inspection = inspectProfile(bytes, { now, trusted });
      return { kind: 'profile', inspection, issues: inspection.issues };
    }
    case 'pem':
    case 'certificate':
      return await readAsCertificate(bytes, access, what, promised);
    case 'pkcs12':
      return await readPkcs12(bytes, access, what);
    default: {
      if (detectKeystoreFormat(bytes).format === undefined) return { kind: 'other', what, issues: otherIssues(bytes, what, promised) };
      const reading = await readKeystore(bytes, keystoreAccess(access));
      return storeOfKeystore(reading, 'keystore', access) ?? { kind: 'other', what, issues: reading.issues };
    }
  }
}

async function readPkcs12(bytes: Bytes, access: SigningFileAccess, what: string): Promise<SigningFile> {
  if (access.role !== 'certificate') {
    const reading = await readKeystore(bytes, keystoreAccess(access));
    const store = storeOfKeystore(reading, access.role, access);
    if (!store) return { kind: 'other', what, issues: reading.issues };
    const isApple = store.entries.some(({ certificate }) => certificate && appleCertificateKind(certificate) !== 'unknown');
    // Certificates of Apple say by themselves what the file is for; any other open store is one for Android.
    if (access.role === 'keystore' || !isApple) {
      const isOpen = store.entries.some(({ certificate }) => certificate !== undefined);
      return { ...store, role: access.role ?? (isOpen ? 'keystore' : undefined) };
    }
  }
  return await readAsCertificate(bytes, access, what, 'certificate');
}

function keystoreAccess({ password, keyPasswords }: SigningFileAccess): KeystoreAccess {
  return { ...(password && { password }), ...(keyPasswords && { keyPasswords }) };
}

function storeOfKeystore(reading: KeystoreReading, role: SigningRole | undefined, access: SigningFileAccess): SigningStore | undefined {
  const { format, password, encryption, contents } = reading;
  if (!format) return undefined;
  const issues = keystoreIssues(reading, keystoreAccess(access));
  return { kind: 'store', role, format, password, ...(encryption && { encryption }), entries: contents.map(entryOfKeystore), issues };
}

function entryOfKeystore({ alias, kind, keyState, key, certificates: [certificate, ...issuers] }: KeystoreContent): SigningEntry {
  return { alias, hasPrivateKey: kind === 'private-key', keyState, key: key ?? certificate?.publicKey, certificate, issuers };
}

async function readAsCertificate(
  bytes: Bytes,
  { password: given, now, trusted = [] }: SigningFileAccess,
  what: string,
  promised: PromisedFile,
): Promise<SigningFile> {
  const reading: CertificateReading = await readCertificateFile(bytes, given);
  const { format, password, encryption, identities, issues } = reading;
  if (!format) return { kind: 'other', what, issues: promised === 'certificate' ? issues : otherIssues(bytes, what, promised) };
  return {
    kind: 'store',
    role: 'certificate',
    format,
    password,
    ...(encryption && { encryption }),
    entries: identities.map(entryOfIdentity),
    issues: certificateFileIssues(reading, { now, trusted }),
  };
}

function entryOfIdentity({ certificate, hasPrivateKey, privateKey, issuers }: FiledIdentity): SigningEntry {
  const keyState = privateKey ? 'open' : hasPrivateKey ? 'locked' : undefined;
  return { alias: undefined, hasPrivateKey, keyState, key: certificate.publicKey, certificate, issuers };
}

type PromisedFile = SigningRole | 'profile';

/** What people expect of a file of that name. A .p12 may be either; keystores tell more precisely what a file is instead. */
function promisedBy(name: string): PromisedFile {
  if (/\.(mobileprovision|provisionprofile)$/i.test(name)) return 'profile';
  return /\.(cer|crt|der|pem)$/i.test(name) ? 'certificate' : 'keystore';
}

function otherIssues(bytes: Bytes, what: string, promised: PromisedFile): readonly Issue[] {
  if (promised === 'profile') return [createIssue('profile-not-a-profile', { what })];
  const { issue } = promised === 'keystore' ? detectKeystoreFormat(bytes) : {};
  return [issue ?? createIssue('certificate-not-a-certificate', { what })];
}
