/** Runs a tool's work and turns what comes out, result or failure, into text for the model. Cancelling is passed on. */

import * as vscode from 'vscode';
import { isCancelled } from '../../core/base/cancellation.ts';
import { type Log } from '../shared/log.ts';
import { failureDocument, toolText, type ToolDocument } from './toolDocument.ts';

export async function answerTool(
  token: vscode.CancellationToken,
  log: Log,
  work: (signal: AbortSignal) => Promise<ToolDocument>,
): Promise<vscode.LanguageModelToolResult> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  try {
    return result(await work(controller.signal));
  } catch (error) {
    if (isCancelled(error)) throw new vscode.CancellationError();
    log.error(error);
    return result(failureDocument(error));
  } finally {
    listening.dispose();
  }
}

function result(document: ToolDocument): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(toolText(document))]);
}
