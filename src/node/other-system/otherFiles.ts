/**
 * The files of a machine of another system, for reading alone: folders of this machine at the places that they would have there, and the tools of
 * that machine. Nothing else of this machine is seen, also not through links, and nothing is written.
 */

import { bytesSource } from '../../core/base/byteSource.ts';
import { type Bytes, utf8 } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { windowsPathProblem } from '../../core/base/windowsPath.ts';
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type NewFile,
  type OpenFile,
  type PathTools,
  type ReadOptions,
  type SameFile,
} from '../../core/ports/fileSystem.ts';
import { isInsideFolder } from '../../core/ports/isInsideFolder.ts';

/** A folder or a file of this machine. */
export interface Mount {
  /** Absolute path on this machine. */
  readonly here: string;
  /** Absolute path on the other one. */
  readonly there: string;
}

export interface OtherFilesInput {
  /** Of this machine. */
  readonly files: FileSystem;
  readonly hostPaths: PathTools;
  /** By the rules of the other system. */
  readonly paths: PathTools;
  readonly mounts: readonly Mount[];
  /** Files of tools, by absolute path on the other machine. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Of one machine alone: where its Android SDK is. The other machine has its own. */
const ofThisMachine = 'local.properties';

export class OtherFiles implements FileSystem {
  readonly #input: OtherFilesInput;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #folders = new Map<string, Map<string, DirectoryEntry>>();

  constructor(input: OtherFilesInput) {
    this.#input = input;
    const texts = new Map(Object.entries(input.texts).map(([path, text]) => [input.paths.join(path), text]));
    this.#texts = texts;
    for (const path of texts.keys()) this.#addToFolders(path, 'file');
    for (const { there } of input.mounts) this.#addToFolders(input.paths.join(there), 'directory');
  }

  /** A path of this machine as the other one has it; `undefined` where it has none. */
  there(path: string): string | undefined {
    const { hostPaths, paths, mounts } = this.#input;
    const mount = mounts.find(({ here }) => isInsideFolder(hostPaths, here, path));
    return mount && paths.join(mount.there, ...segments(hostPaths.relative(mount.here, path)));
  }

  /** A path of the other machine as this one has it; `undefined` for what this one does not have. */
  here(path: string): string | undefined {
    const { hostPaths, paths, mounts } = this.#input;
    const mount = mounts.find(({ there }) => isInsideFolder(paths, there, path));
    const names = mount && segments(paths.relative(mount.there, path));
    if (!mount || !names || names.at(-1) === ofThisMachine) return undefined;
    return hostPaths.join(mount.here, ...names);
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const here = this.here(path);
    if (here !== undefined) {
      const found = await this.#input.files.stat(here);
      if (!found || this.#input.paths.system !== 'windows') return found;
      const { mode: _, ...ofWindows } = found;
      return ofWindows;
    }
    const known = this.#input.paths.join(path);
    const modifiedAt = new Date(0);
    const text = this.#texts.get(known);
    if (text !== undefined) return { kind: 'file', sizeBytes: utf8(text).length, modifiedAt };
    return this.#folders.has(known) ? { kind: 'directory', sizeBytes: 0, modifiedAt } : undefined;
  }

  /** What a link leads to outside of the folders that are seen is at a place of its own, so that it is taken for what it is. */
  async realPath(path: string): Promise<string | undefined> {
    const { files, hostPaths, paths, mounts } = this.#input;
    const here = this.here(path);
    if (here === undefined) return (await this.stat(path)) && paths.join(path);
    const real = await files.realPath(here);
    if (real === undefined) return undefined;
    for (const mount of mounts) {
      const root = await files.realPath(mount.here);
      if (root !== undefined && isInsideFolder(hostPaths, root, real))
        return paths.join(mount.there, ...segments(hostPaths.relative(root, real)));
    }
    return paths.join(paths.resolve(path, '/'), 'elsewhere', hostPaths.basename(real));
  }

  async readLink(path: string): Promise<string | undefined> {
    const here = this.here(path);
    return here === undefined ? undefined : await this.#input.files.readLink(here);
  }

  async readFile(path: string, options: ReadOptions): Promise<Bytes> {
    const here = this.here(path);
    if (here !== undefined) return await this.#input.files.readFile(here, options);
    return this.#bytesOf(path);
  }

  async openFile(path: string, options?: SameFile): Promise<OpenFile> {
    const here = this.here(path);
    if (here !== undefined) return await this.#input.files.openFile(here, options);
    return { ...bytesSource(this.#bytesOf(path)), close: async () => {} };
  }

  async readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
    const here = this.here(path);
    if (here !== undefined)
      return (await this.#input.files.readDirectory(here)).filter(({ name }) => name !== ofThisMachine && this.#hasPlaceFor(name));
    const entries = [...(this.#folders.get(this.#input.paths.join(path))?.values() ?? [])];
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async writeFile(path: string): Promise<void> {
    return refuse(path);
  }

  async writeFiles(): Promise<void> {
    return refuse('files');
  }

  async createFile(path: string): Promise<NewFile> {
    return refuse(path);
  }

  async appendFile(path: string): Promise<void> {
    return refuse(path);
  }

  async copyFile(_from: string, to: string): Promise<void> {
    return refuse(to);
  }

  async remove(path: string): Promise<void> {
    return refuse(path);
  }

  /** Other systems allow more names than Windows. */
  #hasPlaceFor(name: string): boolean {
    return this.#input.paths.system !== 'windows' || (!/[\\/]/.test(name) && windowsPathProblem(name) === undefined);
  }

  #bytesOf(path: string): Bytes {
    const text = this.#texts.get(this.#input.paths.join(path));
    if (text === undefined) throw Failure.of('file-not-found', { path });
    return utf8(text);
  }

  #addToFolders(path: string, kind: DirectoryEntry['kind']): void {
    const { paths } = this.#input;
    let entry: DirectoryEntry = { name: paths.basename(path), kind };
    for (let folder = paths.dirname(path), last = path; folder !== last; last = folder, folder = paths.dirname(folder)) {
      const entries = this.#folders.get(folder) ?? new Map<string, DirectoryEntry>();
      this.#folders.set(folder, entries.set(entry.name, entry));
      entry = { name: paths.basename(folder), kind: 'directory' };
    }
  }
}

function segments(relative: string): readonly string[] {
  return relative.split('/').filter((name) => name !== '');
}

function refuse(path: string): never {
  throw new Error(`nothing is written on a machine of another system: ${path}`);
}
