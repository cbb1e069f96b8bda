/**
 * Remove Passwords from Project Files…: of those that secret storage has, too. Other tools read them from these files, so it is confirmed
 * first and can be undone.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { ProjectFolder } from '../../../core/projects/projectFolder.ts';
import { type ImportedSecret } from '../../../core/settings/import/importedFile.ts';
import { readImportFiles } from '../../../core/settings/import/proposeImport.ts';
import { readerOf } from '../../../core/settings/import/removeSecrets.ts';
import { openApp } from '../../../core/workflow/openApp.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { type WizardParts } from '../wizards/wizardParts.ts';
import { storedSecrets } from './importedPasswords.ts';
import { type FileRemoval, filesOf, removeFromFiles, restoreFiles } from './removeFromFile.ts';

export async function runRemovePasswords(parts: WizardParts, argument: unknown): Promise<void> {
  const { app: entry } = await parts.asker.app(argument);
  const { files, paths } = parts;
  const app = await openApp(parts, entry.folder);
  const all = (await readImportFiles(new ProjectFolder(files, paths, app.folder))).flatMap(({ secrets }) => secrets);
  const stored = await storedSecrets(parts, app, all);
  if (stored.length > 0) return await confirmAndRemove(parts, app.folder, stored);
  void vscode.window.showInformationMessage(
    all.length === 0
      ? vscode.l10n.t('The files of other tools contain no passwords.')
      : vscode.l10n.t('The passwords in {0} are not in secret storage, so they were not removed.', filesOf(all).join(', ')),
  );
}

export async function confirmAndRemove(
  parts: Pick<WizardParts, 'paths'>,
  folder: string,
  secrets: readonly ImportedSecret[],
): Promise<void> {
  const files = filesOf(secrets).join(', ');
  const keys = [...new Set(secrets.map(({ key }) => key))].join(', ');
  const remove = vscode.l10n.t('Remove Passwords');
  const question = vscode.l10n.t('Remove {0} from {1}?', keys, files);
  const detail = [
    vscode.l10n.t(
      'These tools read the passwords there and cannot sign without them, unless you provide them in another way: {0}.',
      tools(secrets),
    ),
    vscode.l10n.t('Mobile Distribution uses the copies in secret storage. Earlier commits may still contain the passwords.'),
  ].join('\n\n');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) throw Failure.of('cancelled', {});
  offerUndo(vscode.l10n.t('Removed {0} from {1}.', keys, files), await removeFromFiles(parts, folder, secrets));
}

/** The file may not be open, so that undo in the editor would not reach it. The caller does not wait for the answer. */
export function offerUndo(message: string, removals: readonly FileRemoval[]): void {
  void askAndUndo(message, removals);
}

async function askAndUndo(message: string, removals: readonly FileRemoval[]): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(message, undo)) !== undo) return;
  try {
    const changed = (await restoreFiles(removals)).map((path) => vscode.workspace.asRelativePath(path));
    if (changed.length === 0) return;
    void vscode.window.showWarningMessage(vscode.l10n.t('Not restored, because the file has changed since: {0}', changed.join(', ')));
  } catch (error) {
    void vscode.window.showErrorMessage(describeError(error));
  }
}

function tools(secrets: readonly ImportedSecret[]): string {
  return [...new Set(filesOf(secrets).map((file) => readerOf(file)?.tool ?? file))].join(', ');
}
