/** Request Apple Certificate…: a key that stays here, and the request that Apple's site makes a certificate of. */

import * as vscode from 'vscode';
import { openWebPage } from '../../../shared/openWebPage.ts';
import { writeCertificateRequest } from '../../../../core/workflow/assets/writeCertificateRequest.ts';
import { type CommandId } from '../../../shared/manifest.ts';
import { chosenPasswordOrNone, type PasswordKind } from '../../../shared/questions/chosenPassword.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
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
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating the key and the certificate request…') },
    async () =>
      await writeCertificateRequest(world, { path, keyPath, keyPassword, commonName, ...(emailAddress !== '' && { emailAddress }) }),
  );
  if (keyPassword) await passwords.set({ purpose: 'privateKey', asset: keyPath }, keyPassword);
  void tell(path, keyPath, passwordKind);
}

async function tell(path: string, keyPath: string, passwordKind: PasswordKind): Promise<void> {
  const request = vscode.workspace.asRelativePath(path);
  const key = vscode.workspace.asRelativePath(keyPath);
  const message =
    passwordKind === 'none'
      ? vscode.l10n.t(
          'Upload {0} to Apple, then download the certificate. Its private key is in {1}, without a password; only your user can read the file.',
          request,
          key,
        )
      : vscode.l10n.t(
          'Upload {0} to Apple, then download the certificate. Its private key is in {1}, which only your user can read; its password is in secret storage.',
          request,
          key,
        );
  const apple = vscode.l10n.t('Open Apple Site');
  const combine = vscode.l10n.t('Create .p12…');
  const reveal = vscode.l10n.t('Reveal');
  const chosen = await vscode.window.showInformationMessage(message, apple, combine, reveal);
  if (chosen === apple) await openWebPage(addPage);
  if (chosen === combine)
    await vscode.commands.executeCommand('mobileDistribution.combineCertificate' satisfies CommandId, vscode.Uri.file(keyPath));
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
}
