/**
 * Hears when a file on the disk that a check reads comes, changes or goes: signing assets, icons, web files, files of other tools in the
 * workspace, and assets elsewhere that the settings of an app name.
 */

import * as vscode from 'vscode';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { filesOfOtherTools } from './filesOfOtherTools.ts';

const assets = 'p12,pfx,jks,keystore,ks,cer,crt,pem,mobileprovision,provisionprofile,entitlements';
const signing = /\.(p12|pfx|jks|keystore|ks|cer|crt|pem|mobileprovision|provisionprofile)$/i;
const contents = 'png,svg,html,webmanifest,js,css';
const watched = [`**/*.{${assets},${contents}}`, ...filesOfOtherTools];

export interface AssetChange {
  readonly isSigning: boolean;
  /** Whether the app in this folder reads the file. */
  readonly isFor: (folder: string) => boolean;
}

export class AssetWatcher implements vscode.Disposable {
  readonly #paths: PathTools;
  readonly #changed = new vscode.EventEmitter<AssetChange>();
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  /** Of files outside the workspace: who named them, and what hears of them. */
  readonly #outside = new Map<string, { readonly folders: Set<string>; readonly watcher: vscode.Disposable }>();

  constructor(paths: PathTools) {
    this.#paths = paths;
  }

  start(): void {
    for (const pattern of watched) this.#disposables.push(this.#watch(pattern));
  }

  /** The assets that the settings of an app name now, by absolute path. */
  follow(folder: string, named: readonly string[]): void {
    const outside = named.filter((path) => !vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path)));
    for (const [path, { folders, watcher }] of this.#outside) {
      if (outside.includes(path) || !folders.delete(folder) || folders.size > 0) continue;
      watcher.dispose();
      this.#outside.delete(path);
    }
    for (const path of outside) {
      const known = this.#outside.get(path);
      if (known) known.folders.add(folder);
      else this.#outside.set(path, { folders: new Set([folder]), watcher: this.#watch(this.#patternOf(path)) });
    }
  }

  #patternOf(path: string): vscode.RelativePattern {
    const name = this.#paths.basename(path).replace(/[[\]{}*?]/g, '?');
    return new vscode.RelativePattern(vscode.Uri.file(this.#paths.dirname(path)), name);
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const hear = (uri: vscode.Uri): void => {
      const path = uri.fsPath;
      if (/[\\/](node_modules|\.git)[\\/]/.test(path)) return;
      const named = this.#outside.get(path)?.folders;
      this.#changed.fire({ isSigning: signing.test(path), isFor: (folder) => isWithin(folder, path) || named?.has(folder) === true });
    };
    return vscode.Disposable.from(watcher, watcher.onDidCreate(hear), watcher.onDidChange(hear), watcher.onDidDelete(hear));
  }

  dispose(): void {
    for (const { watcher } of this.#outside.values()) watcher.dispose();
    this.#outside.clear();
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
