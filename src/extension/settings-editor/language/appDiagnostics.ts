/**
 * Keeps the Problems panel in step with all apps of the workspace that are set up: while someone types, when a file is saved,
 * when the ledger, an asset or a web file changes on disk, when a password is stored. What is shown is what a package would
 * stop at, found before anyone asks for one.
 */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { settingsFileName } from '../../../core/settings/settingsFile.ts';
import { type AppEntry } from '../../app/appEntry.ts';
import { type AppIndex, type AppsChange } from '../../app/appIndex.ts';
import { type AssetWatcher } from '../../signing/assets/assetWatcher.ts';
import { lazily } from '../../shared/lazily.ts';
import { type Log } from '../../shared/log.ts';
import { type PackageRun } from '../../build/runs/packageRun.ts';
import { type PackageRuns } from '../../build/runs/packageRuns.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { type AppChecker, type CheckedApp } from '../../app/checks/appChecker.ts';
import { diagnosticSource, editorRange, issueDiagnostic, type ToldIssue } from './issueDiagnostic.ts';
import { type PlacedIssue } from '../../app/checks/issuePlacement.ts';
import { countProblems, type ProblemCount } from '../../app/checks/problemCount.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { isToldByJson } from './toldByJson.ts';

export interface AppDiagnosticsParts {
  readonly index: AppIndex;
  readonly checker: AppChecker;
  readonly runs: PackageRuns;
  readonly passwords: PasswordStore;
  readonly paths: PathTools;
  readonly watcher: AssetWatcher;
  readonly log: Log;
}

const typingMs = 300;
const diskMs = 600;
const readText = /(^|[\\/])(mobile-distribution\.json|[^\\/]*\.webmanifest|manifest\.json|index\.html|package\.json)$/;

interface HowToCheck {
  /** Asks an address in the settings even while something is not saved. */
  readonly mayAsk?: boolean;
  /** The caller waits for the result, so it gets the errors. */
  readonly isAwaited?: boolean;
}

