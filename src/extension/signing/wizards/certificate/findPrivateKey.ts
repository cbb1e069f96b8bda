/** Finds the private key of a downloaded certificate: among the key files around, tried with the stored passwords, or by asking. */

import * as vscode from 'vscode';
import { openPrivateKeys } from '../../../../core/assets/certificate/privateKeyFile.ts';
import { largestCertificateFile } from '../../../../core/assets/certificate/readCertificateFile.ts';
import { certificateName } from '../../../../core/assets/apple/appleCertificateKind.ts';
import { Failure } from '../../../../core/base/failure.ts';
import { type Secret } from '../../../../core/base/secret.ts';
import { type Certificate } from '../../../../core/formats/x509/certificate.ts';
import { isCertificateOfKey } from '../../../../core/formats/x509/isCertificateOfKey.ts';
import { PasswordAsker } from '../../../shared/passwords/passwordAsker.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';

export interface FoundKey {
  /** Absolute. */
  readonly path: string;
  readonly password?: Secret;
}

type KeyParts = Pick<WizardParts, 'files' | 'paths' | 'passwords'>;

const keyName = /\.(key|pem|p8|p12|pfx)$/i;
/** In one folder. */
const mostFiles = 40;

/** The key in one of these folders that fits; nothing when none is found that can be opened. */
export async function findPrivateKey(parts: KeyParts, folders: readonly string[], certificate: Certificate): Promise<FoundKey | undefined> {
  for (const folder of new Set(folders)) {
    const entries = await parts.files.readDirectory(folder).catch(() => []);
    const names = entries.filter(({ kind, name }) => kind === 'file' && keyName.test(name)).slice(0, mostFiles);
    for (const { name } of names) {
      const path = parts.paths.join(folder, name);
      const password = await parts.passwords.get({ purpose: 'privateKey', asset: path });
      if (await fits(parts, { path, ...(password && { password }) }, certificate)) return { path, ...(password && { password }) };
    }
  }
  return undefined;
}

/** Asks for the file, and for its password where it has one. Throws when the key belongs to another certificate. */
export async function askForPrivateKey(parts: KeyParts, folder: string, certificate: Certificate): Promise<FoundKey> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose the private key of “{0}”', certificateName(certificate)),
      openLabel: vscode.l10n.t('Choose'),
      defaultUri: vscode.Uri.file(folder),
      filters: { [vscode.l10n.t('Private key')]: ['key', 'pem', 'p8', 'p12', 'pfx'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (!chosen) throw Failure.of('cancelled', {});
  const path = chosen.fsPath;
  const bytes = await parts.files.readFile(path, { maxBytes: largestCertificateFile });
  const isOpen = (await openPrivateKeys(bytes, undefined)).keys.length > 0;
  const asker = new PasswordAsker(parts.files, parts.passwords);
  const password = isOpen ? undefined : await asker.storedOrAsked({ purpose: 'privateKey', asset: path });
  const found = { path, ...(password && { password }) };
  if (!(await fits(parts, found, certificate))) throw Failure.of('signing-key-mismatch', { certificate: certificateName(certificate) });
  return found;
}

async function fits({ files }: KeyParts, { path, password }: FoundKey, certificate: Certificate): Promise<boolean> {
  const bytes = await files.readFile(path, { maxBytes: largestCertificateFile }).catch(() => undefined);
  const keys = bytes ? (await openPrivateKeys(bytes, password)).keys : [];
  return keys.some((key) => isCertificateOfKey(certificate, key) === true);
}
