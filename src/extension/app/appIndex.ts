/**
 * The apps of all workspace folders. Found by a bounded walk when someone first asks, kept in step by watching the few
 * files that matter: what changes inside an app makes this one be read again, the walk is made again when a file comes or
 * goes that tells frameworks apart, or changes where no app is yet.
 */

import * as vscode from 'vscode';
import { isFailure } from '../../core/base/failure.ts';
import { type AppWorld } from '../../core/workflow/openApp.ts';
import { type Log } from '../shared/log.ts';
import { onDidChangeSetting, readSetting } from '../shared/settings.ts';
import { isWithin } from '../shared/workspace/isWithin.ts';
import { type AppEntry } from './appEntry.ts';
import { moveApps } from './folderMoves.ts';

/** A change of one of these may change what an app is. */
const projectFiles =
  '**/{mobile-distribution.json,manifest.webmanifest,manifest.json,index.html,package.json,pubspec.yaml,config.xml,capacitor.config.*,nativescript.config.*,app.config.*,app.json,build.gradle,build.gradle.kts,gradle.properties,.env,*.csproj}';
const ledgers = '**/.mobile-distribution/packages.jsonl';
const quietMs = 250;
/** More moves than this within a moment, for example by a checkout, are answered by a walk. */
const maxMoves = 2000;

/** What may be another now: these apps alone, or which apps there are. */
export type AppsChange = { readonly folders: readonly string[] } | 'all';

export class AppIndex implements vscode.Disposable {
  readonly #world: AppWorld;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<AppsChange>();
  /** Fires when apps came, went or changed. Ask `apps()` then. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #apps: Promise<readonly AppEntry[]> | undefined;
  /** Files that changed since the last look; `all` when that is not enough. */
  #pending: Set<string> | 'all' = new Set();
  /** Files and folders that came or went since the last look. */
  #moves = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(world: AppWorld, log: Log) {
    this.#world = world;
    this.#log = log;
  }

  start(): void {
    for (const pattern of [projectFiles, ledgers]) {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const isLedger = pattern === ledgers;
      const hear = (uri: vscode.Uri, isChange: boolean): void => {
        // A ledger is of an app that is there, whether it comes, goes or grows.
        if (isLedger || isProjectFile(uri)) this.#soon(uri.fsPath, isChange || isLedger);
      };
      this.#disposables.push(
        watcher,
        watcher.onDidCreate((uri) => hear(uri, false)),
        watcher.onDidChange((uri) => hear(uri, true)),
        watcher.onDidDelete((uri) => hear(uri, false)),
      );
    }
    const moves = vscode.workspace.createFileSystemWatcher('**', false, true, false);
    const move = ({ fsPath }: vscode.Uri): void => this.#moved(fsPath);
    this.#disposables.push(
      moves,
      moves.onDidCreate(move),
      moves.onDidDelete(move),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      onDidChangeSetting('exclude', () => this.refresh()),
    );
  }

  /** All apps, those of the first workspace folder first. The walk is made once until something changes. */
  async apps(): Promise<readonly AppEntry[]> {
    const apps = (this.#apps ??= this.#find());
    try {
      return await apps;
    } catch (error) {
      // What failed once, such as a folder that was being replaced, is not kept forever.
      if (this.#apps === apps) this.#apps = undefined;
      this.#log.error(error);
      throw error;
    }
  }

  async app(folder: string): Promise<AppEntry | undefined> {
    return (await this.apps()).find((entry) => entry.folder === folder);
  }

  /** Looks for all apps again, now. */
  refresh(): void {
    this.#pending = new Set();
    this.#moves = new Set();
    this.#apps = undefined;
    this.#changed.fire('all');
  }

  #soon(path: string, isChange: boolean): void {
    if (!isChange) this.#pending = 'all';
    else if (this.#pending !== 'all') this.#pending.add(path);
    this.#wait();
  }

  #moved(path: string): void {
    // Until someone asks for the apps, there is nothing to keep in step.
    if (!this.#apps) return;
    if (this.#moves.size < maxMoves) this.#moves.add(path);
    else this.#pending = 'all';
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#follow(), quietMs);
  }

  /** Reads the apps again that the changed files belong to. */
  async #follow(): Promise<void> {
    const changed = this.#pending;
    const moves = this.#moves;
    this.#pending = new Set();
    this.#moves = new Set();
    const known = this.#apps && (await this.#apps.catch(() => undefined));
    if (changed === 'all' || !known) return this.refresh();
    if (moves.size > 0 && (await moveApps(moves, known, this.#world))) return this.refresh();
    const paths = [...changed];
    const concerned = known.filter(({ folder }) => paths.some((path) => isWithin(folder, path)));
    if (await this.#isNewApp(paths.filter((path) => !concerned.some(({ folder }) => isWithin(folder, path))))) return this.refresh();
    if (concerned.length === 0) return undefined;
    const reading = this.#readAgain(known, concerned);
    this.#apps = reading;
    const again = await reading.catch(() => undefined);
    // Everything was refreshed in the meantime, and that was announced.
    if (this.#apps !== reading) return undefined;
    if (again?.length !== known.length) return this.refresh();
    this.#changed.fire({ folders: concerned.map(({ folder }) => folder) });
  }

  /** Whether a file that belonged to no app makes its folder one now. */
  async #isNewApp(changed: readonly string[]): Promise<boolean> {
    const { files, paths } = this.#world;
    const { detectApp } = await import('../../core/projects/detectApp.ts');
    for (const folder of new Set(changed.map((path) => paths.dirname(path)))) {
      // Where it cannot be read, the walk says why.
      if ((await detectApp(files, paths, folder).catch(() => true)) !== undefined) return true;
    }
    return false;
  }

  async #readAgain(known: readonly AppEntry[], concerned: readonly AppEntry[]): Promise<readonly AppEntry[]> {
    const { detectApp } = await import('../../core/projects/detectApp.ts');
    const entries = known.map(async (entry) => {
      if (!concerned.includes(entry)) return entry;
      const detected = await detectApp(this.#world.files, this.#world.paths, entry.folder);
      return detected && (await this.#open(detected, entry.workspaceFolder));
    });
    return (await Promise.all(entries)).filter((entry) => entry !== undefined);
  }

  async #find(): Promise<readonly AppEntry[]> {
    const { findApps } = await import('../../core/projects/findApps.ts');
    const entries: AppEntry[] = [];
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file') continue;
      const { apps, isPartial } = await findApps(this.#world.files, this.#world.paths, uri.fsPath, {
        excluded: readSetting('exclude', uri),
      });
      if (isPartial) this.#log.warn(`${uri.fsPath} is large: apps in its deeper folders may not be listed`);
      for (const detected of apps) {
        const entry = await this.#open(detected, uri.fsPath);
        if (entry) entries.push(entry);
      }
    }
    return entries;
  }

  /** Nothing for an app whose files cannot be read: it does not keep the others from being shown. */
  async #open(detected: AppEntry['detected'], workspaceFolder: string): Promise<AppEntry | undefined> {
    const { appOnPlatform, openApp } = await import('../../core/workflow/openApp.ts');
    try {
      const opened = await openApp(this.#world, detected.folder);
      return { folder: detected.folder, workspaceFolder, detected, opened, on: (platform) => appOnPlatform(opened, platform) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#log.error(error);
      return undefined;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}

/** Not of other people's code, nor of what the product made. */
function isProjectFile({ path }: vscode.Uri): boolean {
  return !/[\\/](node_modules|\.git|\.mobile-distribution)[\\/]/.test(path);
}
