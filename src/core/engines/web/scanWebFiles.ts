/**
 * Looks into the files that would be packed: for secrets, and for packages under another name. Small files are read, of large ones their
 * beginning; what was found is remembered as long as a file stays the same, since an app is checked while someone types.
 */

import { isSecretText, recognizeSecret, secretHeadBytes, secretTextBytes } from '../../assets/secrets/recognizeSecret.ts';
import { type Bytes, fromLatin1 } from '../../base/bytes.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { SourceMemory } from './staleOutput.ts';
import { type WebFileListing } from './listWebFiles.ts';
import { type WebFile } from './webApp.ts';

const readsAtOnce = 16;
/** What is read of large files beyond their heads, all together. */
const textBudgetBytes = 256 * 1024 * 1024;
const mostRemembered = 50_000;

export interface ScannedFile {
  /** What it contains, in the words of a sentence. */
  readonly secret?: string;
  readonly isPackage?: boolean;
  /** Why it could not be read. */
  readonly problem?: string;
}

/** What was found in files, by path and identity, and in the sources that they were built from. */
export class WebFileMemory {
  readonly sources = new SourceMemory();
  readonly #found = new Map<string, ScannedFile>();

  find(file: WebFile): ScannedFile | undefined {
    return file.identity === undefined ? undefined : this.#found.get(keyOf(file));
  }

  keep(file: WebFile, found: ScannedFile): void {
    if (file.identity === undefined || found.problem !== undefined) return;
    if (this.#found.size >= mostRemembered) this.#found.clear();
    this.#found.set(keyOf(file), found);
  }
}

function keyOf({ absolutePath, path, identity }: WebFile): string {
  return `${absolutePath}\0${path}\0${identity ?? ''}`;
}

export interface WebFileScan {
  readonly fs: FileSystem;
  readonly listing: Pick<WebFileListing, 'files' | 'suspects'>;
  readonly allowed: ReadonlySet<string>;
  readonly memory: WebFileMemory;
  readonly signal?: AbortSignal | undefined;
}

/** The files that may be packed, and what is wrong with the others. */
export async function scanWebFiles(scan: WebFileScan): Promise<{ readonly files: readonly WebFile[]; readonly issues: readonly Issue[] }> {
  const { listing, allowed } = scan;
  const looking = new FileLook(scan);
  const found = await runConcurrently([...listing.files, ...listing.suspects], readsAtOnce, async (file) => await looking.at(file));
  const issues: Issue[] = [];
  const files: WebFile[] = [];
  for (const [index, file] of listing.files.entries()) {
    const { secret, isPackage, problem } = found[index] ?? {};
    const place = { file: file.absolutePath };
    if (problem !== undefined) issues.push(createIssue('web-file-unreadable', { file: file.path, reason: problem }, place));
    else if (isPackage === true && !allowed.has(file.path)) {
      issues.push(createIssue('web-file-own', { file: file.path }, place));
      continue;
    } else if (secret !== undefined && !allowed.has(file.path))
      issues.push(createIssue('web-file-secret', { file: file.path, what: secret }, place));
    files.push(file);
  }
  for (const [index, file] of listing.suspects.entries()) {
    const { secret } = found[listing.files.length + index] ?? {};
    const place = { file: file.absolutePath };
    if (secret === undefined) issues.push(createIssue('web-file-secret-left-out', { file: file.path }, place));
    else issues.push(createIssue('web-file-secret', { file: file.path, what: secret }, place));
  }
  return { files, issues };
}

class FileLook {
  readonly #scan: WebFileScan;
  #budgetBytes = textBudgetBytes;

  constructor(scan: WebFileScan) {
    this.#scan = scan;
  }

  async at(file: WebFile): Promise<ScannedFile> {
    throwIfCancelled(this.#scan.signal);
    const known = this.#scan.memory.find(file);
    if (known) return known;
    const found = await this.#look(file);
    this.#scan.memory.keep(file, found);
    return found;
  }

  async #look(file: WebFile): Promise<ScannedFile> {
    try {
      const bytes = await this.#read(file);
      const secret = await recognizeSecret(file.path, bytes);
      return { ...present('secret', secret), isPackage: isPackageHead(bytes) };
    } catch (error) {
      if (isFailure(error) && error.kind !== 'internal' && error.kind !== 'cancelled') return { problem: error.message };
      throw error;
    }
  }

  async #read({ absolutePath, sizeBytes, identity }: WebFile): Promise<Bytes> {
    const { fs } = this.#scan;
    const same = present('identity', identity);
    if (sizeBytes <= secretHeadBytes) return await fs.readFile(absolutePath, { ...same, maxBytes: secretHeadBytes });
    const source = await fs.openFile(absolutePath, same);
    try {
      const head = await source.read(0, Math.min(secretHeadBytes, source.size));
      const length = Math.min(secretTextBytes, source.size);
      if (!isSecretText(head) || length > this.#budgetBytes) return head;
      this.#budgetBytes -= length;
      return await source.read(0, length);
    } finally {
      await source.close();
    }
  }
}

/** An archive whose first entry is what the packages of this and most other tools begin with. */
function isPackageHead(bytes: Bytes): boolean {
  const head = fromLatin1(bytes.subarray(0, 64));
  return head.startsWith('PK\u0003\u0004') && /^(?:AndroidManifest\.xml|BundleConfig\.pb|Payload\/)/.test(head.slice(30));
}
