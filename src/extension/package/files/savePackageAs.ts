/** Saves a package where the person wants it, with progress; and what the system's file manager can do afterwards. */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { type CopyFiles, copyPackage } from './copyPackage.ts';
import { requirePackageFile } from './packageFiles.ts';
import { type PackageSubject } from './packageSubject.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';

export async function savePackageAs(places: CopyFiles, { path }: PackageSubject): Promise<void> {
  await requirePackageFile(places.files, path);
  const downloads = join(homedir(), 'Downloads');
  const folder = existsSync(downloads) ? downloads : homedir();
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? 'apk';
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Download Package As'),
    saveLabel: vscode.l10n.t('Save'),
    defaultUri: vscode.Uri.file(join(folder, basename(path))),
    filters: { [vscode.l10n.t('Package')]: [extension] },
  });
  if (!target || (target.scheme === 'file' && target.fsPath === path)) return;
  await cancellableProgress(vscode.l10n.t('Saving {0}', basename(target.path)), async ({ signal, report }) => {
    await copyPackage(places, path, target, { signal, report });
  });
  void tellSaved(target);
}

async function tellSaved(target: vscode.Uri): Promise<void> {
  const show = vscode.l10n.t('Reveal');
  const buttons = canRevealInSystem() && target.scheme === 'file' ? [show] : [];
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Saved {0}', basename(target.path)), ...buttons);
  if (chosen === show) await vscode.commands.executeCommand('revealFileInOS', target);
}

/** The file manager of the system is there only where window and files are on one desktop. */
export function canRevealInSystem(): boolean {
  return vscode.env.uiKind === vscode.UIKind.Desktop && (vscode.env.remoteName === undefined || vscode.env.remoteName === 'wsl');
}
