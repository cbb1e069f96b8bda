/**
 * A folder looked at by the detectors: its files read at most once each, with bounds, and nothing outside of it. A link that leads out of
 * the folder is taken for nothing.
 */

import { type Bytes, fromUtf8 } from '../base/bytes.ts';
import { isFailure } from '../base/failure.ts';
import { type DirectoryEntry, type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { isInsideFolder } from '../ports/isInsideFolder.ts';

/** Project files are small; what is larger is not one. */
const largestFile = 4 * 1024 * 1024;

export class ProjectFolder {
  readonly path: string;
  readonly #files: FileSystem;
  readonly #paths: PathTools;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #contents = new Map<string, Promise<Bytes | undefined>>();
  readonly #listings = new Map<string, Promise<readonly DirectoryEntry[] | undefined>>();
  #root: Promise<string | undefined> | undefined;
  #topNames: Promise<ReadonlySet<string> | undefined> | undefined;

  /** `listing` is what is in the folder, where that is known already. */
  constructor(files: FileSystem, paths: PathTools, path: string, listing?: readonly DirectoryEntry[]) {
    this.path = path;
    this.#files = files;
    this.#paths = paths;
    if (listing) this.#listings.set('', Promise.resolve(listing));
  }

  get name(): string {
    return this.#paths.basename(this.path);
  }

  /** `undefined` when the file is absent, unreadable or too large to be what it is taken for. */
  text(...relative: readonly string[]): Promise<string | undefined> {
    const key = relative.join('/');
    let text = this.#texts.get(key);
    if (!text) this.#texts.set(key, (text = this.bytes(...relative).then((bytes) => bytes && fromUtf8(bytes))));
    return text;
  }

  /** The same, as it is. */
  bytes(...relative: readonly string[]): Promise<Bytes | undefined> {
    const key = relative.join('/');
    let bytes = this.#contents.get(key);
    if (!bytes) this.#contents.set(key, (bytes = this.#read(relative)));
    return bytes;
  }

  /** Names of what is in a folder below; empty when there is none or it cannot be read. */
  async entries(...relative: readonly string[]): Promise<readonly DirectoryEntry[]> {
    return (await this.#listing(relative)) ?? [];
  }

  #listing(relative: readonly string[]): Promise<readonly DirectoryEntry[] | undefined> {
    const key = relative.join('/');
    let entries = this.#listings.get(key);
    if (!entries) this.#listings.set(key, (entries = this.#list(relative)));
    return entries;
  }

  async hasFile(...relative: readonly string[]): Promise<boolean> {
    return (await this.#kindOf(relative)) === 'file';
  }

  async hasFolder(...relative: readonly string[]): Promise<boolean> {
    return (await this.#kindOf(relative)) === 'directory';
  }

  async #kindOf(relative: readonly string[]): Promise<DirectoryEntry['kind'] | undefined> {
    const entries = await this.entries(...relative.slice(0, -1));
    return entries.find(({ name }) => name === relative.at(-1))?.kind;
  }

  async #read(relative: readonly string[]): Promise<Bytes | undefined> {
    const path = this.#paths.join(this.path, ...relative);
    if ((await this.#isAbsent(relative)) || !(await this.#isInside(path))) return undefined;
    try {
      return await this.#files.readFile(path, { maxBytes: largestFile });
    } catch (error) {
      if (isFailure(error)) return undefined;
      throw error;
    }
  }

  async #list(relative: readonly string[]): Promise<readonly DirectoryEntry[] | undefined> {
    const path = this.#paths.join(this.path, ...relative);
    if ((relative.length > 0 && (await this.#isAbsent(relative))) || !(await this.#isInside(path))) return undefined;
    try {
      return await this.#files.readDirectory(path);
    } catch (error) {
      if (isFailure(error)) return undefined;
      throw error;
    }
  }

  /** Told from what is in the folder itself: most of what detectors ask for is not there. File systems may see no difference in case. */
  async #isAbsent([first = '']: readonly string[]): Promise<boolean> {
    const [name = ''] = first.split(/[/\\]/);
    if (name === '' || name.startsWith('.')) return false;
    this.#topNames ??= this.#listing([]).then((top) => top && new Set(top.map((entry) => entry.name.toLowerCase())));
    return (await this.#topNames)?.has(name.toLowerCase()) === false;
  }

  /** Where it really is, behind all links. */
  async #isInside(path: string): Promise<boolean> {
    this.#root ??= this.#realPath(this.path);
    const [root, real] = await Promise.all([this.#root, this.#realPath(path)]);
    if (root === undefined || real === undefined) return false;
    return isInsideFolder(this.#paths, root, real);
  }

  async #realPath(path: string): Promise<string | undefined> {
    try {
      return await this.#files.realPath(path);
    } catch (error) {
      if (isFailure(error)) return undefined;
      throw error;
    }
  }
}
