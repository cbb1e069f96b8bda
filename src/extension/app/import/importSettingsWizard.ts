/**
 * Import Settings…: imports settings from the files of other tools, after a review of the changes. Passwords are copied to secret storage
 * and never shown; they stay in the files unless the person removes them.
 */

import * as vscode from 'vscode';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { editSettings } from '../../../core/settings/editSettings.ts';
import { openApp, type OpenedApp } from '../../../core/workflow/openApp.ts';
import { type ImportedSettings, proposeImportedSettings } from '../../../core/workflow/proposeImportedSettings.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { editFile } from '../../shared/workspace/editText.ts';
import { isAppsNode } from '../appsNode.ts';
import { type WizardParts } from '../wizards/wizardParts.ts';
import { askBetweenFiles } from './askBetweenFiles.ts';
import { storeSecrets } from './importedPasswords.ts';
import { type ImportPreviews } from './importPreview.ts';
import { filesOf } from './removeFromFile.ts';
import { confirmAndRemove } from './removePasswords.ts';

export interface ImportParts extends WizardParts {
  readonly previews: ImportPreviews;
}

export async function runImportSettings(parts: ImportParts, argument: unknown): Promise<void> {
  const { app: entry } = isAppsNode(argument) ? argument : await parts.asker.app(argument);
  await importSettings(parts, entry.folder);
}

/** Asks whether a new app starts with settings from other tools, if there are any. Throws `cancelled`. */
export async function asksForImport(parts: Pick<WizardParts, 'files' | 'paths'>, app: OpenedApp): Promise<boolean> {
  const files = filesThatSay(await proposeImportedSettings(parts, app, ''));
  if (files.length === 0) return false;
  const take = {
    label: vscode.l10n.t('Import Settings from {0}…', files.join(', ')),
    detail: vscode.l10n.t('You can review the changes before they are saved.'),
    iconPath: new vscode.ThemeIcon('cloud-download'),
    isImport: true,
  };
  const leave = {
    label: vscode.l10n.t('Use Project Defaults'),
    iconPath: new vscode.ThemeIcon('new-file'),
    isImport: false,
  };
  const chosen = await vscode.window.showQuickPick([take, leave], { title: vscode.l10n.t('Set Up App'), ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.isImport;
}

export async function importSettings(parts: ImportParts, folder: string): Promise<void> {
  const app = await openApp(parts, folder);
  const proposal = await askBetweenFiles(await proposeImportedSettings(parts, app, await presentText(app)));
  const files = filesThatSay(proposal);
  if (files.length === 0) throw Failure.of('nothing-to-import', { folder: vscode.workspace.asRelativePath(folder) });
  if (proposal.after !== proposal.before) {
    const isApplied = await parts.previews.ask({
      title: vscode.l10n.t('Import Settings from {0}', files.join(', ')),
      path: app.settingsPath,
      isThere: app.hasSettings,
      after: proposal.after,
      question: questionOf(proposal, files),
    });
    if (!isApplied) throw Failure.of('cancelled', {});
    await apply(app, proposal);
    parts.index.refresh();
  } else if (proposal.secrets.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The package settings already include everything from {0}.', files.join(', ')));
  }
  await moveSecrets(parts, await openApp(parts, folder), proposal);
}

function filesThatSay({ files }: ImportedSettings): readonly string[] {
  return files.filter(({ values, secrets }) => values.length + secrets.length > 0).map(({ file }) => file);
}

/** As the editor has it, saved or not. */
async function presentText({ hasSettings, settingsPath }: OpenedApp): Promise<string> {
  return hasSettings ? (await vscode.workspace.openTextDocument(vscode.Uri.file(settingsPath))).getText() : '';
}

function questionOf({ values, secrets }: ImportedSettings, files: readonly string[]): string {
  const message =
    values.length === 1
      ? vscode.l10n.t('Import 1 setting from {0}?', files.join(', '))
      : vscode.l10n.t('Import {0} settings from {1}?', values.length, files.join(', '));
  if (secrets.length === 0) return message;
  return `${message} ${vscode.l10n.t('Passwords are copied to secret storage, never to the settings.')}`;
}

async function apply({ hasSettings, settingsPath }: OpenedApp, { before, after, values }: ImportedSettings): Promise<void> {
  // What was typed while the difference was looked at stays.
  if (hasSettings) return await editFile(settingsPath, (text) => (text === before ? after : editSettings(text, values)));
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(vscode.Uri.file(settingsPath), { contents: new TextEncoder().encode(after) });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw Failure.of('file-unwritable', { path: settingsPath, reason: vscode.l10n.t('VS Code could not create it') });
}

async function moveSecrets(parts: ImportParts, app: OpenedApp, { secrets }: ImportedSettings): Promise<void> {
  const { stored, wrong } = await storeSecrets(parts, app, secrets);
  if (wrong.length > 0) {
    const names = wrong.map(({ key, place }) => `${key} (${place.file})`).join(', ');
    void vscode.window.showWarningMessage(vscode.l10n.t('Not saved, because they are wrong: {0}', names));
  }
  if (stored.length === 0) return;
  // The import is done, so nothing waits for the answer.
  void offerRemoval(parts, app.folder, stored);
}

/** Keeping them is the first answer, as other tools read them there. */
async function offerRemoval(parts: ImportParts, folder: string, stored: Parameters<typeof filesOf>[0]): Promise<void> {
  const files = filesOf(stored).join(', ');
  const [keep, remove] = [vscode.l10n.t('Keep'), vscode.l10n.t('Remove Passwords…')];
  const message =
    stored.length === 1
      ? vscode.l10n.t(
          'The password from {0} was copied to secret storage. Your Gradle/EAS build probably still reads it from the file.',
          files,
        )
      : vscode.l10n.t(
          '{0} passwords from {1} were copied to secret storage. Your Gradle/EAS build probably still reads them from the file.',
          stored.length,
          files,
        );
  if ((await vscode.window.showInformationMessage(message, keep, remove)) !== remove) return;
  try {
    await confirmAndRemove(parts, folder, stored);
  } catch (error) {
    if (!isFailure(error, 'cancelled')) void vscode.window.showErrorMessage(describeError(error));
  }
}
