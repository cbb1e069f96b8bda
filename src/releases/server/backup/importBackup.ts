/**
 * Fills an empty storage with a backup. Packages come first, and those that are there already are not copied again; then all records in one
 * transaction. So an import that was stopped can be run again, and one that did not finish has changed nothing that a server would show.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Bytes } from '../../../core/base/bytes.ts';
import { throwIfCancelled } from '../../../core/base/cancellation.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { readFailure } from '../../../node/fileFailure.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { readFacts } from '../../model/storedJson.ts';
import { type AnyRow, type TableName } from '../../model/tables.ts';
import { type ServerStorage } from '../serverStorage.ts';
import { packagePath, packagesOfRow, readBackupFile, readRows, recordsPath, unusable, type BackupFile } from './backupFolder.ts';
import { type BackupProgress } from './exportBackup.ts';

const pieceBytes = 1024 * 1024;
/** Larger than any package. */
const largestPackage = 8 * 1024 ** 3;

/** Fails with `server-data-unusable` when the backup is damaged or the storage is not empty, and with `storage-unavailable`. */
export async function importBackup(storage: ServerStorage, folder: string, { signal, onPackage }: BackupProgress): Promise<BackupFile> {
  const file = await readBackupFile(folder);
  if ((await sha256OfFile(recordsPath(folder))) !== file.sha256)
    throw unusable(recordsPath(folder), phrase('it was changed after the export'));
  await requireEmpty(storage);
  const hashes = new Set<string>();
  for await (const { table, row } of readRows(folder)) {
    for (const sha256 of packagesOfRow(table, row)) hashes.add(sha256);
  }
  let done = 0;
  for (const sha256 of hashes) {
    throwIfCancelled(signal);
    await placePackage(storage, folder, sha256);
    onPackage?.(++done, hashes.size);
  }
  await storage.records.transaction(async (transaction) => {
    // A server may have been started meanwhile.
    if ((await transaction.count('account', {})) > 0) throw notEmpty();
    for await (const { table, row } of readRows(folder)) {
      throwIfCancelled(signal);
      if (!(await transaction.insert(table, ofThisVersion(table, row)))) throw unusable(recordsPath(folder), phrase('it has a row twice'));
    }
  });
  return file;
}

/** Backups of earlier versions have fewer columns. */
function ofThisVersion(table: TableName, row: AnyRow): AnyRow {
  if (table !== 'release' || !('facts' in row) || 'packageHash' in row) return row;
  return Object.assign({ packageHash: readFacts(row.facts).packageHash }, row);
}

async function requireEmpty({ records }: ServerStorage): Promise<void> {
  if ((await records.count('account', {})) > 0) throw notEmpty();
}

function notEmpty(): Error {
  return unusable(phrase('the storage'), phrase('it is not empty; a backup is imported before the first start of a server'));
}

async function placePackage({ blobs }: ServerStorage, folder: string, sha256: string): Promise<void> {
  const known = await blobs.open(sha256);
  await known?.close();
  if (known) return;
  const path = packagePath(folder, sha256);
  const uploadId = `import-${sha256}`;
  await blobs.discardUpload(uploadId);
  await blobs.beginUpload(uploadId);
  await blobs.writeUpload(uploadId, 0, piecesOf(path), largestPackage);
  await blobs.holdUpload(uploadId, async () => {
    const digest = await blobs.digestUpload(uploadId);
    if (digest?.sha256 !== sha256) throw unusable(path, phrase('it was changed after the export'));
    await blobs.placeUpload(uploadId, sha256);
  });
}

/** Each piece in memory of its own, as it may still be on its way when the next one is read. */
async function* piecesOf(path: string): AsyncGenerator<Bytes> {
  const file = await NodeOpenFile.open(path);
  try {
    for (let at = 0; at < file.size; at += pieceBytes) yield await file.read(at, Math.min(pieceBytes, file.size - at));
  } finally {
    await file.close();
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((error: unknown) => {
    throw readFailure(error, path);
  });
  return hash.digest('hex');
}
