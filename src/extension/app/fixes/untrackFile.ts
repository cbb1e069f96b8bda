/** Lets git forget a file that stays on the disk: out of the index, and a line in `.gitignore` that keeps it out. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ProjectWorld } from '../../../core/workflow/workflowWorld.ts';
import { editFile } from '../../shared/workspace/editText.ts';
import { ignoreLine, withIgnoreLine } from './ignoreLine.ts';

export async function untrackFile({ files, paths, sourceControl }: ProjectWorld, path: string): Promise<void> {
  const name = paths.basename(path);
  const forget = vscode.l10n.t('Stop Tracking in Git');
  const question = vscode.l10n.t('Stop tracking {0} in Git?', name);
  const detail = vscode.l10n.t(
    'The file stays on disk. Your next commit removes it from Git, and .gitignore keeps it out. Earlier commits still contain it; if others can read them, treat its key as exposed.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, forget)) !== forget) throw Failure.of('cancelled', {});
  if ((await sourceControl.untrack?.(path)) !== true) throw Failure.of('git-refused', { path });
  await ignoreFile({ files, paths }, path);
}

/** In the `.gitignore` next to the file. */
export async function ignoreFile({ files, paths }: Pick<ProjectWorld, 'files' | 'paths'>, path: string): Promise<void> {
  const name = paths.basename(path);
  const ignored = paths.join(paths.dirname(path), '.gitignore');
  if (await files.stat(ignored)) await editFile(ignored, (text) => withIgnoreLine(text, name));
  else {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(vscode.Uri.file(ignored), { contents: new TextEncoder().encode(`${ignoreLine(name)}\n`), ignoreIfExists: true });
    await vscode.workspace.applyEdit(edit);
  }
}
