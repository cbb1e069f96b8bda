/**
 * Files that were dropped from outside and have no address here, as a read-only file system, so that a viewer opens them like any other.
 * Each is kept as long as an editor shows it.
 */

import * as vscode from 'vscode';

const scheme = 'mobile-distribution-dropped';

interface DroppedFile {
  readonly bytes: Uint8Array;
  readonly droppedAt: number;
}

export class DroppedFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #files = new Map<string, DroppedFile>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #dropped = 0;

  start(): void {
    this.#disposables.push(
      vscode.workspace.registerFileSystemProvider(scheme, this, { isReadonly: true, isCaseSensitive: true }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed)
          if (input instanceof vscode.TabInputCustom && input.uri.scheme === scheme) this.#files.delete(input.uri.path);
      }),
    );
  }

  /** The address under which the file can be opened from now on. */
  add(name: string, bytes: Uint8Array): vscode.Uri {
    this.#dropped += 1;
    const path = `/${this.#dropped}/${name.replaceAll(/[\\/]/g, '_')}`;
    this.#files.set(path, { bytes, droppedAt: Date.now() });
    return vscode.Uri.from({ scheme, path });
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#find(uri).bytes;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, droppedAt } = this.#find(uri);
    return {
      type: vscode.FileType.File,
      ctime: droppedAt,
      mtime: droppedAt,
      size: bytes.length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  /** What was dropped does not change. */
  watch(): vscode.Disposable {
    return { dispose: () => {} };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  #find(uri: vscode.Uri): DroppedFile {
    const file = this.#files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  dispose(): void {
    this.#files.clear();
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
