/** The text of a file that is open with changes, as `DocumentFileSystem` asks for it. */

import * as vscode from 'vscode';

export function unsavedText(path: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && uri.fsPath === path)?.getText();
}
