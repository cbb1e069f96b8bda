/** Make Compatible Copy…: a copy of a .p12 that Keychain Access imports, under the same password. */

import * as vscode from 'vscode';
import { Failure } from '../../../../core/base/failure.ts';
import { writeCompatibleCopy } from '../../../../core/workflow/assets/writeCertificate.ts';
import { type AppEntry, nameOf, onPlatform } from '../../../app/appEntry.ts';
import { askNewFile, pathFrom } from '../../../shared/questions/newFileQuestion.ts';
import { wentBack } from '../../../shared/questions/questionPlace.ts';
import { PasswordAsker } from '../../../shared/passwords/passwordAsker.ts';
import { isAppsNode } from '../../../app/appsNode.ts';
import { fileMeant } from '../../../shared/workspace/activeFile.ts';
import { changeSettings } from '../../../app/wizards/appSettings.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';

export async function runMakeCompatibleCopy(parts: WizardParts, argument: unknown): Promise<void> {
  const { files, paths, passwords } = parts;
  const { path: from, app } = await certificateTarget(parts, argument);
  const password = await new PasswordAsker(files, passwords).storedOrAsked({ purpose: 'certificate', asset: from });
  const title = vscode.l10n.t('Make Compatible Copy');
  const folder = paths.dirname(from);
  const typed = await askNewFile(
    parts,
    { title, step: 1, totalSteps: 1, canGoBack: false },
    {
      prompt: vscode.l10n.t('Path of the copy for Keychain Access (3DES, SHA-1, same password)'),
      value: `${paths.basename(from).replace(/\.[^.]*$/, '')}-keychain.p12`,
      folder,
      ending: 'p12',
      kind: 'PKCS12',
    },
  );
  if (typed === wentBack) throw Failure.of('cancelled', {});
  const path = paths.resolve(folder, typed.trim());
  await writeCompatibleCopy(await parts.loadWorld(), { from, path, password });
  await passwords.set({ purpose: 'certificate', asset: path }, password);
  void tell(parts, path, app);
}

/** What contains a certificate with its key, whatever it is called; an app is named by its folder. */
const certificateName = /\.(p12|pfx|pem|crt|cer|der|key|jks|keystore|ks)$/i;

interface CertificateTarget {
  /** Absolute. */
  readonly path: string;
  readonly app?: AppEntry;
}

async function certificateTarget({ asker, index, paths }: WizardParts, argument: unknown): Promise<CertificateTarget> {
  const pathOf = (app: AppEntry): string | undefined => {
    const certificate = onPlatform(app, 'ios').effective.certificate?.value;
    return certificate === undefined ? undefined : paths.resolve(app.folder, certificate);
  };
  if (isAppsNode(argument) && argument.kind === 'asset' && argument.path !== undefined) return { path: argument.path, app: argument.app };
  const meant = fileMeant(argument, certificateName);
  if (meant) {
    const path = meant.fsPath;
    const app = (await index.apps()).find((each) => pathOf(each) === path);
    return { path, ...(app && { app }) };
  }
  const { app } = await asker.app(argument, (each) => pathOf(each) !== undefined);
  const path = pathOf(app);
  if (path === undefined) throw Failure.of('no-certificate-set', { app: nameOf(app) });
  return { path, app };
}

async function tell({ paths }: WizardParts, path: string, app: AppEntry | undefined): Promise<void> {
  const use = app && vscode.l10n.t('Use in {0}', nameOf(app));
  const reveal = vscode.l10n.t('Reveal');
  const message = vscode.l10n.t(
    'You can import {0} on a Mac. It has the same password as the original.',
    vscode.workspace.asRelativePath(path),
  );
  const chosen = await vscode.window.showInformationMessage(message, ...(use === undefined ? [] : [use]), reveal);
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
  else if (app && chosen === use) await changeSettings(app, [{ path: ['ios', 'certificate'], value: pathFrom(paths, app.folder, path) }]);
}
