/** Writes changes of the settings into the open document, one after the other, as edits that undo takes back one by one. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { editSettings, type SettingsChange } from '../../../core/settings/editSettings.ts';
import { textDifference } from '../../workspace/textDifference.ts';

export class DocumentEdits {
  readonly #document: vscode.TextDocument;
  #last: Promise<unknown> = Promise.resolve();

  constructor(document: vscode.TextDocument) {
    this.#document = document;
  }

  /** Settles when the document holds the changes. The document as it is then counts, not as it was when this was called. */
  async apply(changes: readonly SettingsChange[]): Promise<void> {
    const done = this.#last.then(async () => await this.#write(changes));
    this.#last = done.catch(() => undefined);
    await done;
  }

  /** Settles when everything that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #write(changes: readonly SettingsChange[]): Promise<void> {
    const before = this.#document.getText();
    const after = editSettings(before, changes);
    if (after === before) return;
    const { start, end, inserted } = textDifference(before, after);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(this.#document.uri, new vscode.Range(this.#document.positionAt(start), this.#document.positionAt(end)), inserted);
    if (!(await vscode.workspace.applyEdit(edit)))
      throw Failure.of('settings-not-editable', { problem: 'VS Code did not take the change' });
  }
}
