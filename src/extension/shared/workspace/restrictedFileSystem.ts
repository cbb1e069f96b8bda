/**
 * The file system of a window that may be in Restricted Mode: then nothing outside the workspace is read or written, also where a
 * link leads there, since an untrusted project names the paths. What a person opens in an editor does not come through here.
 */

import { type Bytes } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import {
  type Confined,
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type FileToWrite,
  type NewFile,
  type OpenFile,
  type PathTools,
  type ReadOptions,
  type SameFile,
  type WriteOptions,
} from '../../../core/ports/fileSystem.ts';
import { isWithin } from './isWithin.ts';
import { type WorkspaceTrust } from './workspaceTrust.ts';

export class RestrictedFileSystem implements FileSystem {
  readonly #files: FileSystem;
  readonly #paths: PathTools;
  readonly #trust: WorkspaceTrust;

  constructor(files: FileSystem, paths: PathTools, trust: WorkspaceTrust) {
    this.#files = files;
    this.#paths = paths;
    this.#trust = trust;
  }

  async stat(path: string): Promise<FileStat | undefined> {
    await this.#check(path);
    return await this.#files.stat(path);
  }

  async realPath(path: string): Promise<string | undefined> {
    await this.#check(path);
    return await this.#files.realPath(path);
  }

  /** The target of a link is in the link, which is inside the workspace. */
  async readLink(path: string): Promise<string | undefined> {
    await this.#check(this.#paths.dirname(path));
    return await this.#files.readLink(path);
  }

  async readFile(path: string, options: ReadOptions): Promise<Bytes> {
    await this.#check(path);
    return await this.#files.readFile(path, options);
  }

  async readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
    await this.#check(path);
    return await this.#files.readDirectory(path);
  }

  async openFile(path: string, options?: SameFile): Promise<OpenFile> {
    await this.#check(path);
    return await this.#files.openFile(path, options);
  }

  async writeFile(path: string, bytes: Bytes, options?: WriteOptions): Promise<void> {
    await this.#check(path);
    await this.#files.writeFile(path, bytes, options);
  }

  async writeFiles(files: readonly FileToWrite[]): Promise<void> {
    for (const { path } of files) await this.#check(path);
    await this.#files.writeFiles(files);
  }

  async createFile(path: string, options?: WriteOptions): Promise<NewFile> {
    await this.#check(path);
    return await this.#files.createFile(path, options);
  }

  async appendFile(path: string, bytes: Bytes, options?: Confined): Promise<void> {
    await this.#check(path);
    await this.#files.appendFile(path, bytes, options);
  }

  async copyFile(from: string, to: string): Promise<void> {
    await this.#check(from);
    await this.#check(to);
    await this.#files.copyFile(from, to);
  }

  async remove(path: string, options?: Confined): Promise<void> {
    await this.#check(path);
    await this.#files.remove(path, options);
  }

  async #check(path: string): Promise<void> {
    if (this.#trust.isTrusted() || (await isInWorkspace(this.#files, this.#paths, this.#trust.folders(), path))) return;
    throw Failure.of('file-restricted', { path });
  }
}

/** Whether a path is inside one of the folders and stays inside when its links are followed, as far as it exists. */
export async function isInWorkspace(
  files: Pick<FileSystem, 'realPath'>,
  paths: PathTools,
  folders: readonly string[],
  path: string,
): Promise<boolean> {
  // Nothing outside is even looked at.
  if (!folders.some((folder) => isWithin(folder, path))) return false;
  const real = await realPlace(files, paths, path);
  for (const folder of folders) {
    const realFolder = await files.realPath(folder).catch(() => undefined);
    if (realFolder !== undefined && real !== undefined && isWithin(realFolder, real)) return true;
  }
  return false;
}

/** Where a path leads; where nothing is, where its nearest folder leads. Nothing when that cannot be found out. */
async function realPlace(files: Pick<FileSystem, 'realPath'>, paths: PathTools, path: string): Promise<string | undefined> {
  for (let at = path; ;) {
    try {
      const real = await files.realPath(at);
      if (real !== undefined) return real;
    } catch {
      return undefined;
    }
    const above = paths.dirname(at);
    if (above === at) return undefined;
    at = above;
  }
}