export class AppDiagnostics implements vscode.Disposable {
  readonly #parts: AppDiagnosticsParts;
  readonly #collection = vscode.languages.createDiagnosticCollection('mobile-distribution');
  readonly #checked = new vscode.EventEmitter<CheckedApp>();
  /** Fires when an app was checked, with what was found. */
  readonly onDidCheck = this.#checked.event;
  readonly #disposables: vscode.Disposable[] = [this.#collection, this.#checked];
  /** What is shown, by the app's folder. */
  readonly #shown = new Map<string, readonly ToldIssue[]>();
  readonly #ofRuns = lazily(async () => {
    const ofRuns = new (await import('./runProblems.ts')).RunProblems((folder) => this.#soon(folder, 0));
    this.#disposables.push(ofRuns);
    return ofRuns;
  });
  /** What the collection contains, by file. */
  readonly #published = new Map<string, string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #work = new Map<string, AbortController>();
  /** Checks of several apps wait for each other, so that typing never meets more than one. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: AppDiagnosticsParts) {
    this.#parts = parts;
  }

  start(): void {
    const { index, runs, passwords, watcher } = this.#parts;
    this.#disposables.push(
      watcher.onDidChange(({ isFor }) => {
        for (const folder of this.#shown.keys()) if (isFor(folder)) this.#soon(folder, diskMs);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isRead(document)) this.#around(document.uri.fsPath, typingMs);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (isRead(document)) this.#around(document.uri.fsPath, 0);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        // Changes that were thrown away count no longer.
        if (isRead(document)) this.#around(document.uri.fsPath, typingMs);
      }),
      vscode.languages.onDidChangeDiagnostics((event) => this.#heard(event)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#all()),
      index.onDidChange((change) => void this.#follow(change)),
      passwords.onDidChange(() => void this.#all()),
      runs.onDidChange((run) => void this.#ran(run)),
    );
    void this.#all();
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  /** Checks one app now, and says what was found. */
  async validate(app: AppEntry): Promise<ProblemCount> {
    return countProblems((await this.#check(app.folder, { mayAsk: true, isAwaited: true }))?.issues ?? []);
  }

  /** What the Problems panel contains about an app, or about one platform of it. */
  problemsOf(folder: string, platform?: Platform): ProblemCount {
    return countProblems(this.#shown.get(folder) ?? [], platform);
  }

  /** What the Problems panel shows of an app, checked now: the form shows the same. Throws `cancelled` when a newer check replaces this one. */
  async check(folder: string): Promise<CheckedApp> {
    const checked = await this.#check(folder, { isAwaited: true });
    if (!checked) throw Failure.of('cancelled', {});
    return checked;
  }

  /** What was found in a file, whether it is shown or left to VS Code's own JSON support. */
  issuesIn(document: vscode.Uri): readonly ToldIssue[] {
    const path = document.fsPath;
    return [...this.#shown.values()].flatMap((issues) => issues.filter(({ file }) => file === path));
  }

  #opened(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'file' || !document.uri.path.endsWith(`/${settingsFileName}`)) return;
    if (!this.#shown.has(folderOf(document.uri))) this.#soon(folderOf(document.uri), typingMs);
  }

  /** Checks all apps again, and removes the problems of those that are gone. */
  async #all(): Promise<void> {
    const apps = (await this.#parts.index.apps()).filter(({ opened }) => opened.hasSettings);
    const folders = new Set(apps.map(({ folder }) => folder));
    for (const document of vscode.workspace.textDocuments) {
      // A settings file somewhere else counts as long as it is open.
      if (document.uri.scheme === 'file' && document.uri.path.endsWith(`/${settingsFileName}`)) folders.add(folderOf(document.uri));
    }
    for (const folder of this.#shown.keys()) if (!folders.has(folder)) this.#forget(folder);
    for (const folder of folders) this.#soon(folder, typingMs);
  }

  /** Checks only the apps that changed; all of them when apps came or went. */
  async #follow(change: AppsChange): Promise<void> {
    if (change === 'all') return await this.#all();
    const apps = await this.#parts.index.apps();
    for (const folder of change.folders) {
      if (apps.some((app) => app.folder === folder && app.opened.hasSettings)) this.#soon(folder, typingMs);
      else return await this.#all();
    }
  }

  #around(path: string, delay: number): void {
    const folders = new Set(this.#shown.keys());
    if (path.endsWith(settingsFileName)) folders.add(folderOf(vscode.Uri.file(path)));
    for (const folder of folders) if (isWithin(folder, path)) this.#soon(folder, delay);
  }

  async #ran(run: PackageRun): Promise<void> {
    (await this.#ofRuns()).changed(run);
  }

  #soon(folder: string, delay: number): void {
    clearTimeout(this.#timers.get(folder));
    const work = async (): Promise<void> => {
      this.#timers.delete(folder);
      await this.#check(folder, {});
    };
    this.#timers.set(
      folder,
      setTimeout(() => void work(), delay),
    );
  }

  /** A newer check of the same app replaces an older one. */
  async #check(folder: string, how: HowToCheck): Promise<CheckedApp | undefined> {
    this.#work.get(folder)?.abort();
    const work = new AbortController();
    this.#work.set(folder, work);
    const previous = this.#last;
    const done = (async () => {
      await previous.catch(() => undefined);
      if (work.signal.aborted) return undefined;
      return await this.#checkNow(folder, work.signal, how);
    })();
    this.#last = done;
    return await done;
  }

  async #checkNow(folder: string, signal: AbortSignal, how: HowToCheck): Promise<CheckedApp | undefined> {
    const { checker, log } = this.#parts;
    try {
      const mayAsk = how.mayAsk === true || !hasUnsaved(folder);
      const found = await checker.check(folder, signal, { mayAsk, onLearned: () => this.#soon(folder, 0) });
      if (signal.aborted) return undefined;
      if (!found.app.hasSettings) {
        this.#forget(folder);
        this.#checked.fire(found);
        return found;
      }
      const checked: CheckedApp = { ...found, issues: [...found.issues, ...(await this.#ofRuns()).of(found)] };
      const { describeIssue } = await import('../../shared/errors/errorText.ts');
      const { namedAssets } = await import('../../signing/assets/namedAssets.ts');
      if (signal.aborted) return undefined;
      const told = checked.issues.map((placed) => ({ ...placed, text: describeIssue(placed.issue) }));
      this.#show(folder, told);
      this.#parts.watcher.follow(folder, namedAssets(this.#parts.paths, checked.app));
      this.#checked.fire(checked);
      return checked;
    } catch (error) {
      // The app may have gone while it was looked at, or its settings may not be read in Restricted Mode.
      if (isFailure(error, 'file-not-found') || isFailure(error, 'file-restricted')) this.#forget(folder);
      else if (!isCancelled(error)) log.error(error);
      if (how.isAwaited === true) throw error;
      return undefined;
    }
  }

  #show(folder: string, issues: readonly ToldIssue[]): void {
    const before = this.#shown.get(folder) ?? [];
    this.#shown.set(folder, issues);
    for (const file of new Set([...before, ...issues].map((each) => each.file))) this.#publish(file);
  }

  /** Several apps may tell about the same file. */
  #publish(file: string): void {
    const uri = vscode.Uri.file(file);
    const others = vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== diagnosticSource);
    const issues = this.issuesIn(uri).filter((placed) => !isToldBy(others, placed));
    const words = JSON.stringify(issues);
    // Setting them tells everybody who listens, ourselves included.
    if (this.#published.get(file) === words) return;
    this.#published.set(file, words);
    this.#collection.set(
      uri,
      issues.map((placed) => issueDiagnostic(placed)),
    );
  }

  /** What others tell has changed. */
  #heard({ uris }: vscode.DiagnosticChangeEvent): void {
    for (const uri of uris) if (this.issuesIn(uri).some(({ issue }) => isToldByJson(issue.code))) this.#publish(uri.fsPath);
  }

  #forget(folder: string): void {
    const before = this.#shown.get(folder) ?? [];
    this.#shown.delete(folder);
    this.#parts.watcher.follow(folder, []);
    void this.#ofRuns().then((ofRuns) => ofRuns.forget(folder));
    this.#parts.checker.forget(folder);
    for (const file of new Set(before.map((each) => each.file))) this.#publish(file);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const work of this.#work.values()) work.abort();
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}

function isRead({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' && readText.test(uri.path);
}

/** Whether VS Code's own JSON support, which reads files that are shown, tells the same: it is said once. */
function isToldBy(others: readonly vscode.Diagnostic[], { issue, range }: PlacedIssue): boolean {
  if (!isToldByJson(issue.code)) return false;
  const place = editorRange(range);
  return others.some((other) => issue.code === 'settings-syntax' || other.range.intersection(place) !== undefined);
}

function folderOf(uri: vscode.Uri): string {
  return vscode.Uri.joinPath(uri, '..').fsPath;
}

function hasUnsaved(folder: string): boolean {
  return vscode.workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && isWithin(folder, uri.fsPath));
}
