/** The problems of files, as VS Code shows them. */

import { ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../support/until.ts';

function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

function problemsOf(file: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'Mobile Distribution');
}

export async function problemIn(file: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  return await until(
    () => `a problem ${code} among ${problemsOf(file).map(codeOf).join()}`,
    async () => problemsOf(file).find((each) => codeOf(each) === code),
  );
}

export async function problemGone(file: vscode.Uri, code: string): Promise<void> {
  await until(`no problem ${code}`, async () => (problemsOf(file).some((each) => codeOf(each) === code) ? undefined : true));
}

/** The quick fix that is called so, at any problem of a code. Waits for it: a fix that was just applied may still be shown. */
async function quickFix(file: vscode.Uri, code: string, title: RegExp): Promise<vscode.CodeAction> {
  // VS Code asks for code actions of open documents alone.
  await vscode.workspace.openTextDocument(file);
  let offered: readonly vscode.CodeAction[] = [];
  return await until(
    () => `the quick fix ${title.source} among ${offered.map((each) => each.title).join()}`,
    async () => {
      const { range } = await problemIn(file, code);
      offered = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', file, range);
      return offered.find((each) => title.test(each.title));
    },
  );
}

/** Does what the light bulb does. */
export async function applyQuickFix(file: vscode.Uri, code: string, title: RegExp): Promise<void> {
  const { edit, command } = await quickFix(file, code, title);
  if (edit) ok(await vscode.workspace.applyEdit(edit));
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
