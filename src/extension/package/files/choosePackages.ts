/** Asks which packages to use: one of the workspace's own, or any file. Escape cancels. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { platformName } from '../../../core/settings/platform.ts';
import { packagesOf, platformsOf } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { relativeTime } from '../../shared/relativeTime.ts';
import { requirePackageFile } from './packageFiles.ts';
import { type PackageSubjects } from './packageSubjects.ts';

export interface ChoosePackagesParts {
  readonly index: AppIndex;
  readonly subjects: PackageSubjects;
  readonly files: FileSystem;
}

export interface ChoosePackagesWords {
  readonly question: string;
  /** Of the dialog for files. */
  readonly title: string;
  readonly openLabel: string;
  readonly canSelectMany: boolean;
}

/** The packages of the workspace, newest first, and any other file. */
export async function choosePackages(
  { index, subjects, files }: ChoosePackagesParts,
  words: ChoosePackagesWords,
): Promise<readonly vscode.Uri[]> {
  const recorded = (await index.apps()).flatMap((app) =>
    platformsOf(app).flatMap((platform) => packagesOf(app, platform).map((record) => ({ kind: 'package', app, record }) as const)),
  );
  if (recorded.length === 0) return await pickFile(words);
  const items = recorded
    .sort((a, b) => b.record.createdAt.localeCompare(a.record.createdAt))
    .map((node) => ({
      label: `${node.record.name} ${node.record.version} (${node.record.versionCode})`,
      description: `${platformName(node.record.platform)} ${node.record.buildType} · ${relativeTime(new Date(node.record.createdAt), new Date())}`,
      node,
    }));
  const line = { label: '', kind: vscode.QuickPickItemKind.Separator, node: undefined };
  const other = { label: `$(folder-opened) ${vscode.l10n.t('Choose a File…')}`, alwaysShow: true, node: undefined };
  const chosen = await vscode.window.showQuickPick([...items, line, other], {
    title: words.question,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  if (!chosen.node) return await pickFile(words);
  const { path } = await subjects.resolve(chosen.node);
  await requirePackageFile(files, path);
  return [vscode.Uri.file(path)];
}

async function pickFile({ title, openLabel, canSelectMany }: ChoosePackagesWords): Promise<readonly vscode.Uri[]> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel,
    canSelectMany,
    filters: { [vscode.l10n.t('Packages')]: ['apk', 'aab', 'ipa'] },
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen;
}
