/** A file system in memory, with POSIX paths, for tests that must not depend on a disk. */

import { posix } from 'node:path';
import { concatBytes, fromUtf8, utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Failure } from '../../src/core/base/failure.ts';
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type FileToWrite,
  type NewFile,
  type OpenFile,
  type PathTools,
} from '../../src/core/ports/fileSystem.ts';

export const posixPaths: PathTools = {
  join: (...parts) => posix.join(...parts),
  resolve: (base, path) => posix.resolve(base, path),
  dirname: (path) => posix.dirname(path),
  basename: (path) => posix.basename(path),
  relative: (from, to) => posix.relative(from, to),
};

export class MemoryFiles implements FileSystem {
  readonly content = new Map<string, { bytes: Bytes; mode?: number }>();
  #temporary = 0;
  readonly #unfinished = new Map<number, string>();
  #opened = 0;

  constructor(texts: Readonly<Record<string, string | Bytes>> = {}) {
    for (const [path, text] of Object.entries(texts)) this.content.set(path, { bytes: typeof text === 'string' ? utf8(text) : text });
  }

  /** All paths, sorted. */
  paths(): string[] {
    return [...this.content.keys()].toSorted();
  }

  text(path: string): string | undefined {
    const file = this.content.get(path);
    return file && fromUtf8(file.bytes);
  }

  #isDirectory(path: string): boolean {
    return [...this.content.keys()].some((known) => known.startsWith(path === '/' ? '/' : `${path}/`));
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const file = this.content.get(path);
    const modifiedAt = new Date(0);
    if (file) return { kind: 'file', sizeBytes: file.bytes.length, modifiedAt, mode: file.mode ?? 0o644 };
    return this.#isDirectory(path) ? { kind: 'directory', sizeBytes: 0, modifiedAt, mode: 0o755 } : undefined;
  }

  async realPath(path: string): Promise<string | undefined> {
    return (await this.stat(path)) && path;
  }

  async readLink(): Promise<string | undefined> {
    return undefined;
  }

  /** What was opened and not closed, and what was begun and neither committed nor discarded: at the end of any work there is none. */
  get unfinished(): readonly string[] {
    return [...this.#unfinished.values()];
  }

  #begin(what: string): () => void {
    const number = ++this.#opened;
    this.#unfinished.set(number, what);
    return () => void this.#unfinished.delete(number);
  }

  /** Tests read without options; the product always says how much it reads at most. */
  async readFile(path: string, options?: { readonly maxBytes?: number }): Promise<Bytes> {
    if (options && options.maxBytes === undefined) throw new TypeError(`${path} is read without a limit`);
    const file = this.content.get(path);
    if (!file) throw Failure.of('file-not-found', { path });
    const limitBytes = options?.maxBytes ?? Number.POSITIVE_INFINITY;
    if (file.bytes.length > limitBytes) throw Failure.of('file-too-large', { path, sizeBytes: file.bytes.length, limitBytes });
    return file.bytes;
  }

  async readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
    const prefix = path === '/' ? '/' : `${path}/`;
    const entries = new Map<string, DirectoryEntry>();
    for (const known of this.content.keys()) {
      if (!known.startsWith(prefix)) continue;
      const [name = '', ...rest] = known.slice(prefix.length).split('/');
      entries.set(name, { name, kind: rest.length > 0 ? 'directory' : 'file' });
    }
    return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async openFile(path: string): Promise<OpenFile> {
    const source = bytesSource(await this.readFile(path));
    const end = this.#begin(`open: ${path}`);
    return { ...source, close: async () => end() };
  }

  async writeFile(path: string, bytes: Bytes, options: { readonly mode?: number } = {}): Promise<void> {
    this.content.set(path, { bytes: bytes.slice(), ...(options.mode !== undefined && { mode: options.mode }) });
  }

  async writeFiles(files: readonly FileToWrite[]): Promise<void> {
    for (const { path, bytes, ...options } of files) await this.writeFile(path, bytes, options);
  }

  async createFile(path: string, options: { readonly mode?: number } = {}): Promise<NewFile> {
    const temporaryPath = `${path}.${++this.#temporary}.tmp`;
    this.content.set(temporaryPath, { bytes: new Uint8Array(0), ...options });
    const end = this.#begin(`temporary: ${temporaryPath}`);
    return {
      temporaryPath,
      write: (bytes) => this.appendFile(temporaryPath, bytes),
      commit: async (...beside) => {
        for (const other of beside) await other.commit();
        const file = this.content.get(temporaryPath);
        if (!file) throw new Error('committed or discarded before');
        this.content.delete(temporaryPath);
        this.content.set(path, file);
        end();
      },
      discard: async () => {
        this.content.delete(temporaryPath);
        end();
      },
    };
  }

  async appendFile(path: string, bytes: Bytes): Promise<void> {
    const file = this.content.get(path);
    this.content.set(path, { ...file, bytes: concatBytes(file?.bytes ?? new Uint8Array(0), bytes) });
  }

  async copyFile(from: string, to: string): Promise<void> {
    await this.writeFile(to, await this.readFile(from));
  }

  async remove(path: string): Promise<void> {
    for (const known of this.content.keys()) if (known === path || known.startsWith(`${path}/`)) this.content.delete(known);
  }
}
