/**
 * Reads any file that signing knows. The content decides what it is; what it is used as, or what its name promises, only chooses the
 * words of the issues. Never throws.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { fileIssue, type WantedFile } from '../../formats/recognition/fileIssue.ts';
import { fileKinds, type RecognizedFile } from '../../formats/recognition/fileKind.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { appleCertificateKind } from '../apple/appleCertificateKind.ts';
import { type CertificateReading, type FiledIdentity } from '../certificate/certificateFile.ts';
import { certificateFileIssues } from '../certificate/inspectCertificateFile.ts';
import { readCertificateFile } from '../certificate/readCertificateFile.ts';
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
  /** Roots that are trusted besides Apple's. */
  readonly trusted?: readonly Certificate[];
}

export async function readSigningFile(name: string, bytes: Bytes, access: SigningFileAccess): Promise<SigningFile> {
  const file = recognizeFile(bytes);
  const wanted = wantedBy(name);
  switch (file.kind) {
    case 'provisioning-profile':
    case 'property-list':
    case 'signed-data': {
      const { now, trusted = [] } = access;
      const inspection = inspectProfile(bytes, { now, trusted });
      return { kind: 'profile', inspection, issues: inspection.issues };
    }
    case 'pem-identity':
    case 'private-key':
    case 'certificate':
    case 'certificate-bundle':
      return await readAsCertificate(file, access, wanted);
    case 'pkcs12':
      return await readPkcs12(file, access);
    case 'jks': {
      const reading = await readKeystore(bytes, keystoreAccess(access));
      return storeOfKeystore(reading, 'keystore', access) ?? otherFile(file, reading.issues);
    }
    default:
      return otherFile(file, [fileIssue(file, wanted)]);
  }
}

function otherFile({ kind }: RecognizedFile, issues: readonly Issue[]): SigningFile {
  return { kind: 'other', what: fileKinds[kind], issues };
}

async function readPkcs12(file: RecognizedFile, access: SigningFileAccess): Promise<SigningFile> {
  if (access.role !== 'certificate') {
    const reading = await readKeystore(file.given, keystoreAccess(access));
    const store = storeOfKeystore(reading, access.role, access);
    if (!store) return otherFile(file, reading.issues);
    const isApple = store.entries.some(({ certificate }) => certificate && appleCertificateKind(certificate) !== 'unknown');
    // Certificates of Apple say by themselves what the file is for; any other open store is one for Android.
    if (access.role === 'keystore' || !isApple) {
      const isOpen = store.entries.some(({ certificate }) => certificate !== undefined);
      return { ...store, role: access.role ?? (isOpen ? 'keystore' : undefined) };
    }
  }
  return await readAsCertificate(file, access, 'certificate');
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
  file: RecognizedFile,
  { password: given, now, trusted = [] }: SigningFileAccess,
  wanted: WantedFile,
): Promise<SigningFile> {
  const reading: CertificateReading = await readCertificateFile(file.given, given);
  const { format, password, encryption, identities, issues } = reading;
  if (!format) return otherFile(file, wanted === 'certificate' ? issues : [fileIssue(file, wanted)]);
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

/** What people expect of a file of that name. A .p12 may be either; keystores tell more precisely what a file is instead. */
function wantedBy(name: string): WantedFile {
  if (/\.(mobileprovision|provisionprofile)$/i.test(name)) return 'profile';
  return /\.(cer|crt|der|pem|p7b|p7c)$/i.test(name) ? 'certificate' : 'keystore';
}
