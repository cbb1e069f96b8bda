/**
 * Lists a folder of web files. What no page can use is left out: what version control and desktops leave behind, what this product wrote
 * itself, and files that must never be published.
 *
 * A link is followed when it leads to something inside the folder; then its target counts by its own name, too. One that leads out is an
 * error: the folder does not show what would be packed. Bounded in count and depth. A listing that ended early says so, and nothing may
 * be concluded from what is not in it.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type DirectoryEntry, type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { isInsideFolder } from '../../ports/isInsideFolder.ts';
import { isLeftOutName, isOwnName, isSecretName, isSourceName } from './leftOutNames.ts';
import { type WebFile } from './webApp.ts';

const fileLimit = 20_000;
const depthLimit = 32;
/** Of links to folders that are followed: two folders with links to each other double what is below them at every level. */
const linkLimit = 200;

export interface WebFolder {
  readonly fs: FileSystem;
  readonly paths: PathTools;
  readonly folder: string;
  /** Paths in the folder that the settings allow, whatever they look like. */
  readonly allowed: ReadonlySet<string>;
  /** Real paths of files that the settings name for signing. */
  readonly signingFiles: ReadonlySet<string>;
  /** Absolute path of the app's own settings file. Where the web folder is the app's folder it is left out, and says nothing about sources. */
  readonly ownSettings?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface WebFileListing {
  /** Sorted by path, bytewise in UTF-16, so that the package does not depend on the file system. */
  readonly files: readonly WebFile[];
  /** Left out because their names are those of secrets. */
  readonly suspects: readonly WebFile[];
  readonly issues: readonly Issue[];
  /** Whether everything in the folder was seen. */
  readonly isComplete: boolean;
  /** When the newest of its files was written, in milliseconds. */
  readonly newestMs: number;
}

export async function listWebFiles(folder: WebFolder): Promise<WebFileListing> {
  const walk = new FolderWalk(folder);
  await walk.enter({ path: folder.folder, prefix: '', real: (await folder.fs.realPath(folder.folder)) ?? folder.folder, around: [] });
  return walk.listing();
}

interface Visited {
  readonly path: string;
  /** Before the names in it: empty or with a slash at its end. */
  readonly prefix: string;
  /** Its path without links. */
  readonly real: string;
  /** Those of the folders it was reached through. */
  readonly around: readonly string[];
}

interface Found extends DirectoryEntry {
  readonly name: string;
  readonly path: string;
  readonly absolutePath: string;
  readonly real: string;
}

class FolderWalk {
  readonly #folder: WebFolder;
  readonly #files: WebFile[] = [];
  readonly #suspects: WebFile[] = [];
  readonly #issues: Issue[] = [];
  readonly #leftOut: string[] = [];
  readonly #sources: string[] = [];
  #root: string | undefined;
  #folders = 0;
  #links = 0;
  #isComplete = true;
  #newestMs = 0;
  #isStopped = false;

  constructor(folder: WebFolder) {
    this.#folder = folder;
  }

