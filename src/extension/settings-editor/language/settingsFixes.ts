/** Quick fixes: what the table of fixes proposes for the problems at the cursor. */

import * as vscode from 'vscode';
import { type Platform } from '../../../core/settings/platform.ts';
import { type FixAction } from '../../../core/settings/fixes/fix.ts';
import { fixesOf, isTextAction, platformOf } from '../../app/fixes/editorFixes.ts';
import { fixEdit, type FixRunner } from '../../app/fixes/fixRunner.ts';
import { fixTitle } from '../../app/fixes/fixWords.ts';
import { type AppChecker, type CheckedApp } from '../../app/checks/appChecker.ts';
import { type AppDiagnostics } from './appDiagnostics.ts';
import { diagnosticSource, editorRange, explainCommand, fixCommand, issueCodeOf } from './issueDiagnostic.ts';
import { type PlacedIssue } from '../../app/checks/issuePlacement.ts';
import { isToldByJson } from './toldByJson.ts';

export interface SettingsFixesParts {
  readonly checker: AppChecker;
  readonly diagnostics: AppDiagnostics;
  readonly runner: FixRunner;
}

interface FixRequest {
  readonly folder: string;
  readonly document: vscode.Uri;
  readonly platform: Platform;
  readonly action: FixAction;
}

export class SettingsFixes implements vscode.CodeActionProvider {
  readonly #parts: SettingsFixesParts;

  constructor(parts: SettingsFixesParts) {
    this.#parts = parts;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const shown = this.#parts.diagnostics.issuesIn(document.uri);
    const offered = shown.flatMap((placed) => {
      const place = editorRange(placed.range);
      if (!place.intersection(range)) return [];
      // What VS Code's own JSON support tells too has a separate diagnostic there.
      const diagnostic =
        diagnostics.find((each) => issueCodeOf(each) === placed.issue.code && each.range.intersection(place)) ??
        (isToldByJson(placed.issue.code)
          ? diagnostics.find((each) => each.source !== diagnosticSource && each.range.intersection(place))
          : undefined);
      const checked = diagnostic && this.#appOf(placed);
      if (!checked) return [];
      return [...this.#fixes(document, diagnostic, placed, checked), explain(diagnostic, placed)];
    });
    return joined(offered);
  }

  /** Runs a quick fix that asks a question. */
  async apply(request: unknown): Promise<void> {
    if (!isFixRequest(request)) return;
    const checked = this.#parts.checker.last(request.folder);
    if (checked) await this.#parts.runner.run(request.action, { document: request.document, app: checked.app, platform: request.platform });
  }

  #appOf({ file }: PlacedIssue): CheckedApp | undefined {
    for (let folder = vscode.Uri.joinPath(vscode.Uri.file(file), '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
      const checked = this.#parts.checker.last(folder.fsPath);
      if (checked || folder.path === '/' || /^\/[a-z]:\/?$/i.test(folder.path)) return checked;
    }
  }

  #fixes(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, placed: PlacedIssue, checked: CheckedApp): vscode.CodeAction[] {
    const platform = platformOf(placed);
    const isSettings = document.uri.fsPath === checked.app.settingsPath;
    return fixesOf(checked, placed).map(({ action, isPreferred }) => {
      const codeAction = new vscode.CodeAction(fixTitle(action), vscode.CodeActionKind.QuickFix);
      codeAction.diagnostics = [diagnostic];
      codeAction.isPreferred = isPreferred;
      const edit = isTextAction(action) && isSettings ? fixEdit(document, action) : undefined;
      if (edit) codeAction.edit = edit;
      else {
        const request: FixRequest = { folder: checked.app.folder, document: document.uri, platform, action };
        codeAction.command = { title: codeAction.title, command: fixCommand, arguments: [request] };
      }
      return codeAction;
    });
  }
}

/** Several problems at one place may have the same remedy: it is offered once, for all of them. */
function joined(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byTitle = new Map<string, vscode.CodeAction>();
  for (const action of actions) {
    const known = byTitle.get(action.title);
    if (known) known.diagnostics = [...(known.diagnostics ?? []), ...(action.diagnostics ?? [])];
    else byTitle.set(action.title, action);
  }
  return [...byTitle.values()];
}

function explain(diagnostic: vscode.Diagnostic, { issue }: PlacedIssue): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Explain {0}', issue.code), vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = { title: action.title, command: explainCommand, arguments: [issue.code] };
  return action;
}

function isFixRequest(value: unknown): value is FixRequest {
  return typeof value === 'object' && value !== null && 'folder' in value && 'action' in value && 'document' in value;
}
