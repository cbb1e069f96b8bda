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
  readonly readFile: (path: string) => Promise<ReadPackageFile>;
}

/** More than are looked at at the same time. */
const mostKept = 8;

export class PackageReader {
  readonly #parts: PackageReaderParts;
  /** By path, the one that was asked for last at the end. */
  readonly #read = new Map<string, Promise<ReadPackageFile>>();

  constructor(parts: PackageReaderParts) {
    this.#parts = parts;
  }

  async facts({ path, recorded }: PackageSubject): Promise<PackageFacts> {
    if (recorded) await this.#parts.files.stat(path);
    const known = { path, ...(recorded && { app: recorded.app, record: recorded.record }) };
    const content = await this.#content(path);
    if (!content) return { ...known, file: 'missing' };
    const isRecorded = !recorded || recorded.record.sha256 === content.sha256;
    return { ...known, file: isRecorded ? 'present' : 'changed', content };
  }

  async #content(path: string): Promise<ReadPackageFile | undefined> {
    try {
      const kept = await this.#read.get(path)?.catch(() => undefined);
      if (kept && (await isUnchanged(kept))) return kept;
      const reading = this.#parts.readFile(path);
      this.#keep(path, reading);
      return await reading;
    } catch (error) {
      this.#read.delete(path);
      if (isFailure(error, 'file-not-found')) return undefined;
      throw error;
    }
  }

  #keep(path: string, reading: Promise<ReadPackageFile>): void {
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
