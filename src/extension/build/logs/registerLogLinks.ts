/** Makes places in logs of packages links; the code behind it is loaded with the first log that is opened. */

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { type LogLinkParts } from './logLinks.ts';

/** Of packages, below the folder of their app. */
const packageLogs: vscode.DocumentFilter = { scheme: 'file', pattern: '**/.mobile-distribution/logs/*.log' };

export function registerLogLinks(parts: LogLinkParts): vscode.Disposable {
  return linksIn(packageLogs, parts, ({ fsPath }) => [dirname(dirname(dirname(fsPath)))]);
}

/** The same for a log of elsewhere, whose places are looked for in the workspace. */
export function registerLinksOf(log: vscode.Uri, parts: LogLinkParts): vscode.Disposable {
  // A pattern would take signs in its name for its own.
  const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(log.fsPath)), '*');
  return linksIn({ scheme: 'file', pattern }, parts, (uri) => (uri.toString() === log.toString() ? [] : undefined));
}

function linksIn(
  selector: vscode.DocumentFilter,
  parts: LogLinkParts,
  /** Besides those of the workspace; nothing for a file that is not meant. */
  foldersOf: (log: vscode.Uri) => readonly string[] | undefined,
): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(selector, {
    provideDocumentLinks: async (document, token) => {
      const folders = foldersOf(document.uri);
      if (!folders) return [];
      const { logLinks } = await import('./logLinks.ts');
      const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
      return await logLinks(document, [...new Set([...folders, ...workspace])], parts, token);
    },
  });
}
