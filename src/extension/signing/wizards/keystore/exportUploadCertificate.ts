/** Export Upload Certificate…: the certificate of a key as PEM, as Google Play takes it. The file contains no secret. */

import * as vscode from 'vscode';
import { openWebPage } from '../../../shared/openWebPage.ts';
import { certificatePem } from '../../../../core/assets/keystore/publicCertificate.ts';
import { utf8 } from '../../../../core/base/bytes.ts';
import { Failure } from '../../../../core/base/failure.ts';
import { requireOutput } from '../../../../core/workflow/output.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
import { keystoreTarget } from './keystoreTarget.ts';
import { openCertificate } from './openCertificate.ts';

export async function runExportUploadCertificate(parts: WizardParts, argument: unknown): Promise<void> {
  const target = await keystoreTarget(parts, argument);
  const certificate = await openCertificate(parts, target);
  const out = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Upload Certificate'),
    defaultUri: vscode.Uri.file(parts.paths.join(parts.paths.dirname(target.path), 'upload_certificate.pem')),
    filters: { PEM: ['pem'] },
    saveLabel: vscode.l10n.t('Export'),
  });
  if (!out) throw Failure.of('cancelled', {});
  // The dialog has asked whether a file may be replaced.
  await requireOutput(parts, { path: out.fsPath, inputs: [target.path], mayReplace: true });
  await parts.files.writeFile(out.fsPath, utf8(certificatePem(certificate.der)));
  void tell(out);
}

async function tell(out: vscode.Uri): Promise<void> {
  const message = vscode.l10n.t(
    '{0} saved. Google Play asks for it when you register or reset an upload key.',
    vscode.workspace.asRelativePath(out),
  );
  const open = vscode.l10n.t('Open');
  const page = vscode.l10n.t('About Upload Keys');
  const chosen = await vscode.window.showInformationMessage(message, open, page);
  if (chosen === open) await vscode.commands.executeCommand('vscode.openWith', out, 'default');
  if (chosen === page) await openWebPage('https://support.google.com/googleplay/android-developer/answer/9842756');
}