  async enter(visited: Visited): Promise<void> {
    throwIfCancelled(this.#folder.signal);
    this.#root ??= visited.real;
    const { fs, folder } = this.#folder;
    if (visited.around.length > depthLimit) {
      this.#stop(createIssue('web-folder-too-deep', { folder, limit: depthLimit }, { file: visited.path }));
      return;
    }
    let entries: readonly DirectoryEntry[];
    try {
      entries = await fs.readDirectory(visited.path);
    } catch (error) {
      if (!isFailure(error, 'file-unreadable')) throw error;
      this.#isComplete = false;
      const reason = String(error.params['reason'] ?? '');
      this.#issues.push(createIssue('web-folder-unreadable', { folder: visited.prefix || folder, reason }, { file: visited.path }));
      return;
    }
    this.#folders++;
    const { paths, ownSettings } = this.#folder;
    const others = entries.filter(({ name }) => paths.join(visited.path, name) !== ownSettings);
    if (visited.prefix === '') this.#sources.push(...others.map(({ name }) => name).filter(isSourceName));
    for (const entry of others) {
      if (this.#files.length + this.#folders > fileLimit)
        this.#stop(createIssue('web-too-many-files', { folder, limit: fileLimit }, { file: folder }));
      if (this.#isStopped) return;
      await this.#visit(entry, visited);
    }
  }

  listing(): WebFileListing {
    const { folder } = this.#folder;
    const place = { file: folder };
    const [source] = this.#sources;
    if (source !== undefined) this.#issues.push(createIssue('web-folder-holds-sources', { folder, found: source }, place));
    const [leftOut] = this.#leftOut;
    if (leftOut !== undefined && this.#isComplete)
      this.#issues.push(createIssue('web-file-left-out', { count: this.#leftOut.length, file: leftOut }, place));
    const files = this.#files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    return { files, suspects: this.#suspects, issues: this.#issues, isComplete: this.#isComplete, newestMs: this.#newestMs };
  }

  #stop(issue: Issue): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#isComplete = false;
    this.#issues.push(issue);
  }

  async #visit(entry: DirectoryEntry, visited: Visited): Promise<void> {
    const { paths } = this.#folder;
    const path = visited.prefix + entry.name;
    const absolutePath = paths.join(visited.path, entry.name);
    if (isLeftOutName(entry.name)) {
      this.#leftOut.push(path);
      return;
    }
    if (entry.isLink === true) await this.#follow({ ...entry, path, absolutePath, real: '' }, visited);
    else await this.#take({ ...entry, path, absolutePath, real: paths.join(visited.real, entry.name) }, visited);
  }

  async #follow(link: Found, visited: Visited): Promise<void> {
    const { fs, paths } = this.#folder;
    const root = this.#root ?? '';
    const real = await fs.realPath(link.absolutePath);
    const place = { file: link.absolutePath };
    if (real === undefined) this.#issues.push(createIssue('web-link-dangling', { file: link.path }, place));
    else if (
      [...visited.around, visited.real].some((folder) => isInsideFolder(paths, real, folder)) &&
      link.kind === 'directory' &&
      isInsideFolder(paths, root, real)
    )
      this.#issues.push(createIssue('web-link-circle', { file: link.path }, place));
    else if (!isInsideFolder(paths, root, real))
      this.#issues.push(createIssue('web-link-outside', { file: link.path, target: real }, place));
    else if (paths.relative(root, real).split('/').some(isLeftOutName)) this.#leftOut.push(link.path);
    else if (link.kind === 'directory' && ++this.#links > linkLimit) {
      const { folder } = this.#folder;
      this.#stop(createIssue('web-too-many-links', { folder, limit: linkLimit }, { file: folder }));
    } else await this.#take({ ...link, real }, visited);
  }

  async #take(found: Found, visited: Visited): Promise<void> {
    const { fs, paths, allowed, signingFiles } = this.#folder;
    const { path, absolutePath, real } = found;
    const place = { file: absolutePath };
    if (found.kind === 'directory') {
      await this.enter({ path: absolutePath, prefix: `${path}/`, real, around: [...visited.around, visited.real] });
      return;
    }
    const stat = found.kind === 'file' ? await fs.stat(absolutePath) : undefined;
    if (found.kind === 'other') this.#issues.push(createIssue('web-file-special', { file: path }, place));
    // Removed since the folder was listed.
    if (stat?.kind !== 'file') return;
    const { sizeBytes, identity } = stat;
    this.#newestMs = Math.max(this.#newestMs, stat.modifiedAt.getTime());
    const file: WebFile = { path, absolutePath, sizeBytes, ...present('identity', identity) };
    const names = [found.name, paths.basename(real)];
    if (signingFiles.has(real)) this.#issues.push(createIssue('web-file-own', { file: path }, place));
    else if (allowed.has(path)) this.#files.push(file);
    else if (names.some(isOwnName)) this.#issues.push(createIssue('web-file-own', { file: path }, place));
    else if (names.some(isSecretName)) this.#suspects.push(file);
    else this.#files.push(file);
  }
}
