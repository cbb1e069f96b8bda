/** The page that explains an issue code, shown when the code next to a problem is clicked. Made from the table of issues. */

import * as vscode from 'vscode';

const issuePageScheme = 'mobile-distribution-issue';

export class IssuePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  #registration: vscode.Disposable | undefined;

  start(): void {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(issuePageScheme, this);
  }

  /** Opens the page of a code, rendered. */
  async open(code: unknown): Promise<void> {
    if (typeof code !== 'string' || (await textOf(code)) === undefined) return;
    const uri = vscode.Uri.from({ scheme: issuePageScheme, path: `/${code}.md` });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return (await textOf(uri.path.slice(1).replace(/\.md$/, ''))) ?? '';
  }

  dispose(): void {
    this.#registration?.dispose();
  }
}

async function textOf(code: string): Promise<string | undefined> {
  const { issuePageText } = await import('./issuePageText.ts');
  return issuePageText(code);
}
