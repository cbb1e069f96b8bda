/** The extension's own log channel. What is written here was never a secret: `Secret` prints as dots. */

import * as vscode from 'vscode';
import { isFailure } from '../../core/base/failure.ts';

export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Mobile Distribution', { log: true });

  info(message: string): void {
    this.#channel.info(message);
  }

  warn(message: string): void {
    this.#channel.warn(message);
  }

  /** Writes what happened with its causes; a defect of ours keeps its stack. */
  error(error: unknown): void {
    let each = error;
    for (let depth = 0; each !== undefined && depth < 8; depth += 1) {
      this.#channel.error(lineOf(each));
      each = each instanceof Error ? each.cause : undefined;
    }
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function lineOf(error: unknown): string {
  if (isFailure(error) && error.kind !== 'internal') return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
