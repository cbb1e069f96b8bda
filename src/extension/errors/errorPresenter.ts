/**
 * The one place where a failure becomes something a person sees: what happened, what to do next, and a way to the log.
 * Cancelling is not an error and never arrives here.
 */

import * as vscode from 'vscode';
import { isFailure } from '../../core/base/failure.ts';
import { type Issue } from '../../core/base/issue.ts';
import { type Log } from '../log.ts';

export interface ErrorAction {
  readonly title: string;
  run(): unknown;
}

export class ErrorPresenter {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Shows one error with its hint. Returns when the person has chosen or dismissed it. */
  async show(error: unknown, actions: readonly ErrorAction[] = []): Promise<void> {
    this.#log.error(error);
    const choices: readonly ErrorAction[] = [...actions, { title: vscode.l10n.t('Show Log'), run: () => this.#log.show() }];
    const chosen = await vscode.window.showErrorMessage(describeError(error), ...choices.map(({ title }) => title));
    await choices.find(({ title }) => title === chosen)?.run();
  }
}

/** One or two sentences: what happened, and what to do. */
export function describeError(error: unknown): string {
  if (!isFailure(error)) {
    const reason = error instanceof Error ? error.message : String(error);
    return vscode.l10n.t('Mobile Distribution met a defect of its own: {0}. Please report it with the log.', reason);
  }
  // What stopped the work, not the doubts beside it.
  const errors = error.issues.filter(({ severity }) => severity === 'error');
  const noEngine = errors.find(({ code }) => code === 'engine-platform');
  // Where nothing can make the package, what else is missing for it does not matter yet.
  if (noEngine) return describeIssue(noEngine);
  const [first, ...more] = errors.length > 0 ? errors : error.issues;
  if (first)
    return more.length === 0 ? describeIssue(first) : `${describeIssue(first)} ${vscode.l10n.t('({0} more in Problems)', more.length)}`;
  return error.hint === '' ? sentence(error.message) : `${sentence(error.message)} ${sentence(error.hint)}`;
}

function describeIssue(issue: Issue): string {
  return `${sentence(issue.message)} ${sentence(issue.remedy)}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
