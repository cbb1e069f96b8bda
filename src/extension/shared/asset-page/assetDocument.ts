/**
 * A file that an asset viewer shows, on whatever file system VS Code has it: the disk, a remote machine, a virtual workspace. Tells
 * when it changes; reads it whole up to a limit, or opens it for reading piece by piece where that is possible.
 */

import { basename, dirname } from 'node:path/posix';
import * as vscode from 'vscode';
import { type Bytes } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type OpenFile } from '../../../core/ports/fileSystem.ts';
import { fileOfUri } from './packageSource.ts';

/** A file that is written in pieces, or replaced by another, changes several times in a moment. */
const quietMs = 250;

export class AssetDocument implements vscode.CustomDocument {
  readonly uri: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Also when it was deleted, and when it is there again. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #timer: NodeJS.Timeout | undefined;

  constructor(uri: vscode.Uri) {
    this.uri = uri;
  }

  /** Begins to watch. The folder is watched and not the name, which may contain what a pattern takes for its own signs. */
  start(): void {
    const folder = this.uri.with({ path: dirname(this.uri.path) });
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
    const hear = (uri: vscode.Uri): void => {
      if (uri.toString() === this.uri.toString()) this.#soon();
    };
    this.#disposables.push(watcher, watcher.onDidCreate(hear), watcher.onDidChange(hear), watcher.onDidDelete(hear));
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), quietMs);
  }

  get name(): string {
    return basename(this.uri.path);
  }

  /** For people: a path, or an address where there is no path. */
  get place(): string {
    return this.uri.scheme === 'file' ? this.uri.fsPath : this.uri.toString(true);
  }

  /** The same, from the folder of the workspace where it is in one. */
  get shownPlace(): string {
    return this.uri.scheme === 'file' ? vscode.workspace.asRelativePath(this.uri) : this.place;
  }

  /** The whole file. What is larger is not read at all. */
  async read(limitBytes: number): Promise<Bytes> {
    const path = this.place;
    const stat = await this.#stat();
    if ((stat.type & vscode.FileType.File) === 0)
      throw Failure.of('file-unreadable', { path, reason: vscode.l10n.t('it is not a regular file') });
    if (stat.size > limitBytes) throw Failure.of('file-too-large', { path, sizeBytes: stat.size, limitBytes });
    return new Uint8Array(await vscode.workspace.fs.readFile(this.uri));
  }

  /** For files that may be large: on the disk nothing but what is asked for is read. To be closed. */
  async open(): Promise<OpenFile> {
    return await fileOfUri(this.uri).open();
  }

  async #stat(): Promise<vscode.FileStat> {
    try {
      return await vscode.workspace.fs.stat(this.uri);
    } catch (error) {
      const isGone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
      throw isGone
        ? Failure.of('file-not-found', { path: this.place })
        : Failure.of('file-unreadable', { path: this.place, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
