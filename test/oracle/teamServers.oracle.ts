/** Two processes of the release server on one PostgreSQL and one S3-compatible storage, as behind a proxy that sends each request to either. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportBackup } from '../../src/releases/server/backup/exportBackup.ts';
import { importBackup } from '../../src/releases/server/backup/importBackup.ts';
import { withStorage } from '../../src/releases/server/backup/withStorage.ts';
import { type TeamStorageOptions } from '../../src/releases/server/runningServer.ts';
import { contentOf, fillStorage } from '../support/filledStorage.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { startS3, type S3StandIn } from '../support/s3StandIn.ts';
import { startPostgres, type PostgresServer } from './support/postgresServer.ts';

let postgres: PostgresServer;
let s3: S3StandIn;
let one: TestServer;
let other: TestServer;
let team: TeamStorageOptions;

before(async () => {
  [postgres, s3] = await Promise.all([startPostgres(), startS3()]);
  const { secretAccessKey, sessionToken: _, ...options } = s3.options;
  team = {
    databaseUrl: await postgres.createDatabase(),
    s3: { ...options, secretAccessKey: secretAccessKey.reveal(), prefix: 'team/' },
  };
  [one, other] = await Promise.all([startTestServer({ team }), startTestServer({ team })]);
});
after(async () => {
  await Promise.allSettled([one.stop(), other.stop()]);
  await Promise.allSettled([postgres.stop(), s3.stop()]);
});

const content = Uint8Array.from(randomBytes(9 * 1024 * 1024));
const sha256 = createHash('sha256').update(content).digest('hex');

interface Upload {
  readonly id: string;
  readonly chunkBytes: number;
  readonly missing: readonly number[];
}

async function json<Value>(answer: Response | Promise<Response>, status: number): Promise<Value> {
  const response = await answer;
  const text = await response.text();
  strictEqual(response.status, status, text);
  // The server's own tests hold its answers to their schemas.
  return JSON.parse(text) as Value;
}

const app = '/api/v1/apps/olivia-owner/demo';

async function send(server: TestServer, path: string, body: Uint8Array): Promise<Response> {
  return await fetch(`${server.running.url}${path}`, {
    method: 'PUT',
    headers: { 'x-api-token': one.running.ownerToken, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(body),
  });
}

async function beginUpload(fileName: string): Promise<Upload> {
  const body = { fileName, sizeBytes: content.length, shortVersion: '1.0' };
  return await json<Upload>(other.ask(`${app}/uploads`, { method: 'POST', body }), 201);
}

describe('a backup', () => {
  it('goes from a folder into shared storage, and back into another folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'team-backup-'));
    const { signal } = new AbortController();
    const shared = { ...team, databaseUrl: await postgres.createDatabase(), s3: { ...team.s3, prefix: 'backup/' } };
    const at = (name: string): string => join(folder, name);
    try {
      await withStorage(at('old'), undefined, fillStorage);
      await withStorage(at('old'), undefined, async (storage) => await exportBackup(storage, at('backup'), { signal }));
      await withStorage(at('team'), shared, async (storage) => await importBackup(storage, at('backup'), { signal }));
      await withStorage(at('team'), shared, async (storage) => await exportBackup(storage, at('again'), { signal }));
      await withStorage(at('new'), undefined, async (storage) => await importBackup(storage, at('again'), { signal }));
      const wanted = await withStorage(at('old'), undefined, contentOf);
      deepStrictEqual(await withStorage(at('team'), shared, contentOf), wanted);
      deepStrictEqual(await withStorage(at('new'), undefined, contentOf), wanted);
    } finally {
      rmSync(folder, { recursive: true });
      s3.objects.clear();
    }
  });
});

describe('two servers on shared storage', () => {
  it('accept the owner token of each other', async () => {
    strictEqual((await other.ask('/api/v1/apps', { token: one.running.ownerToken })).status, 200);
    strictEqual((await one.ask('/api/v1/apps', { token: other.running.ownerToken })).status, 200);
    strictEqual((await one.ask('/api/v1/apps', { token: 'x'.repeat(40) })).status, 401);
  });

  it('take the parts of one upload, and make one release of it', async () => {
    await json(one.ask('/api/v1/apps', { method: 'POST', body: { name: 'demo', os: 'Windows' } }), 201);
    const upload = await beginUpload('a.zip');
    await Promise.all(
      upload.missing.map(async (number) => {
        const part = content.subarray((number - 1) * upload.chunkBytes, number * upload.chunkBytes);
        const answer = await send(number % 2 === 0 ? one : other, `${app}/uploads/${upload.id}/chunks/${number}`, part);
        strictEqual(answer.status, 204);
      }),
    );
    const publish = async (server: TestServer): Promise<Response> =>
      await server.ask(`${app}/uploads/${upload.id}/publish`, { method: 'POST', body: { groups: ['Collaborators'] } });
    const answers = await Promise.all([publish(one), publish(other)]);
    deepStrictEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 201],
    );
    deepStrictEqual([...s3.objects.keys()], [`team/blobs/${sha256.slice(0, 2)}/${sha256}`]);
  });

  it('lead clients to the storage, where the same bytes are', async () => {
    const { releases } = await json<{ readonly releases: readonly { readonly downloadUrl: string }[] }>(one.ask(`${app}/releases`), 200);
    const { pathname } = new URL(releases[0]?.downloadUrl ?? '');
    const redirect = await fetch(`${other.running.url}${pathname}`, { redirect: 'manual' });
    strictEqual(redirect.status, 302);
    const answer = await fetch(`${other.running.url}${pathname}`);
    strictEqual(
      createHash('sha256')
        .update(await answer.bytes())
        .digest('hex'),
      sha256,
    );
    ok(answer.headers.get('content-disposition')?.includes('a.zip'));
  });

  it('answer 503 while the storage or the database is lost, and lose nothing', async () => {
    const upload = await beginUpload('b.zip');
    const part = (number: number): Uint8Array => content.subarray((number - 1) * upload.chunkBytes, number * upload.chunkBytes);
    strictEqual((await send(one, `${app}/uploads/${upload.id}/chunks/1`, part(1))).status, 204);
    s3.fail(1000);
    strictEqual((await send(one, `${app}/uploads/${upload.id}/chunks/2`, part(2))).status, 503);
    s3.fail(0);
    await postgres.kill();
    strictEqual((await one.ask(`${app}/uploads/${upload.id}`)).status, 503);
    await postgres.start();
    const { missing } = await json<Upload>(other.ask(`${app}/uploads/${upload.id}`), 200);
    deepStrictEqual(missing, upload.missing.slice(1));
    for (const number of missing)
      strictEqual((await send(other, `${app}/uploads/${upload.id}/chunks/${number}`, part(number))).status, 204);
    strictEqual((await other.ask(`${app}/uploads/${upload.id}/publish`, { method: 'POST', body: {} })).status, 200);
  });

  it('go on when one of them is killed', async () => {
    const before = one.running.ownerToken;
    await one.killAndStartAgain();
    strictEqual((await one.ask(`${app}/releases`)).status, 200);
    strictEqual((await other.ask(`${app}/releases`, { token: one.running.ownerToken })).status, 200);
    // It ends some minutes after its server.
    strictEqual((await other.ask(`${app}/releases`, { token: before })).status, 200);
  });
});
