/**
 * The apps of all workspace folders. Found by a bounded walk when somebody first asks, kept in step by watching the few
 * files that matter: settings and ledgers are read anew when they change, the walk is made anew when a project file that
 * tells frameworks apart comes or goes.
 */

import * as vscode from 'vscode';
import { type AppWorld } from '../../core/workflow/openApp.ts';
import { type Log } from '../log.ts';
import { type AppEntry } from './appEntry.ts';

/** A change of one of these may change what an app is. */
const projectFiles =
  '**/{mobile-distribution.json,manifest.webmanifest,manifest.json,index.html,package.json,pubspec.yaml,config.xml,capacitor.config.*,nativescript.config.*,app.json,build.gradle,build.gradle.kts,*.csproj}';
const ledgers = '**/.mobile-distribution/packages.jsonl';
const quietMs = 250;

export class AppIndex implements vscode.Disposable {
  readonly #world: AppWorld;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when apps came, went or changed. Ask `apps()` then. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #apps: Promise<readonly AppEntry[]> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(world: AppWorld, log: Log) {
    this.#world = world;
    this.#log = log;
  }

  start(): void {
    for (const pattern of [projectFiles, ledgers]) {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const isOurs = (uri: vscode.Uri): boolean => !/[\\/](node_modules|\.git|packages|logs)[\\/]/.test(uri.path);
      const hear = (uri: vscode.Uri): void => {
        if (isOurs(uri)) this.#soon();
      };
      this.#disposables.push(watcher, watcher.onDidCreate(hear), watcher.onDidChange(hear), watcher.onDidDelete(hear));
    }
    this.#disposables.push(vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()));
  }

  /** All apps, those of the first workspace folder first. The walk is made once until something changes. */
  async apps(): Promise<readonly AppEntry[]> {
    const apps = (this.#apps ??= this.#find());
    try {
      return await apps;
    } catch (error) {
      // What failed once, such as a folder that was being replaced, is not kept for ever.
      if (this.#apps === apps) this.#apps = undefined;
      this.#log.error(error);
      throw error;
    }
  }

  async app(folder: string): Promise<AppEntry | undefined> {
    return (await this.apps()).find((entry) => entry.folder === folder);
  }

  /** Looks anew, now. */
  refresh(): void {
    this.#apps = undefined;
    this.#changed.fire();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), quietMs);
  }

  async #find(): Promise<readonly AppEntry[]> {
    const [{ findApps }, { appOnPlatform, openApp }] = await Promise.all([
      import('../../core/projects/findApps.ts'),
      import('../../core/workflow/openApp.ts'),
    ]);
    const entries: AppEntry[] = [];
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file') continue;
      const { apps, isPartial } = await findApps(this.#world.files, this.#world.paths, uri.fsPath);
      if (isPartial) this.#log.warn(`${uri.fsPath} is large: apps in its deeper folders may not be listed`);
      for (const detected of apps) {
        const opened = await openApp(this.#world, detected.folder);
        const on: AppEntry['on'] = (platform) => appOnPlatform(opened, platform);
        entries.push({ folder: detected.folder, workspaceFolder: uri.fsPath, detected, opened, on });
      }
    }
    return entries;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
