/** Storage that several servers share: records in PostgreSQL, packages in S3-compatible storage, and a package as a file only while it is read. */

import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toHex } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { Secret } from '../../core/base/secret.ts';
import { writeFailure } from '../../node/fileFailure.ts';
import { NodeHttpClient } from '../../node/http/nodeHttpClient.ts';
import { systemClock } from '../../node/systemClock.ts';
import { systemRandom } from '../../node/systemRandom.ts';
import { S3Blobs } from '../storage/blobs-s3/s3Blobs.ts';
import { S3Bucket } from '../storage/blobs-s3/s3Bucket.ts';
import { PostgresRecords } from '../storage/postgres/postgresRecords.ts';
import { type TeamStorageOptions } from './runningServer.ts';
import { type ServerStorage } from './serverStorage.ts';

export async function openTeamStorage(folder: string, { databaseUrl, s3 }: TeamStorageOptions): Promise<ServerStorage> {
  const { secretAccessKey, sessionToken, prefix, ...options } = s3;
  const http = new NodeHttpClient({ proxies: process.env });
  const keys = {
    secretAccessKey: new Secret(secretAccessKey),
    sessionToken: sessionToken === undefined ? undefined : new Secret(sessionToken),
  };
  const blobs = new S3Blobs(new S3Bucket({ ...options, ...keys }, http, systemClock), systemRandom, prefix);
  const reading = join(folder, 'reading');
  // Of an earlier process that was killed.
  await rm(reading, { recursive: true, force: true });
  await mkdir(reading, { mode: 0o700 }).catch((error: unknown) => {
    throw writeFailure(error, reading);
  });
  const records = await PostgresRecords.open(new Secret(databaseUrl));
  return {
    records,
    blobs,
    isShared: true,
    withPackage: async (sha256, work) => {
      const path = join(reading, toHex(systemRandom.bytes(8)));
      const blob = await blobs.open(sha256);
      if (!blob) throw Failure.of('release-not-found', { what: phrase('Package'), name: sha256 });
      try {
        await pipeline(blob.stream(0, blob.size), createWriteStream(path, { mode: 0o600 }));
        return await work(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    close: async () => {
      await records.close();
      http.dispose();
      await rm(reading, { recursive: true, force: true });
    },
  };
}
