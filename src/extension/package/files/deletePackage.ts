/** Deletes files of packages, after asking. Their lines of the ledger stay: the ledger is only ever added to. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { requireRecordedContent } from './packageFiles.ts';
import { type PackageSubject } from './packageSubject.ts';

/** The paths of those that were deleted. Files of packages that are gone already are left out, unless it is the only one. */
export async function deletePackages(files: FileSystem, subjects: readonly PackageSubject[]): Promise<readonly string[]> {
  const present = await presentOf(subjects);
  const [first] = present;
  if (!first) throw Failure.of('package-file-missing', { path: subjects[0]?.path ?? '' });
  for (const { path, recorded } of present) {
    // Below the product's own folder there is nothing but packages.
    if (recorded && !isWithin(recorded.app.opened.product.packages, path)) await requireRecordedContent(files, path, recorded.record);
  }
  const isOne = present.length === 1;
  const detail = [
    isOne ? vscode.l10n.t('{0} will be moved to the trash.', basename(first.path)) : present.map(({ path }) => basename(path)).join('\n'),
    ...(present.some(({ recorded }) => recorded)
      ? [vscode.l10n.t('The history entry stays, so the version code remains taken; the package is shown as missing.')]
      : []),
  ].join('\n\n');
  const move = vscode.l10n.t('Move to Trash');
  const question = isOne ? vscode.l10n.t('Delete {0}?', titleOf(first)) : vscode.l10n.t('Delete {0} packages?', present.length);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, move)) !== move) return [];
  const deleted: string[] = [];
  for (const { path } of present) if (await removePackage(path)) deleted.push(path);
  return deleted;
}

function titleOf({ path, recorded }: PackageSubject): string {
  return recorded ? `${recorded.record.name} ${recorded.record.version} (${recorded.record.versionCode})` : basename(path);
}

async function presentOf(subjects: readonly PackageSubject[]): Promise<readonly PackageSubject[]> {
  const there = await Promise.all(subjects.map(async (subject) => ((await isThere(vscode.Uri.file(subject.path))) ? [subject] : [])));
  return there.flat();
}

async function removePackage(path: string): Promise<boolean> {
  if (!(await remove(vscode.Uri.file(path)))) return false;
  // The v4 signature beside it is of no use without it.
  const idsig = vscode.Uri.file(`${path}.idsig`);
  if (await isThere(idsig)) await vscode.workspace.fs.delete(idsig);
  return true;
}

/** Where there is no trash, as on many remote machines, that is asked about too. */
async function remove(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch {
    const forever = vscode.l10n.t('Delete Permanently');
    const detail = vscode.l10n.t('You cannot restore the file afterwards.');
    const question = vscode.l10n.t('The trash is not available. Delete {0} permanently?', basename(uri.path));
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, forever)) !== forever) return false;
    await vscode.workspace.fs.delete(uri);
    return true;
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
