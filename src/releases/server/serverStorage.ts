/**
 * Where a server keeps what it has: in its folder, or in PostgreSQL and S3-compatible storage, which any number of servers share. Then its folder
 * has only what is its own: the file that says where it runs, its authority, and packages while they are read.
 */

import { join } from 'node:path';
import { type BlobStore } from '../ports/blobs.ts';
import { type Records } from '../ports/records.ts';
import { DiskBlobs } from '../storage/blobs-disk/diskBlobs.ts';
import { SqliteRecords } from '../storage/sqlite/sqliteRecords.ts';
import { type TeamStorageOptions } from './runningServer.ts';

export interface ServerStorage {
  readonly records: Records;
  readonly blobs: BlobStore;
  /** Other servers use it at the same time. */
  readonly isShared: boolean;
  /** Runs work that needs a package as a file. Fails with `release-not-found` when it is gone. */
  withPackage<Result>(sha256: string, work: (path: string) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** `hashWorker` is the thread that hashes uploads; without it this one does. */
export async function openStorage(folder: string, team: TeamStorageOptions | undefined, hashWorker?: URL): Promise<ServerStorage> {
  if (!team) return await openEmbeddedStorage(folder, hashWorker);
  // A client of PostgreSQL is of no use to most servers.
  const { openTeamStorage } = await import('./openTeamStorage.ts');
  return await openTeamStorage(folder, team);
}

async function openEmbeddedStorage(folder: string, hashWorker: URL | undefined): Promise<ServerStorage> {
  const records = SqliteRecords.open(join(folder, 'releases.sqlite'));
  const blobs = await DiskBlobs.open(folder, hashWorker).catch(async (error: unknown) => {
    await records.close();
    throw error;
  });
  return {
    records,
    blobs,
    isShared: false,
    withPackage: async (sha256, work) => await work(blobs.blobPath(sha256)),
    close: async () => await records.close(),
  };
}
