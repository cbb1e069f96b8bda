/** A read-only file system of VS Code in memory, which notes what was asked of it. */

import * as vscode from 'vscode';

interface Entry {
  readonly bytes: Uint8Array;
  readonly size: number;
}

export class MemoryFileSystem implements vscode.FileSystemProvider {
  /** Paths that were asked for, and those whose content was read. */
  readonly asked: string[] = [];
  readonly read: string[] = [];
  readonly #files = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  /** `size` is what is told of it. */
  add(path: string, bytes: Uint8Array, size = bytes.length): void {
    this.#files.set(path, { bytes, size });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    this.asked.push(uri.path);
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#entry(uri).size };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    this.read.push(uri.path);
    return this.#entry(uri).bytes;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [...this.#files.keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  #entry(uri: vscode.Uri): Entry {
    const entry = this.#files.get(uri.path);
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }
}
