/**
 * What runs stopped at, at its places: a check without passwords and builds cannot see it. The problems of a target (platform, build type
 * and variant) stay until the same target starts again; those of a file, until changes of it are saved. Loaded when it is first asked for.
 */

import * as vscode from 'vscode';
import { isFailure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type CheckedApp } from '../../app/checks/appChecker.ts';
import { placeIssues, type PlacedIssue } from '../../app/checks/issuePlacement.ts';
import { isActive, type PackageRun, type RunRequest } from '../../build/runs/packageRun.ts';

interface Stopped {
  readonly runId: number;
  readonly folder: string;
  readonly platform: Platform;
  readonly issues: readonly Issue[];
}

export class RunProblems implements vscode.Disposable {
  readonly #onDidChange: (folder: string) => void;
  /** By target. */
  readonly #stopped = new Map<string, Stopped>();
  /** Files with changes that no build has seen, by absolute path. */
  readonly #unsaved = new Set<string>();
  readonly #disposables: readonly vscode.Disposable[] = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && this.#isTold(document)) this.#unsaved.add(document.uri.fsPath);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
  ];

  /** `onDidChange` gets the folder of an app to check again: its problems changed, or a run ended. */
  constructor(onDidChange: (folder: string) => void) {
    this.#onDidChange = onDidChange;
  }

  /** A run has begun, gone on or ended. */
  changed(run: PackageRun): void {
    const { id, request, state } = run;
    const key = targetOf(request);
    const { appFolder: folder, platform } = request;
    const known = this.#stopped.get(key);
    if (state.kind === 'failed' && isFailure(state.error) && state.error.issues.length > 0) {
      if (known?.runId === id) return;
      this.#stopped.set(key, { runId: id, folder, platform, issues: state.error.issues });
      // What was typed while it ran, and nothing that was thrown away since.
      this.#unsaved.clear();
      for (const document of vscode.workspace.textDocuments)
        if (document.isDirty && this.#isTold(document)) this.#unsaved.add(document.uri.fsPath);
    } else if (!this.#stopped.delete(key) && isActive(run)) return;
    this.#onDidChange(folder);
  }

  /** Of all targets of an app, without those that the check has found as well. */
  of({ app, issues }: CheckedApp): readonly PlacedIssue[] {
    const found = [...this.#stopped.values()]
      .filter(({ folder }) => folder === app.folder)
      .flatMap((stopped) => stopped.issues.map((issue) => ({ issue, platform: stopped.platform })));
    if (found.length === 0) return [];
    const placed = placeIssues(app, found, vscode.workspace.getWorkspaceFolder(vscode.Uri.file(app.folder))?.uri.fsPath);
    return placed.filter(({ issue }) => !issues.some((known) => known.issue.code === issue.code && known.issue.message === issue.message));
  }

  #isTold({ uri }: vscode.TextDocument): boolean {
    return uri.scheme === 'file' && [...this.#stopped.values()].some(({ issues }) => issues.some((issue) => isOf(issue, uri.fsPath)));
  }

  /** Saving a file without changes fixes nothing. */
  #saved({ uri }: vscode.TextDocument): void {
    if (uri.scheme !== 'file' || !this.#unsaved.delete(uri.fsPath)) return;
    for (const [key, stopped] of this.#stopped) {
      const issues = stopped.issues.filter((issue) => !isOf(issue, uri.fsPath));
      if (issues.length === stopped.issues.length) continue;
      this.#stopped.set(key, { ...stopped, issues });
      this.#onDidChange(stopped.folder);
    }
  }

  forget(folder: string): void {
    for (const [key, stopped] of this.#stopped) if (stopped.folder === folder) this.#stopped.delete(key);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Whether a build said it of the file, which is named as VS Code names it. What a check says, a check takes back. */
function isOf({ code, place }: Issue, file: string): boolean {
  return code.startsWith('log-') && place?.file !== undefined && vscode.Uri.file(place.file).fsPath === file;
}

function targetOf({ appFolder, platform, buildType, variant }: RunRequest): string {
  return JSON.stringify([appFolder, platform, buildType, variant]);
}
