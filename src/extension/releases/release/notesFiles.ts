/** Release notes as documents, for VS Code. What reads and writes them is loaded with the first one that is opened. */

import * as vscode from 'vscode';
import { lazily } from '../../shared/lazily.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';

export class NotesFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #load;
  #registration: vscode.Disposable | undefined;

  constructor(servers: ReleaseServers) {
    this.#load = lazily(async () => {
      const { ReleaseNotes } = await import('./releaseNotes.ts');
      return new ReleaseNotes(servers, (uri) => this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]));
    });
  }

  start(): void {
    this.#registration = vscode.workspace.registerFileSystemProvider('mobile-distribution-notes', this, { isCaseSensitive: true });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return await (await this.#load()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return await (await this.#load()).read(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await (await this.#load()).write(uri, content);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    this.createDirectory(uri);
  }

  rename(uri: vscode.Uri): void {
    this.createDirectory(uri);
  }

  dispose(): void {
    this.#registration?.dispose();
    this.#changed.dispose();
  }
}
