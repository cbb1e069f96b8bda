/** The file dialog of a field. The path is relative to the settings file, as it is committed. */

import * as vscode from 'vscode';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { type SettingRow } from './formFields.ts';

export async function chooseAssetPath(row: SettingRow, label: string, appFolder: string, paths: PathTools): Promise<string | undefined> {
  const isFolder = row.kind === 'folder';
  const endings = row.field.type === 'string' ? row.field.endings : undefined;
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: label,
      openLabel: vscode.l10n.t('Choose'),
      defaultUri: vscode.Uri.file(appFolder),
      canSelectFiles: !isFolder,
      canSelectFolders: isFolder,
      canSelectMany: false,
      ...(endings && { filters: { [label]: [...endings], [vscode.l10n.t('All files')]: ['*'] } }),
    })) ?? [];
  return chosen && (paths.relative(appFolder, chosen.fsPath) || '.');
}
