/** Set Up App: settings for an app that has none, from the files of other tools or from the project, and the form on them. */

import * as vscode from 'vscode';
import { utf8 } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { openApp } from '../../../core/workflow/openApp.ts';
import { proposeSettings } from '../../../core/workflow/proposeSettings.ts';
import { nameOf } from '../appEntry.ts';
import { isAppsNode } from '../appsNode.ts';
import { asksForImport, importSettings } from '../import/importSettingsWizard.ts';
import { readSetting } from '../../shared/settings.ts';
import { type SetUpParts } from './setUpCommands.ts';

/** Writes the proposed settings and opens the form on them. An app that has settings already just gets its form. */
export async function setUpApp(parts: SetUpParts, argument: unknown): Promise<void> {
  const folder = await chooseFolder(parts, argument);
  const app = await openApp(parts, folder);
  if (!app.hasSettings) {
    if (await asksForImport(parts, app)) await importSettings(parts.imports, folder);
    else {
      const androidBuildType = readSetting('defaultBuildType', vscode.Uri.file(folder)) || undefined;
      await parts.files.writeFile(app.settingsPath, utf8(proposeSettings(app, { androidBuildType }).text), { within: app.folder });
      parts.index.refresh();
    }
  }
  await parts.openForm(vscode.Uri.file(app.settingsPath));
}

/** An app that was found and is not set up yet; else a folder the person names. */
async function chooseFolder({ index }: SetUpParts, argument: unknown): Promise<string> {
  if (isAppsNode(argument)) return argument.app.folder;
  if (argument instanceof vscode.Uri) return argument.fsPath;
  const apps = (await index.apps()).filter(({ opened }) => !opened.hasSettings);
  const [only] = apps;
  if (apps.length === 1 && only) return only.folder;
  const other = { label: vscode.l10n.t('Another Folder…'), folder: undefined };
  const items = [
    ...apps.map((app) => ({ label: nameOf(app), description: vscode.workspace.asRelativePath(app.folder), folder: app.folder })),
    other,
  ];
  const chosen =
    apps.length === 0
      ? other
      : await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Set up which app?'), ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  if (chosen.folder !== undefined) return chosen.folder;
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Set Up App'),
    title: vscode.l10n.t('Choose the app folder'),
    ...(start && { defaultUri: start }),
  });
  const uri = picked?.[0];
  if (!uri) throw Failure.of('cancelled', {});
  return uri.fsPath;
}
