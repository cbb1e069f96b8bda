/** What the page of an issue code says, as Markdown. Loads the whole table of issues. */

import * as vscode from 'vscode';
import { issueTable, type IssueCode } from '../../../core/base/issues/issueTable.ts';
import { issueText } from '../../shared/errors/tableText.ts';
import { escapeMarkdown } from '../../shared/markdownText.ts';

/** `undefined` when there is no such issue. */
export function issuePageText(code: string): string | undefined {
  if (!isIssueCode(code)) return undefined;
  const { severity } = issueTable[code];
  const { message, remedy } = issueText({ code, params: {} });
  const severities = { error: vscode.l10n.t('Error'), warning: vscode.l10n.t('Warning'), info: vscode.l10n.t('Note') };
  return [
    `# ${code}`,
    `**${severities[severity]}**`,
    `${place(message)}.`,
    `## ${vscode.l10n.t('What to do')}`,
    `${place(remedy)}.`,
    vscode.l10n.t('Values in braces are placeholders.'),
  ].join('\n\n');
}

function place(template: string): string {
  return escapeMarkdown(template).replace(/\\\{(\w+)\\\}/g, '`{$1}`');
}

function isIssueCode(code: string): code is IssueCode {
  return Object.hasOwn(issueTable, code);
}
