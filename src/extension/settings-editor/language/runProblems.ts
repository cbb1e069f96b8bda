/** What runs stopped at, at its places: a check without passwords and builds cannot see it. Loaded with the first run that failed. */

import * as vscode from 'vscode';
import { isFailure } from '../../../core/base/failure.ts';
import { type CheckedApp } from '../../app/checks/appChecker.ts';
import { placeIssues, type PlacedIssue } from '../../app/checks/issuePlacement.ts';
import { type PackageRun } from '../../build/runs/packageRun.ts';

/** Without those that the check has found as well. */
export function runProblems({ state, request }: PackageRun, { app, issues }: CheckedApp): readonly PlacedIssue[] {
  if (state.kind !== 'failed' || !isFailure(state.error)) return [];
  const { platform } = request;
  const placed = placeIssues(
    app,
    state.error.issues.map((issue) => ({ issue, platform })),
    vscode.workspace.getWorkspaceFolder(vscode.Uri.file(app.folder))?.uri.fsPath,
  );
  return placed.filter(({ issue }) => !issues.some((known) => known.issue.code === issue.code && known.issue.message === issue.message));
}
