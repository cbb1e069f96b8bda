/**
 * Runs a tool's work and turns what comes out, result or failure, into text for the model, without mail addresses and absolute paths.
 * Cancelling is passed on.
 */

import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { isCancelled } from '../../core/base/cancellation.ts';
import { withSignal } from '../shared/cancellation.ts';
import { type Log } from '../shared/log.ts';
import { failureDocument, toolText, type ToolDocument } from './toolDocument.ts';
import { withheld, type WithholdPlace } from './withhold.ts';

export async function answerTool(
  token: vscode.CancellationToken,
  log: Log,
  work: (signal: AbortSignal) => Promise<ToolDocument>,
): Promise<vscode.LanguageModelToolResult> {
  try {
    return result(await withSignal(token, work));
  } catch (error) {
    if (isCancelled(error)) throw new vscode.CancellationError();
    log.error(error);
    return result(failureDocument(error));
  }
}

function result(document: ToolDocument): vscode.LanguageModelToolResult {
  const text = toolText(withheld(document, withholdPlace()));
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

function withholdPlace(): WithholdPlace {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ path: uri.fsPath, name }));
  return { folders, home: homedir(), roots: process.platform === 'win32' ? [] : readdirSync('/') };
}
