/** Changes the text of a document or a file through the editor, so that undo takes the change back. */

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { textDifference } from './textDifference.ts';

/** The smallest edit that makes the text of the document `after`; nothing when it is that already. */
export function textEdit(document: vscode.TextDocument, after: string): vscode.WorkspaceEdit | undefined {
  const before = document.getText();
  if (after === before) return undefined;
  const { start, end, inserted } = textDifference(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), inserted);
  return edit;
}

export async function replaceText(document: vscode.TextDocument, after: string): Promise<void> {
  const edit = textEdit(document, after);
  if (edit && !(await vscode.workspace.applyEdit(edit)))
    throw Failure.of('settings-not-editable', { problem: vscode.l10n.t('VS Code rejected the change') });
}

/**
 * Changes a file and saves it, unless someone has their own changes in it: these are theirs to save. A link that leads out of the
 * folder is refused, as VS Code would write to where it leads.
 */
export async function editFile(path: string, change: (text: string) => string, within = dirname(path)): Promise<void> {
  const { requireWithin } = await import('../../../node/writePlace.ts');
  await requireWithin(path, { within });
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const wasDirty = document.isDirty;
  await replaceText(document, change(document.getText()));
  if (!wasDirty && document.isDirty && !(await document.save()))
    throw Failure.of('file-unwritable', { path, reason: vscode.l10n.t('VS Code could not save it') });
}
