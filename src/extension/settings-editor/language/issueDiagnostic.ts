/** A placed issue as VS Code shows it: message, remedy, and a code that explains itself when it is clicked. */

import * as vscode from 'vscode';
import { type TextRange } from '../../../core/base/issue.ts';
import { type PlacedIssue } from '../../app/checks/issuePlacement.ts';

export const diagnosticSource = 'Mobile Distribution';

/** Not contributed: only our own links call it. */
export const explainCommand = '_mobileDistribution.explainIssue';
/** Not contributed: only quick fixes call it. */
export const fixCommand = '_mobileDistribution.applyFix';

export interface ToldIssue extends PlacedIssue {
  /** What is said about it: activation loads this module, and the table of issues is not to come along. */
  readonly text: string;
}

export function issueDiagnostic({ issue, text, range, severity, about }: ToldIssue): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(editorRange(range), text, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = {
    value: issue.code,
    target: vscode.Uri.from({ scheme: 'command', path: explainCommand, query: JSON.stringify([issue.code]) }),
  };
  if (about !== undefined && !/^https?:/.test(about)) {
    const location = new vscode.Location(vscode.Uri.file(about), new vscode.Position(0, 0));
    diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(location, vscode.l10n.t('File concerned'))];
  }
  if (issue.code === 'settings-unknown-key') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** The issue code of a diagnostic of ours. */
export function issueCodeOf({ source, code }: vscode.Diagnostic): string | undefined {
  if (source !== diagnosticSource) return undefined;
  return typeof code === 'object' ? String(code.value) : code === undefined ? undefined : String(code);
}

export function editorRange({ line, column, endLine, endColumn }: TextRange): vscode.Range {
  return new vscode.Range(line, column, endLine, endColumn);
}

const severities: Readonly<Record<PlacedIssue['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};
