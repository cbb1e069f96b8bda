/** Signs a package of either platform: with progress and a way to cancel, then into the ledger of its app, then the result is shown. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type ProgressReporter } from '../../../core/base/progress.ts';
import { recordResigned } from '../../../core/workflow/recordResigned.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { PasswordAsker } from '../../shared/passwords/passwordAsker.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { openPackageViewer } from '../viewer/openPackageViewer.ts';
import { type SignParts } from './signParts.ts';

/** What every signature is made with, besides the files that were chosen. */
export interface SigningRun {
  readonly path: string;
  readonly out: string;
  readonly passwords: PasswordAsker;
  readonly report: ProgressReporter;
  readonly signal: AbortSignal;
}

export interface SignedResult {
  readonly issues: readonly Issue[];
}

export interface SigningJob {
  readonly world: CheckWorld;
  readonly subject: PackageSubject;
  /** Absolute path of the signed package. */
  readonly out: string;
  /** Signs, and verifies the result before it gets its name. */
  readonly sign: (run: SigningRun) => Promise<SignedResult>;
}

/** Commands may be called from anywhere, and the condition of their menus asks no one then. Throws `building-restricted`. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw Failure.of('building-restricted', {});
}

export async function signWithProgress(parts: SignParts, { world, subject, out, sign }: SigningJob): Promise<void> {
  const { path, recorded } = subject;
  const signed = await cancellableProgress(vscode.l10n.t('Signing {0}', basename(path)), async ({ signal, report }) => {
    const passwords = new PasswordAsker(parts.files, parts.passwords, signal);
    return await sign({ path, out, passwords, report: ({ fraction }) => report(fraction), signal });
  });
  if (recorded) {
    const { app, record } = recorded;
    const { author } = await world.sourceControl.describe(app.folder);
    await recordResigned({ ...world, digester: parts.digester }, { appFolder: app.folder, record }, { path: out, author });
    parts.index.refresh();
  }
  const hasLink = await parts.onDidSign(path, out);
  await openPackageViewer(vscode.Uri.file(out));
  void notify(signed, out, hasLink);
}

async function notify({ issues }: SignedResult, out: string, hasLink: boolean): Promise<void> {
  const install = vscode.l10n.t('Install QR Code');
  const reveal = vscode.l10n.t('Reveal');
  const warnings = issues.filter(({ severity }) => severity === 'warning').length;
  const parts = [
    vscode.l10n.t('{0} is signed and verified.', basename(out)),
    ...(hasLink ? [vscode.l10n.t('The installation link of the old package now leads to it.')] : []),
    ...(warnings > 0 ? [vscode.l10n.t('Warnings: {0}.', warnings)] : []),
  ];
  const buttons = /\.aab$/i.test(out) ? [reveal] : [install, reveal];
  const chosen = await vscode.window.showInformationMessage(parts.join(' '), ...buttons);
  if (chosen === install) await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode', vscode.Uri.file(out));
  if (chosen === reveal) await vscode.commands.executeCommand('mobileDistribution.revealPackage', vscode.Uri.file(out));
}
