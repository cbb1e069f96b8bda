/**
 * Shows what a running build says is wrong in the Problems panel, at its place, as soon as the line was written. When the run has ended,
 * the problems of the app take over: they know what it stopped at.
 */

import * as vscode from 'vscode';
import { type Issue } from '../../../core/base/issue.ts';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { LogExplainer } from '../../../core/engines/log/logExplainer.ts';
import { findingIssue } from '../../../core/engines/log/logFinding.ts';
import { isInProject } from '../../app/checks/issuePlacement.ts';
import { issueText } from '../../shared/errors/tableText.ts';
import { type PackageRun } from './packageRun.ts';

interface Reading {
  readonly explainer: LogExplainer;
  readonly found: Issue[];
  lines: number;
}

export class BuildProblems implements vscode.Disposable {
  readonly #paths: PathTools;
  readonly #collection = vscode.languages.createDiagnosticCollection('mobile-distribution-build');
  readonly #readings = new Map<number, Reading>();

  constructor(paths: PathTools) {
    this.#paths = paths;
  }

  ended(run: PackageRun): void {
    if (this.#readings.delete(run.id)) this.#show();
  }

  read(run: PackageRun, line: string): void {
    let reading = this.#readings.get(run.id);
    if (!reading) this.#readings.set(run.id, (reading = { explainer: new LogExplainer(), found: [], lines: 0 }));
    reading.lines += 1;
    const { appFolder } = run.request;
    const workspaceFolder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(appFolder))?.uri.fsPath ?? appFolder;
    const placed = reading.explainer
      .read(line, reading.lines)
      .map(findingIssue)
      .flatMap((issue) => {
        const file = issue.place?.file === undefined ? undefined : this.#paths.resolve(appFolder, issue.place.file);
        return file !== undefined && isInProject([appFolder, workspaceFolder], file) ? [{ ...issue, place: { ...issue.place, file } }] : [];
      });
    if (placed.length === 0) return;
    reading.found.push(...placed);
    this.#show();
  }

  #show(): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const { found } of this.#readings.values()) {
      for (const issue of found) {
        const file = issue.place?.file ?? '';
        const all = byFile.get(file);
        if (all) all.push(diagnosticOf(issue));
        else byFile.set(file, [diagnosticOf(issue)]);
      }
    }
    this.#collection.clear();
    for (const [file, diagnostics] of byFile) this.#collection.set(vscode.Uri.file(file), diagnostics);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

function diagnosticOf(issue: Issue): vscode.Diagnostic {
  const { line = 0, column = 0, endLine = line, endColumn = column + 1 } = issue.place?.range ?? {};
  const { message, remedy } = issueText(issue);
  const severity = issue.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, column, endLine, endColumn), `${message}\n${remedy}`, severity);
  diagnostic.source = 'Mobile Distribution';
  diagnostic.code = issue.code;
  return diagnostic;
}
