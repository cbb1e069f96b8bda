/**
 * The one place where a failure becomes something a person sees: what happened, what to do next, and a way to the log.
 * Cancelling is not an error and never arrives here.
 */

import * as vscode from 'vscode';
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

  /** Shows one error with its hint. Returns when the person has chosen or dismissed it. `showLog` is for work that has its own log. */
  async show(error: unknown, actions: readonly ErrorAction[] = [], showLog: () => unknown = () => this.#log.show()): Promise<void> {
    this.#log.error(error);
    // What it says comes out of the table of issues, which activation does not load.
    const { describeError } = await import('./errorText.ts');
    const choices: readonly ErrorAction[] = [...actions, { title: vscode.l10n.t('Show Log'), run: showLog }];
    const chosen = await vscode.window.showErrorMessage(describeError(error), ...choices.map(({ title }) => title));
    await choices.find(({ title }) => title === chosen)?.run();
  }
}
