/**
 * The one way commands are registered: a cancelled command says nothing, everything else that was thrown is shown once, in
 * one place. The id must be one that package.json contributes.
 */

import * as vscode from 'vscode';
import { isCancelled } from '../../core/base/cancellation.ts';
import { type ErrorPresenter } from './errors/errorPresenter.ts';
import { type CommandId } from './manifest.ts';

export type CommandHandler = (...args: readonly unknown[]) => unknown;

export class CommandRegistry implements vscode.Disposable {
  readonly #errors: ErrorPresenter;
  readonly #registrations: vscode.Disposable[] = [];

  constructor(errors: ErrorPresenter) {
    this.#errors = errors;
  }

  register(id: CommandId, handler: CommandHandler): void {
    this.#add(id, handler);
  }

  /** A command for our own links and quick fixes; it is in no menu and not in the palette. */
  registerInternal(id: `_mobileDistribution.${string}`, handler: CommandHandler): void {
    this.#add(id, handler);
  }

  #add(id: string, handler: CommandHandler): void {
    this.#registrations.push(vscode.commands.registerCommand(id, async (...args: unknown[]) => await this.#run(handler, args)));
  }

  async #run(handler: CommandHandler, args: readonly unknown[]): Promise<unknown> {
    try {
      return await handler(...args);
    } catch (error) {
      if (!isCancelled(error)) await this.#errors.show(error, { tryAgain: async () => await this.#run(handler, args) });
      return undefined;
    }
  }

  dispose(): void {
    for (const registration of this.#registrations.splice(0)) registration.dispose();
  }
}
