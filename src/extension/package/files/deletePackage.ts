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
  const paths = present.map(({ path }) => path);
  const kept: string[] = [];
  for (const path of paths) if (!(await remove(path, { useTrash: true }))) kept.push(path);
  const isForever = kept.length > 0 && (await asksForever(kept));
  if (isForever) for (const path of kept) await remove(path, { useTrash: false });
  return isForever ? paths : paths.filter((path) => !kept.includes(path));
}

function titleOf({ path, recorded }: PackageSubject): string {
  return recorded ? `${recorded.record.name} ${recorded.record.version} (${recorded.record.versionCode})` : basename(path);
}

async function presentOf(subjects: readonly PackageSubject[]): Promise<readonly PackageSubject[]> {
  const there = await Promise.all(subjects.map(async (subject) => ((await isThere(vscode.Uri.file(subject.path))) ? [subject] : [])));
  return there.flat();
}

/** Returns `false` where there is no trash, as on many remote machines. Without the trash it throws what VS Code throws. */
async function remove(path: string, { useTrash }: { readonly useTrash: boolean }): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(vscode.Uri.file(path), { useTrash });
  } catch (error) {
    if (useTrash) return false;
    throw error;
  }
  // The v4 signature next to it is of no use without it.
  const idsig = vscode.Uri.file(`${path}.idsig`);
  if (await isThere(idsig)) await vscode.workspace.fs.delete(idsig);
  return true;
}

/** Once for all files that the trash does not take. */
async function asksForever(paths: readonly string[]): Promise<boolean> {
  const [first = ''] = paths;
  const forever = vscode.l10n.t('Delete Permanently');
  const isOne = paths.length === 1;
  const detail = isOne
    ? vscode.l10n.t('You cannot restore the file afterwards.')
    : [...paths.map((path) => basename(path)), vscode.l10n.t('You cannot restore the files afterwards.')].join('\n');
  const question = isOne
    ? vscode.l10n.t('The trash is not available. Delete {0} permanently?', basename(first))
    : vscode.l10n.t('The trash is not available. Delete {0} packages permanently?', paths.length);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, forever)) === forever;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
