/**
 * Writes a backup of everything that a release server keeps. Records are read in one transaction, so they fit together; packages do not change, and
 * one that is there already is not copied again: an export that was stopped goes on, and the next one into the same folder is short.
 */

import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { throwIfCancelled } from '../../../core/base/cancellation.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { utf8 } from '../../../core/base/bytes.ts';
import { writeFailure } from '../../../node/fileFailure.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { writeTogether } from '../../../node/writeTogether.ts';
import { tables, type Row, type TableName } from '../../model/tables.ts';
import { type RecordTransaction } from '../../ports/records.ts';
import { type ServerStorage } from '../serverStorage.ts';
import {
  backupFormat,
  backupPath,
  keptTables,
  lineOf,
  packagesOfRow,
  packagePath,
  recordsPath,
  RecordsWriter,
  unusable,
  type BackupFile,
} from './backupFolder.ts';

export interface BackupProgress {
  readonly signal: AbortSignal;
  /** Called with the number of packages that are done, and of all. */
  readonly onPackage?: (done: number, all: number) => void;
}

const pageLength = 500;

/** Fails with `file-unwritable`, `server-data-unusable` or `storage-unavailable`. */
export async function exportBackup(storage: ServerStorage, folder: string, { signal, onPackage }: BackupProgress): Promise<BackupFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw writeFailure(error, folder);
  });
  // What is there from now on is not a backup until it is written again.
  await rm(backupPath(folder), { force: true });
  const hashes = new Set<string>();
  const writer = new RecordsWriter(recordsPath(folder));
  const sha256 = await storage.records
    .transaction(async (transaction) => {
      for (const table of keptTables)
        for await (const row of rowsOf(transaction, table)) {
          throwIfCancelled(signal);
          if (!isKept(table, row)) continue;
          for (const hash of packagesOfRow(table, row)) hashes.add(hash);
          await writer.write(lineOf(table, row));
        }
      return await writer.end();
    })
    .catch((error: unknown) => {
      throw error instanceof Error && 'syscall' in error ? writeFailure(error, recordsPath(folder)) : error;
    });
  let packageBytes = 0;
  let done = 0;
  for (const hash of hashes) {
    throwIfCancelled(signal);
    packageBytes += await copyPackage(storage, folder, hash);
    onPackage?.(++done, hashes.size);
  }
  const file = {
    format: backupFormat,
    createdAt: systemClock.now().toISOString(),
    rows: writer.rows,
    sha256,
    packages: hashes.size,
    packageBytes,
  };
  await writeTogether([{ path: backupPath(folder), bytes: utf8(`${JSON.stringify(file, undefined, 2)}\n`), mode: 0o600 }]);
  return file;
}

/** By the key, page after page. */
async function* rowsOf<Name extends TableName>(transaction: RecordTransaction, table: Name): AsyncGenerator<Row<Name>> {
  const key = keyOf(table);
  const order = key.map((column) => [column, 'ascending'] as const);
  let after: (string | number)[] | undefined;
  for (;;) {
    const page = await transaction.find(table, { order, limit: pageLength, ...(after && { after }) });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageLength) return;
    after = key.map((column) => {
      const value: unknown = last[column];
      return typeof value === 'number' ? value : String(value);
    });
  }
}

function keyOf<Name extends TableName>(table: Name): readonly (keyof Row<Name> & string)[] {
  const key: readonly unknown[] = tables[table].key;
  // The columns of a key are columns of the table.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return key as readonly (keyof Row<Name> & string)[];
}

/** Parts of uploads that are under way are not copied, and the token of a running server ends with it. */
function isKept(table: TableName, row: object): boolean {
  if (table === 'symbolUpload') return 'state' in row && row.state === 'committed';
  if (table === 'upload') return 'state' in row && row.state === 'published';
  return table !== 'setting' || !('name' in row) || !String(row.name).startsWith('owner-token ');
}

/** How many bytes it has. */
async function copyPackage({ blobs }: ServerStorage, folder: string, sha256: string): Promise<number> {
  const path = packagePath(folder, sha256);
  const blob = await blobs.open(sha256);
  if (!blob) throw unusable(path, phrase('the package is gone; a release was deleted meanwhile, so export again'));
  try {
    // Names are only given to whole files.
    if ((await stat(path).catch(() => undefined))?.size === blob.size) return blob.size;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const part = `${path}.part`;
    await pipeline(blob.stream(0, blob.size), createWriteStream(part, { mode: 0o600, flush: true }));
    await rename(part, path);
    return blob.size;
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? writeFailure(error, path) : error;
  } finally {
    await blob.close();
  }
}
