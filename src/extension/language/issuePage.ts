/** The page that explains an issue code, shown when the code beside a problem is clicked. Made from the table of issues. */

import * as vscode from 'vscode';
import { issueTable, type IssueCode } from '../../core/base/issues/issueTable.ts';
import { escapeMarkdown } from './settingsHover.ts';

const issuePageScheme = 'mobile-distribution-issue';

export class IssuePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  #registration: vscode.Disposable | undefined;

  start(): void {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(issuePageScheme, this);
  }

  /** Opens the page of a code, rendered. */
  async open(code: unknown): Promise<void> {
    if (!isIssueCode(code)) return;
    const uri = vscode.Uri.from({ scheme: issuePageScheme, path: `/${code}.md` });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const code = uri.path.slice(1).replace(/\.md$/, '');
    if (!isIssueCode(code)) return '';
    const { severity, message, remedy } = issueTable[code];
    const severities = { error: vscode.l10n.t('Error'), warning: vscode.l10n.t('Warning'), info: vscode.l10n.t('Note') };
    return [
      `# ${code}`,
      `**${severities[severity]}**`,
      `${place(message)}.`,
      `## ${vscode.l10n.t('What to do')}`,
      `${place(remedy)}.`,
      vscode.l10n.t('Names in braces stand for what is filled in.'),
    ].join('\n\n');
  }

  dispose(): void {
    this.#registration?.dispose();
  }
}

function place(template: string): string {
  return escapeMarkdown(template).replace(/\\\{(\w+)\\\}/g, '`{$1}`');
}

function isIssueCode(code: unknown): code is IssueCode {
  return typeof code === 'string' && Object.hasOwn(issueTable, code);
}
