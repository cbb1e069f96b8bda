/** Writes the .p12 of a certificate from Apple and its key, and copies of a .p12 that macOS imports. */

import { combineCertificate } from '../../assets/certificate/certificateRequest.ts';
import { type FiledIdentity } from '../../assets/certificate/certificateFile.ts';
import { makeCompatibleCopy } from '../../assets/certificate/compatibleCopy.ts';
import { openPrivateKeys } from '../../assets/certificate/privateKeyFile.ts';
import { largestCertificateFile, readCertificateFile } from '../../assets/certificate/readCertificateFile.ts';
import { type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { type Issue, issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Secret } from '../../base/secret.ts';
import { type EncryptionForm } from '../../formats/password-encryption/encryptWithPassword.ts';
import { isCertificateOfKey } from '../../formats/x509/isCertificateOfKey.ts';
import { type AssetWorld, privateMode, requireFree } from './newAsset.ts';

export interface DownloadedCertificate {
  readonly identity: FiledIdentity;
  readonly issues: readonly Issue[];
}

/** The .cer that Apple made. Throws when the file contains none. */
export async function openDownloadedCertificate({ files }: Pick<AssetWorld, 'files'>, path: string): Promise<DownloadedCertificate> {
  const { identities, issues } = await readCertificateFile(await readSmall(files, path));
  const [identity] = identities;
  if (!identity) throw Failure.of('certificate-file-unusable', { path, reason: issues[0]?.message ?? 'it contains no certificate' });
  return { identity, issues: issues.map((issue) => issueInFile(issue, path)) };
}

export interface NewCertificate {
  readonly certificate: DownloadedCertificate;
  readonly keyPath: string;
  readonly keyPassword?: Secret | undefined;
  /** Absolute. */
  readonly path: string;
  readonly password: Secret;
  readonly form: EncryptionForm;
  readonly mayReplace?: boolean;
}

export async function writeCertificate(world: AssetWorld, wish: NewCertificate): Promise<void> {
  const { files, random } = world;
  const { keyPath, keyPassword, path, password, form } = wish;
  await requireFree(world, path, wish.mayReplace, [keyPath]);
  const { certificate, issuers } = wish.certificate.identity;
  const { keys, issues } = await openPrivateKeys(await readSmall(files, keyPath), keyPassword);
  const privateKey = keys.find((key) => isCertificateOfKey(certificate, key) === true) ?? keys[0];
  if (!privateKey) throw issuesFound(issues.map((issue) => issueInFile({ ...issue, severity: 'error' }, keyPath)));
  const bytes = await combineCertificate({ certificate, privateKey, password, form, random, issuers });
  await files.writeFile(path, bytes, { mode: privateMode });
}

export interface NewCopy {
  /** Absolute. */
  readonly from: string;
  readonly path: string;
  /** Of the original, and then of the copy. */
  readonly password: Secret;
  readonly mayReplace?: boolean;
}

export async function writeCompatibleCopy(world: AssetWorld, { from, path, password, mayReplace }: NewCopy): Promise<void> {
  await requireFree(world, path, mayReplace, [from]);
  const reading = await readCertificateFile(await readSmall(world.files, from), password);
  const copy = await makeCompatibleCopy(reading, password, world.random);
  if (!copy) {
    const reason = reading.issues.find(({ severity }) => severity === 'error')?.message ?? 'no private key in it is open';
    throw Failure.of('certificate-file-unusable', { path: from, reason });
  }
  await world.files.writeFile(path, copy, { mode: privateMode });
}

async function readSmall(files: AssetWorld['files'], path: string): Promise<Bytes> {
  return await files.readFile(path, { maxBytes: largestCertificateFile });
}
