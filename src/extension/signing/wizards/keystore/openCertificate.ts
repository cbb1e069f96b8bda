/** Opens the certificate of the key that a command is about; asks which key where the keystore has several. */

import * as vscode from 'vscode';
import { Failure, isFailure } from '../../../../core/base/failure.ts';
import { type Certificate } from '../../../../core/formats/x509/certificate.ts';
import { openKeystoreCertificate } from '../../../../core/workflow/assets/keystoreCertificate.ts';
import { PasswordAsker } from '../../../shared/passwords/passwordAsker.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
import { type KeystoreTarget } from './keystoreTarget.ts';

export async function openCertificate(parts: CertificateParts, target: KeystoreTarget): Promise<Certificate> {
  return (await openChosen(parts, target)).certificate;
}

/** Which key of a keystore to use: the one that is known, or the one that was chosen of several. The only key needs no alias. */
export async function askForAlias(parts: CertificateParts, target: KeystoreTarget): Promise<string | undefined> {
  return target.alias ?? (await openChosen(parts, target)).alias;
}

type CertificateParts = Pick<WizardParts, 'files' | 'passwords'>;

async function openChosen(
  { files, passwords }: CertificateParts,
  { path, alias }: KeystoreTarget,
): Promise<{ readonly certificate: Certificate; readonly alias: string | undefined }> {
  const asker = new PasswordAsker(files, passwords);
  try {
    return { certificate: await openKeystoreCertificate({ files }, path, asker, alias), alias };
  } catch (error) {
    const aliases = aliasesIn(error);
    if (!aliases) throw error;
    const chosen = await vscode.window.showQuickPick(aliases, { title: vscode.l10n.t('Which key?'), ignoreFocusOut: true });
    if (chosen === undefined) throw Failure.of('cancelled', {});
    return { certificate: await openKeystoreCertificate({ files }, path, asker, chosen), alias: chosen };
  }
}

/** The aliases that an error lists because one has to be chosen. */
function aliasesIn(error: unknown): string[] | undefined {
  if (!isFailure(error)) return undefined;
  const needed = error.issues.find(({ code }) => code === 'keystore-alias-needed');
  return needed && String(needed.params['aliases']).replace(/ …$/, '').split(', ');
}
