/** The file of a recorded package on this machine: where it is, and whether it still is the one that was recorded. */

import { createHash } from 'node:crypto';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { Failure } from '../../../core/base/failure.ts';
import { readPieces } from '../../../core/base/readPieces.ts';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type AppEntry } from '../../app/appEntry.ts';

export interface PackageFileState {
  /** `changed`: the file there has another size. */
  readonly kind: 'present' | 'missing' | 'changed';
  /** Absolute. */
  readonly path: string;
}

export class PackageFiles {
  readonly #files: FileSystem;
  readonly #paths: PathTools;

  constructor(files: FileSystem, paths: PathTools) {
    this.#files = files;
    this.#paths = paths;
  }

  pathOf(app: AppEntry, record: PackageRecord): string {
    return this.#paths.resolve(app.folder, record.path);
  }

  async state(app: AppEntry, record: PackageRecord): Promise<PackageFileState> {
    const path = this.pathOf(app, record);
    const stat = await this.#files.stat(path).catch(() => undefined);
    if (stat?.kind !== 'file') return { kind: 'missing', path };
    return { kind: stat.sizeBytes === record.sizeBytes ? 'present' : 'changed', path };
  }
}

/** The ledger comes with the repository: what it names is taken for the package only when it has the content that it says. */
export async function requireRecordedContent(files: FileSystem, path: string, { sizeBytes, sha256 }: PackageRecord): Promise<void> {
  const source = await files.openFile(path);
  try {
    if (source.size !== sizeBytes || (await sha256Of(source)) !== sha256) throw Failure.of('package-file-changed', { path });
  } finally {
    await source.close();
  }
}

/** In pieces, so that the thread stays free in between. */
async function sha256Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readPieces(source, 0, source.size)) hash.update(piece);
  return hash.digest('hex');
}

/** Fails with what to do when the file of a package is gone. */
export async function requirePackageFile(files: FileSystem, path: string): Promise<void> {
  if ((await files.stat(path))?.kind !== 'file') throw Failure.of('package-file-missing', { path });
}
