/**
 * What a package file says now, compared with what was recorded of it. A file is read once, in the package worker, as long as it stays the
 * same: the panel, its link and the one who asks next share what was found.
 */

import { isFailure } from '../../../core/base/failure.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type ReadPackageFile } from '../../../node/packageWorker/readPackageFile.ts';
import { type PackageFacts } from './packageFacts.ts';
import { type PackageSubject } from './packageSubject.ts';

export interface PackageReaderParts {
  /** Whether a path that the ledger names may be read; a file without record was chosen by the person. */
  readonly files: Pick<FileSystem, 'stat'>;
  /** Reads a file in another process; fails with `file-not-found` where there is none. */
  readonly readFile: (path: string, allowedEntries: readonly string[]) => Promise<ReadPackageFile>;
  /** What its app allows in it although it looks like a secret. */
  readonly allowedIn: (subject: PackageSubject) => Promise<readonly string[]>;
}

interface KeptReading {
  readonly allowed: string;
  readonly reading: Promise<ReadPackageFile>;
}

/** More than are looked at at the same time. */
const mostKept = 8;

export class PackageReader {
  readonly #parts: PackageReaderParts;
  /** By path, the one that was asked for last at the end. */
  readonly #read = new Map<string, KeptReading>();

  constructor(parts: PackageReaderParts) {
    this.#parts = parts;
  }

  async facts(subject: PackageSubject): Promise<PackageFacts> {
    const { path, recorded } = subject;
    if (recorded) await this.#parts.files.stat(path);
    const known = { path, ...(recorded && { app: recorded.app, record: recorded.record }) };
    const content = await this.#content(path, await this.#parts.allowedIn(subject));
    if (!content) return { ...known, file: 'missing' };
    const isRecorded = !recorded || recorded.record.sha256 === content.sha256;
    return { ...known, file: isRecorded ? 'present' : 'changed', content };
  }

  async #content(path: string, allowedEntries: readonly string[]): Promise<ReadPackageFile | undefined> {
    try {
      const allowed = JSON.stringify(allowedEntries);
      const before = this.#read.get(path);
      const kept = before?.allowed === allowed ? await before.reading.catch(() => undefined) : undefined;
      if (kept && (await isUnchanged(kept))) return kept;
      const reading = this.#parts.readFile(path, allowedEntries);
      this.#keep(path, { allowed, reading });
      return await reading;
    } catch (error) {
      this.#read.delete(path);
      if (isFailure(error, 'file-not-found')) return undefined;
      throw error;
    }
  }

  #keep(path: string, reading: KeptReading): void {
    this.#read.delete(path);
    this.#read.set(path, reading);
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size > mostKept) this.#read.delete(oldest);
  }
}

async function isUnchanged({ path, identity }: ReadPackageFile): Promise<boolean> {
  const { identityOfPath } = await import('../../../node/fileIdentity.ts');
  return (await identityOfPath(path)) === identity;
}
