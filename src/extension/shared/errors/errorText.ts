/** What an error or an issue is called in a sentence or two: what happened, and what to do. Loads the whole table of issues. */

import * as vscode from 'vscode';
import { isFailure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { failureText, issueText } from './tableText.ts';

export function describeError(error: unknown): string {
  if (!isFailure(error)) {
    const reason = error instanceof Error ? error.message : String(error);
    return vscode.l10n.t('Mobile Distribution has an internal error: {0}. Please report it with the log.', reason);
  }
  // What stopped the work, not the doubts besides it.
  const errors = error.issues.filter(({ severity }) => severity === 'error');
  const noEngine = errors.find(({ code }) => code === 'engine-platform');
  // Where nothing can make the package, what else is missing for it does not matter yet.
  if (noEngine) return describeIssue(noEngine);
  const [first, ...more] = errors.length > 0 ? errors : error.issues;
  if (first)
    return more.length === 0 ? describeIssue(first) : `${describeIssue(first)} ${vscode.l10n.t('({0} more in Problems)', more.length)}`;
  const { message, hint } = failureText(error);
  return hint === '' ? sentence(message) : `${sentence(message)} ${sentence(hint)}`;
}

const wrongPasswords: ReadonlySet<Issue['code']> = new Set([
  'keystore-password-wrong',
  'keystore-key-password-wrong',
  'certificate-password-wrong',
]);

/** Whether another password would do. */
export function isWrongPassword(error: unknown): boolean {
  return isFailure(error, 'issues-found') && error.issues.some(({ code }) => wrongPasswords.has(code));
}

export function describeIssue(issue: Issue): string {
  const { message, remedy } = issueText(issue);
  return `${sentence(message)} ${sentence(remedy)}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
