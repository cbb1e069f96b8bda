/** The certificate of a key of a keystore, which is not a secret. The password is only asked for where nothing can be seen without it. */

import { openSigningIdentity } from '../../assets/keystore/openSigningIdentity.ts';
import { largestKeystore } from '../../assets/keystore/readKeystore.ts';
import { issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type PasswordSource } from '../passwordSource.ts';
import { type AssetWorld } from './newAsset.ts';

/** Throws the issues that keep it from being seen. */
export async function openKeystoreCertificate(
  { files }: Pick<AssetWorld, 'files'>,
  path: string,
  passwords: PasswordSource,
  alias?: string,
): Promise<Certificate> {
  const bytes = await files.readFile(path, { maxBytes: largestKeystore });
  const chosen = alias === undefined ? {} : { alias };
  // The certificates of a JKS can be read without its password.
  const visible = await openSigningIdentity(bytes, chosen);
  const isClosed = !visible.certificate && visible.issues.some(({ code }) => code === 'keystore-password-missing');
  const password = isClosed ? await passwords.ask({ purpose: 'keystore', file: path, isNeeded: true }) : undefined;
  const { certificate, issues } = password ? await openSigningIdentity(bytes, { ...chosen, password }) : visible;
  if (!certificate) throw issuesFound(issues.map((issue) => issueInFile(issue, path)));
  return certificate;
}
