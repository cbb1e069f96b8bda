/**
 * The file system as the person in front of the editor sees it: a file that is open with changes says what its editor says,
 * everything else passes through to the disk. Writing always goes to the disk.
 */

import { utf8, type Bytes } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import {
  type Confined,
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type FileToWrite,
  type NewFile,
  type OpenFile,
  type ReadOptions,
  type SameFile,
  type WriteOptions,
} from '../../../core/ports/fileSystem.ts';

/** The text of a file with unsaved changes; nothing for every other file. */
export type UnsavedText = (path: string) => string | undefined;

export class DocumentFileSystem implements FileSystem {
  readonly #files: FileSystem;
  readonly #unsaved: UnsavedText;

  constructor(files: FileSystem, unsaved: UnsavedText) {
    this.#files = files;
    this.#unsaved = unsaved;
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const stat = await this.#files.stat(path);
    const text = this.#unsaved(path);
    if (text === undefined) return stat;
    return { kind: 'file', modifiedAt: new Date(), ...stat, sizeBytes: utf8(text).length };
  }

  async readLink(path: string): Promise<string | undefined> {
    return await this.#files.readLink(path);
  }

  async realPath(path: string): Promise<string | undefined> {
    return await this.#files.realPath(path);
  }

  async readFile(path: string, options: ReadOptions): Promise<Bytes> {
    const text = this.#unsaved(path);
    if (text === undefined) return await this.#files.readFile(path, options);
    const bytes = utf8(text);
    const limitBytes = options?.maxBytes ?? Infinity;
    if (bytes.length > limitBytes) throw Failure.of('file-too-large', { path, sizeBytes: bytes.length, limitBytes });
    return bytes;
  }

  async readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
    return await this.#files.readDirectory(path);
  }

  async openFile(path: string, options?: SameFile): Promise<OpenFile> {
    return await this.#files.openFile(path, options);
  }

  async writeFile(path: string, bytes: Bytes, options?: WriteOptions): Promise<void> {
    await this.#files.writeFile(path, bytes, options);
  }

  async writeFiles(files: readonly FileToWrite[]): Promise<void> {
    await this.#files.writeFiles(files);
  }

  async createFile(path: string, options?: WriteOptions): Promise<NewFile> {
    return await this.#files.createFile(path, options);
  }

  async appendFile(path: string, bytes: Bytes, options?: Confined): Promise<void> {
    await this.#files.appendFile(path, bytes, options);
  }

  async copyFile(from: string, to: string): Promise<void> {
    await this.#files.copyFile(from, to);
  }

  async remove(path: string, options?: Confined): Promise<void> {
    await this.#files.remove(path, options);
  }
}
