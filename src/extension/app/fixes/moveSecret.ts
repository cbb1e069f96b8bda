/** Moves a password from a file of another tool into the secret storage. It is tried on its asset first, and never shown. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { ProjectFolder } from '../../../core/projects/projectFolder.ts';
import { readImportFiles } from '../../../core/settings/import/proposeImport.ts';
import { type ImportedSecret } from '../../../core/settings/import/importedFile.ts';
import { type OpenedApp } from '../../../core/workflow/openApp.ts';
import { type FilesWorld } from '../../../core/workflow/workflowWorld.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { storeSecrets } from '../import/importedPasswords.ts';
import { removeFromFiles } from '../import/removeFromFile.ts';
import { offerUndo } from '../import/removePasswords.ts';

export interface SecretPlace {
  /** Relative to the app, with slashes. */
  readonly file: string;
  readonly key: string;
}

export async function moveSecret(
  { files, paths }: FilesWorld,
  passwords: PasswordStore,
  app: OpenedApp,
  { file, key }: SecretPlace,
): Promise<void> {
  const all = (await readImportFiles(new ProjectFolder(files, paths, app.folder))).flatMap(({ secrets }) => secrets);
  const meant = all.filter((secret) => secret.key === key && secret.place.file === file);
  const beside = all.filter((secret) => secret.purpose === 'keystore' && !meant.includes(secret));
  const { stored, wrong, other } = await storeSecrets({ files, paths, passwords }, app, meant, beside);
  const removable = [...stored, ...(await confirmRemoval([...wrong, ...other]))];
  if (removable.length === 0) throw Failure.of('cancelled', {});
  const removals = await removeFromFiles({ paths }, app.folder, removable);
  const message =
    stored.length > 0
      ? vscode.l10n.t('{0} was moved from {1} to secret storage. Earlier commits may still contain it.', key, file)
      : vscode.l10n.t('{0} was removed from {1}. Earlier commits may still contain it.', key, file);
  offerUndo(message, removals);
}

/** A password that opens no asset of the app cannot be stored: it is copied to the clipboard instead. */
async function confirmRemoval(secrets: readonly ImportedSecret[]): Promise<readonly ImportedSecret[]> {
  const [secret] = secrets;
  if (!secret) return [];
  const copy = vscode.l10n.t('Copy and Remove');
  const question = vscode.l10n.t('{0} does not open any signing asset of this app. Remove it from {1}?', secret.key, secret.place.file);
  const detail = vscode.l10n.t('It is copied to the clipboard so that you can keep it elsewhere. You can undo the change to the file.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, copy)) !== copy) return [];
  await vscode.env.clipboard.writeText(secret.secret.reveal());
  return secrets;
}
