/** The file of the active editor, whatever shows it: a text, a form or a viewer. */

import * as vscode from 'vscode';

export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}

/** The file of such a name that a command is about: that of its argument or, from the palette, that of the active editor. */
export function fileMeant(argument: unknown, name: RegExp): vscode.Uri | undefined {
  const uri = argument === undefined ? activeFile() : argument;
  return uri instanceof vscode.Uri && uri.scheme === 'file' && name.test(uri.path) ? uri : undefined;
}
