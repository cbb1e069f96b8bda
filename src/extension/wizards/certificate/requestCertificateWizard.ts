/** Request Apple Certificate…: a key that stays here, and the request that Apple's site makes a certificate of. */

import * as vscode from 'vscode';
import { openWebPage } from '../../openWebPage.ts';
import { writeCertificateRequest } from '../../../core/workflow/assets/writeCertificateRequest.ts';
import { type CommandId } from '../../manifest.ts';
import { chosenPasswordOrNone, type PasswordKind } from '../../questions/chosenPassword.ts';
import { type WizardParts } from '../wizardParts.ts';
import { askForRequest, keyPathOf } from './requestQuestions.ts';

const addPage = 'https://developer.apple.com/account/resources/certificates/add';

export async function runRequestCertificate(parts: WizardParts, argument: unknown): Promise<void> {
  const { asker, files, paths, passwords } = parts;
  const { app } = await asker.app(argument);
  const answers = await askForRequest({ files, paths }, app.folder);
  const { commonName, emailAddress, passwordKind } = answers;
  const path = paths.resolve(app.folder, answers.path);
  const keyPath = keyPathOf(path);
  const world = await parts.loadWorld();
  const keyPassword = chosenPasswordOrNone(answers, world.random);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Making the key and its request…') },
    async () =>
      await writeCertificateRequest(world, { path, keyPath, keyPassword, commonName, ...(emailAddress !== '' && { emailAddress }) }),
  );
  if (keyPassword) await passwords.set({ purpose: 'privateKey', asset: keyPath }, keyPassword);
  void tell(path, keyPath, passwordKind);
}

async function tell(path: string, keyPath: string, passwordKind: PasswordKind): Promise<void> {
  const request = vscode.workspace.asRelativePath(path);
  const key = vscode.workspace.asRelativePath(keyPath);
  const told =
    passwordKind === 'none'
      ? vscode.l10n.t(
          'Upload {0} at Apple and download the certificate. Its key waits in {1}, which only you can read, without a password.',
          request,
          key,
        )
      : vscode.l10n.t(
          'Upload {0} at Apple and download the certificate. Its key waits in {1}, which only you can read; its password is in the secret storage.',
          request,
          key,
        );
  const apple = vscode.l10n.t('Open Apple’s Site');
  const combine = vscode.l10n.t('Combine…');
  const reveal = vscode.l10n.t('Reveal');
  const chosen = await vscode.window.showInformationMessage(told, apple, combine, reveal);
  if (chosen === apple) await openWebPage(addPage);
  if (chosen === combine)
    await vscode.commands.executeCommand('mobileDistribution.combineCertificate' satisfies CommandId, vscode.Uri.file(keyPath));
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
}
