/** Whether the person trusts what is in the window, and what that is. The one place where it is asked of VS Code. */

import * as vscode from 'vscode';

export interface WorkspaceTrust {
  readonly isTrusted: () => boolean;
  /** Absolute paths of the folders that are open. */
  readonly folders: () => readonly string[];
}

/** The same for every window on the same folders. */
export function workspaceId(): string {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  // A workspace that was never saved has a file of a name that changes.
  if (workspaceFile && workspaceFile.scheme !== 'untitled') return workspaceFile.toString();
  return JSON.stringify(workspaceFolders.map(({ uri }) => uri.toString()).toSorted());
}

export const workspaceTrust: WorkspaceTrust = {
  isTrusted: () => vscode.workspace.isTrusted,
  folders: () => (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : [])),
};
