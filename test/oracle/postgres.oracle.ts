/** The records of a release server in a real PostgreSQL: the same suite as SQLite, and what only a database of several servers must do. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../src/core/base/failure.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { type Row } from '../../src/releases/model/tables.ts';
import { postgresMigrations } from '../../src/releases/storage/postgres/postgresMigrations.ts';
import { PostgresRecords } from '../../src/releases/storage/postgres/postgresRecords.ts';
import { hashesOf, olderHashes, olderReleases } from '../support/olderReleases.ts';
import { describeRecords } from '../support/recordsSuite.ts';
import { startPostgres, type PostgresServer } from './support/postgresServer.ts';

let server: PostgresServer | undefined;
let address = '';

before(async () => {
  server = await startPostgres();
});
after(async () => await server?.stop());

async function newDatabase(): Promise<void> {
  address = (await server?.createDatabase()) ?? '';
}

async function open(): Promise<PostgresRecords> {
  return await PostgresRecords.open(new Secret(address));
}

describeRecords('PostgreSQL', { open, reset: newDatabase });

describe('the tables of an earlier version', () => {
  it('give releases the hash of their package, which was in the facts alone', async () => {
    await newDatabase();
    const older = postgresMigrations.slice(
      0,
      postgresMigrations.findIndex((text) => text.includes('packageHash')),
    );
    const database = new URL(address).pathname.slice(1);
    const made = `CREATE TABLE "mobileDistribution" (migrations integer NOT NULL); INSERT INTO "mobileDistribution" VALUES (${older.length})`;
    for (const text of [...older, made, ...olderReleases]) await server?.query(database, text);
    const records = await open();
    deepStrictEqual(await hashesOf(records), olderHashes);
    await records.close();
  });
});

describe('several servers on one PostgreSQL', () => {
  let one: PostgresRecords;
  let other: PostgresRecords;

  beforeEach(async () => {
    await newDatabase();
    // Both make the tables at the same time.
    [one, other] = await Promise.all([open(), open()]);
  });
  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    await server?.start();
  });

  const at = '2026-11-29T12:00:00.000Z';
  const account = (id: string): Row<'account'> => ({ id, kind: 'user', name: id, displayName: id, email: null, createdAt: at });

  it('count up one after the other', async () => {
    await one.transaction(async (transaction) => {
      await transaction.insert('account', account('owner'));
      await transaction.insert('setting', { name: 'count', value: 0 });
    });
    const add = async (records: PostgresRecords): Promise<void> =>
      await records.transaction(async (transaction) => {
        const current = await transaction.one('setting', { name: 'count' });
        await transaction.update('setting', { name: 'count' }, { value: Number(current?.value) + 1 });
      });
    await Promise.all(Array.from({ length: 40 }, async (_, index) => await add(index % 2 === 0 ? one : other)));
    strictEqual((await one.one('setting', { name: 'count' }))?.value, 40);
  });

  it('take each job once', async () => {
    const jobs = Array.from({ length: 100 }, (_, number): Row<'job'> => {
      const row = { id: `job-${number}`, kind: 'mail', payload: {}, state: 'waiting', dueAt: at, attempts: 0 };
      return { ...row, problem: null, createdAt: at, endedAt: null };
    });
    await one.transaction(async (transaction) => {
      for (const job of jobs) await transaction.insert('job', job);
    });
    const query = { where: { state: 'waiting' }, order: [['dueAt', 'ascending']], until: at, limit: 4 } as const;
    const taken: string[] = [];
    const worker = async (records: PostgresRecords): Promise<void> => {
      for (let rows = await records.claim('job', query, { state: 'running' }); rows.length > 0;) {
        taken.push(...rows.map(({ id }) => id));
        rows = await records.claim('job', query, { state: 'running' });
      }
    };
    await Promise.all([worker(one), worker(other), worker(one), worker(other)]);
    deepStrictEqual(taken.toSorted(), jobs.map(({ id }) => id).toSorted());
  });

  it('do exclusive work one after the other', async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await one.count('account', {});
      running -= 1;
    };
    await Promise.all([one, other, one, other].map(async (records) => await records.exclusive('x', work)));
    strictEqual(most, 1);
  });

  it('say that the database is lost, lose nothing that was acknowledged, and go on when it is back', async () => {
    const acknowledged: string[] = [];
    let killed: Promise<void> | undefined;
    const writing = (async (): Promise<void> => {
      for (let number = 0; ; number++) {
        const id = `user-${number}`;
        await one.transaction(async (transaction) => await transaction.insert('account', account(id)));
        acknowledged.push(id);
        if (number === 20) killed = server?.kill();
      }
    })();
    await rejects(writing, (error) => isFailure(error, 'storage-unavailable'));
    await killed;
    await rejects(other.count('account', {}), (error) => isFailure(error, 'storage-unavailable'));
    await rejects(
      other.exclusive('x', async () => {}),
      (error) => isFailure(error, 'storage-unavailable'),
    );
    await server?.start();
    const there = new Set((await other.find('account', {})).map(({ id }) => id));
    ok(acknowledged.length > 20 && acknowledged.every((id) => there.has(id)));
    await one.transaction(async (transaction) => await transaction.insert('account', account('after')));
    await one.exclusive('x', async () => {});
  });

  it('refuse a database of a newer version', async () => {
    await server?.query(new URL(address).pathname.slice(1), 'UPDATE "mobileDistribution" SET migrations = 1000');
    await rejects(open(), /newer version/);
  });

  it('say that nothing answers at an address, without its password', async () => {
    const nowhere = PostgresRecords.open(new Secret('postgresql://u:Geheim-7@127.0.0.1:1/x'));
    await rejects(nowhere, (error) => isFailure(error, 'storage-unavailable') && !error.message.includes('Geheim'));
  });
});
