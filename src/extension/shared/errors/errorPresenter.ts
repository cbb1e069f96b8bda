/**
 * The one place where a failure becomes something a person sees: what happened, what to do next, and a way to the log.
 * Cancelling is not an error and never arrives here.
 */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { type Log } from '../log.ts';

export interface ErrorAction {
  readonly title: string;
  run(): unknown;
}

export interface ErrorChoices {
  readonly actions?: readonly ErrorAction[];
  /** Does the work again. Offered first after a wrong password. */
  readonly tryAgain?: () => unknown;
  /** For work that has its own log. */
  readonly showLog?: () => unknown;
}

export class ErrorPresenter {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Shows one error with its hint. Returns when the person has chosen or dismissed it, and what was chosen has ended. */
  async show(error: unknown, { actions = [], tryAgain, showLog = () => this.#log.show() }: ErrorChoices = {}): Promise<void> {
    this.#log.error(error);
    // What it says comes out of the table of issues, which activation does not load.
    const { describeError, isWrongPassword } = await import('./errorText.ts');
    const again = tryAgain && isWrongPassword(error) ? [tryAgainAction(tryAgain)] : [];
    const choices: readonly ErrorAction[] = [...again, ...actions, { title: vscode.l10n.t('Show Log'), run: showLog }];
    const chosen = await vscode.window.showErrorMessage(describeError(error), ...choices.map(({ title }) => title));
    await choices.find(({ title }) => title === chosen)?.run();
  }

  /** Does some work, and offers to do it again when it fails for whatever reason. Only cancelling throws. */
  async orAgain(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isCancelled(error)) throw error;
      await this.show(error, { actions: [tryAgainAction(async () => await this.orAgain(work))] });
    }
  }
}

function tryAgainAction(run: () => unknown): ErrorAction {
  return { title: vscode.l10n.t('Try Again'), run };
}
