/** Deletes the file of a package, after asking. Its line of the ledger stays: the ledger is only ever added to. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { requireRecordedContent } from './packageFiles.ts';
import { type PackageSubject } from './packageSubject.ts';

/** Whether it was deleted. */
export async function deletePackage(files: FileSystem, { path, recorded }: PackageSubject): Promise<boolean> {
  const uri = vscode.Uri.file(path);
  if (!(await isThere(uri))) throw Failure.of('package-file-missing', { path });
  // Below the product's own folder there is nothing but packages.
  if (recorded && !isWithin(recorded.app.opened.product.packages, path)) await requireRecordedContent(files, path, recorded.record);
  const detail = [
    vscode.l10n.t('{0} will be moved to the trash.', basename(path)),
    ...(recorded ? [vscode.l10n.t('The history entry stays, so the version code remains taken; the package is shown as missing.')] : []),
  ].join('\n\n');
  const title = recorded ? `${recorded.record.name} ${recorded.record.version} (${recorded.record.versionCode})` : basename(path);
  const move = vscode.l10n.t('Move to Trash');
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('Delete {0}?', title), { modal: true, detail }, move);
  if (chosen !== move) return false;
  if (!(await remove(uri))) return false;
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
