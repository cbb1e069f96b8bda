/**
 * The two kinds of tools: those that only read, and those whose deed a person agrees to first. A tool is a description of what it reads, shows
 * and does; the rest is here.
 */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type Log } from '../shared/log.ts';
import { withSignal } from '../shared/cancellation.ts';
import { answerTool } from './answerTool.ts';
import { Confirmations } from './confirmations.ts';
import { type ToolDocument } from './toolDocument.ts';

/** As VS Code calls it. */
export interface ModelTool {
  prepareInvocation(
    options: vscode.LanguageModelToolInvocationPrepareOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.PreparedToolInvocation | undefined>;
  invoke(
    options: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult>;
}

export interface ReadingTool {
  /** What is shown while it works. A failure shows nothing: the work itself reports it, in words for the model. */
  readonly show: (input: unknown) => vscode.PreparedToolInvocation;
  readonly work: (input: unknown, signal: AbortSignal) => Promise<ToolDocument>;
}

export function readingTool(log: Log, { show, work }: ReadingTool): ModelTool {
  return {
    prepareInvocation: async ({ input }) => {
      try {
        return show(input);
      } catch {
        return undefined;
      }
    },
    invoke: async ({ input }, token) => await answerTool(token, log, async (signal) => await work(input, signal)),
  };
}

export interface ConfirmedTool<Choice> {
  /** Why it does nothing in Restricted Mode, where it does not. */
  readonly restriction?: 'building-restricted' | 'sharing-restricted';
  /** What the input means. Fails in words for the model. */
  readonly choose: (input: unknown, signal: AbortSignal) => Promise<Choice>;
  /** What the person agrees to. It must still be the same when the tool runs. */
  readonly deedOf: (choice: Choice) => unknown;
  /** The question to the person. */
  readonly show: (choice: Choice) => vscode.PreparedToolInvocation;
  readonly work: (choice: Choice, signal: AbortSignal) => Promise<ToolDocument>;
}

export function confirmedTool<Choice>(log: Log, { restriction, choose, deedOf, show, work }: ConfirmedTool<Choice>): ModelTool {
  const confirmations = new Confirmations();
  return {
    prepareInvocation: async ({ input }, token) => {
      // The invocation itself reports invalid input, in words for the model.
      const choice = await withSignal(token, async (signal) => await choose(input, signal)).catch(() => undefined);
      if (!choice) return undefined;
      confirmations.remember(input, deedOf(choice));
      return show(choice);
    },
    invoke: async ({ input }, token) =>
      await answerTool(token, log, async (signal) => {
        if (restriction && !vscode.workspace.isTrusted) throw Failure.of(restriction, {});
        const choice = await choose(input, signal);
        confirmations.require(input, deedOf(choice));
        return await work(choice, signal);
      }),
  };
}
