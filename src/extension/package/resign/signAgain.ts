/** Signs a package again with what was chosen, with progress; puts it into the ledger of its app, and tells what came out. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { recordResigned } from '../../../core/workflow/ios/recordResigned.ts';
import { signIpa, type SignedIpa, type SignIpaRequest } from '../../../core/workflow/ios/signIpa.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { PasswordAsker } from '../../shared/passwords/passwordAsker.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { openPackageViewer } from '../viewer/openPackageViewer.ts';
import { type ResignParts } from './resignParts.ts';

export type ResignChoices = Pick<SignIpaRequest, 'out' | 'certificate' | 'profiles' | 'appIdentifier' | 'version' | 'versionCode'>;

export async function signAgain(parts: ResignParts, world: CheckWorld, subject: PackageSubject, choices: ResignChoices): Promise<void> {
  const { path, recorded } = subject;
  const passwords = new PasswordAsker(parts.files, parts.passwords);
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Signing {0}', basename(path)),
  };
  const signed = await vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    let percent = 0;
    try {
      return await signIpa(world, {
        ...choices,
        path,
        passwords,
        signal: abort.signal,
        report: ({ fraction }) => {
          const next = Math.floor(fraction * 100);
          if (next > percent) progress.report({ increment: next - percent });
          percent = Math.max(percent, next);
        },
      });
    } finally {
      listening.dispose();
    }
  });
  if (recorded) {
    const { app, record } = recorded;
    const { author } = await world.sourceControl.describe(app.folder);
    await recordResigned({ ...world, digester: parts.digester }, { appFolder: app.folder, record }, { path: choices.out, author });
    parts.index.refresh();
  }
  const hasLink = await parts.onDidResign(path, choices.out);
  void tell(signed, choices.out, hasLink);
}

async function tell({ issues }: SignedIpa, out: string, hasLink: boolean): Promise<void> {
  const inspect = vscode.l10n.t('Inspect');
  const install = vscode.l10n.t('Install QR Code');
  const name = basename(out);
  const warnings = issues.filter(({ severity }) => severity === 'warning').length;
  const parts = [
    vscode.l10n.t('{0} is signed and verified.', name),
    ...(hasLink ? [vscode.l10n.t('The installation link of the old package now leads to it.')] : []),
    ...(warnings > 0 ? [vscode.l10n.t('Warnings: {0}.', warnings)] : []),
  ];
  const chosen = await vscode.window.showInformationMessage(parts.join(' '), inspect, install);
  if (chosen === inspect) await openPackageViewer(vscode.Uri.file(out));
  if (chosen === install) await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode', vscode.Uri.file(out));
}
