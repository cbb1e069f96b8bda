/** Release notes, opened from the server, edited as Markdown with everything VS Code has for it, and sent back when they are saved. */

import * as vscode from 'vscode';
import { describeError } from '../../shared/errors/errorText.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { notesPlaceOf } from './notesPlace.ts';

interface KnownNotes {
  readonly bytes: Uint8Array;
  /** Counts up when they change. */
  readonly stamp: number;
}

export class ReleaseNotes {
  readonly #servers: ReleaseServers;
  readonly #onDidWrite: (uri: vscode.Uri) => void;
  /** Of what was read or written: the editor asks for it again and again. */
  readonly #known = new Map<string, KnownNotes>();

  constructor(servers: ReleaseServers, onDidWrite: (uri: vscode.Uri) => void) {
    this.#servers = servers;
    this.#onDidWrite = onDidWrite;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, stamp } = this.#known.get(uri.toString()) ?? (await this.#read(uri));
    return { type: vscode.FileType.File, ctime: 0, mtime: stamp, size: bytes.length };
  }

  async read(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  async write(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { server, name, release } = notesPlaceOf(uri);
    try {
      const client = await this.#servers.client(server);
      await client.editRelease(name, release, { notes: new TextDecoder().decode(content) });
    } catch (error) {
      throw new vscode.FileSystemError(describeError(error));
    }
    this.#keep(uri, content);
    this.#onDidWrite(uri);
    this.#servers.refresh();
  }

  async #read(uri: vscode.Uri): Promise<KnownNotes> {
    const { server, name, release } = notesPlaceOf(uri);
    const client = await this.#servers.client(server);
    const { notes } = await client.showRelease(name, String(release));
    return this.#keep(uri, new TextEncoder().encode(notes));
  }

  #keep(uri: vscode.Uri, bytes: Uint8Array): KnownNotes {
    const before = this.#known.get(uri.toString());
    const kept = before && Buffer.compare(before.bytes, bytes) === 0 ? before : { bytes, stamp: (before?.stamp ?? 0) + 1 };
    this.#known.set(uri.toString(), kept);
    return kept;
  }
}
