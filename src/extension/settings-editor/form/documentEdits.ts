/** Writes changes of the settings into the open document, one after the other, as edits that undo takes back one by one. */

import type * as vscode from 'vscode';
import { editSettings, type SettingsChange } from '../../../core/settings/editSettings.ts';
import { replaceText } from '../../shared/workspace/editText.ts';

export class DocumentEdits {
  readonly #document: vscode.TextDocument;
  #last: Promise<unknown> = Promise.resolve();

  constructor(document: vscode.TextDocument) {
    this.#document = document;
  }

  /** Settles when the document contains the changes. The document as it is then counts, not as it was when this was called. */
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
    await replaceText(this.#document, editSettings(this.#document.getText(), changes));
  }
}
