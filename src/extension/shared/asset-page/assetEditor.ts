/**
 * An asset viewer as an editor of VS Code, for all files of its patterns in package.json. Read-only; what a viewer needs is loaded when
 * the first one opens.
 */

import * as vscode from 'vscode';
import { type Log } from '../log.ts';
import { type EditorId } from '../manifest.ts';
import { AssetDocument } from './assetDocument.ts';
import { type AssetPage } from './assetPage.ts';
import { type AssetReader } from './assetReader.ts';

export interface AssetEditorParts<Action> {
  readonly viewTypes: readonly EditorId[];
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly loadReader: () => Promise<AssetReader<Action>>;
}

export class AssetEditor<Action extends { readonly kind: string }>
  implements vscode.CustomReadonlyEditorProvider<AssetDocument>, vscode.Disposable
{
  readonly #parts: AssetEditorParts<Action>;
  readonly #pages = new Set<AssetPage<Action>>();
  readonly #registrations: vscode.Disposable[] = [];

  constructor(parts: AssetEditorParts<Action>) {
    this.#parts = parts;
  }

  start(): void {
    for (const viewType of this.#parts.viewTypes)
      this.#registrations.push(vscode.window.registerCustomEditorProvider(viewType, this, { supportsMultipleEditorsPerDocument: true }));
  }

  openCustomDocument(uri: vscode.Uri): AssetDocument {
    const document = new AssetDocument(uri);
    document.start();
    return document;
  }

  async resolveCustomEditor(document: AssetDocument, panel: vscode.WebviewPanel, token: vscode.CancellationToken): Promise<void> {
    const [{ AssetPage: Page }, reader] = await Promise.all([import('./assetPage.ts'), this.#parts.loadReader()]);
    // It was closed while it was loaded.
    if (token.isCancellationRequested) return;
    const page = new Page({ ...this.#parts, reader }, document, panel);
    this.#pages.add(page);
    panel.onDidDispose(() => {
      this.#pages.delete(page);
      page.dispose();
    });
    page.start();
  }

  dispose(): void {
    for (const registration of this.#registrations.splice(0)) registration.dispose();
    for (const page of this.#pages) page.dispose();
    this.#pages.clear();
  }
}
