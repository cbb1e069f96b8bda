/**
 * The records in PostgreSQL, for several servers. Transactions follow each other, as use cases count on it: each begins with one lock for all
 * servers, and within a server they wait in line, so that the database sees one of them. Readers never wait.
 */

import { type ClientBase, type Pool, type PoolClient } from 'pg';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type Row, type TableName } from '../../model/tables.ts';
import { type Query, type Records, type RecordTransaction, type Where } from '../../ports/records.ts';
import { rowOf, Statements } from '../sql/statements.ts';
import { Turns } from '../turns.ts';
import { parsePostgresAddress } from './postgresAddress.ts';
import { answered, openPool, postgresForm, run } from './postgresConnection.ts';
import { postgresMigrations } from './postgresMigrations.ts';
import { SessionLocks } from './sessionLocks.ts';

const mostReaders = 8;

/** Of the lock that a transaction has; any number that no other program uses in this database. */
const writerLock = '7812376450912374';
const migrationLock = '7812376450912375';

const statements = new Statements(postgresForm);

export class PostgresRecords implements Records {
  readonly #readers: Pool;
  readonly #writer: Pool;
  readonly #locks: SessionLocks;
  readonly #turns = new Turns();
  readonly #transactions = new Turns();

  private constructor(readers: Pool, writer: Pool, locks: SessionLocks) {
    this.#readers = readers;
    this.#writer = writer;
    this.#locks = locks;
  }

  /** Makes the tables when they are absent, and brings older ones up to date. Fails with `storage-unavailable`, or `server-data-unusable`. */
  static async open(address: Secret): Promise<PostgresRecords> {
    const parsed = parsePostgresAddress(address);
    const records = new PostgresRecords(openPool(parsed, mostReaders), openPool(parsed, 1), new SessionLocks(parsed));
    try {
      await records.#inTransaction(migrationLock, async (client) => await migrate(client));
      return records;
    } catch (error) {
      await records.close();
      throw error;
    }
  }

  async find<Name extends TableName>(table: Name, query: Query<Name>): Promise<readonly Row<Name>[]> {
    return await find(this.#readers, table, query);
  }

  async pick<Name extends TableName, Column extends keyof Row<Name> & string>(
    table: Name,
    columns: readonly Column[],
    query: Query<Name>,
  ): Promise<readonly Pick<Row<Name>, Column>[]> {
    return await find(this.#readers, table, query, columns);
  }

  async one<Name extends TableName>(table: Name, where: Where<Name>): Promise<Row<Name> | undefined> {
    return (await find(this.#readers, table, { where, limit: 1 }))[0];
  }

  async count<Name extends TableName>(table: Name, where: Where<Name>): Promise<number> {
    return await count(this.#readers, table, where);
  }

  async transaction<Result>(work: (transaction: RecordTransaction) => Promise<Result>): Promise<Result> {
    return await this.#inTransaction(writerLock, async (client) => await work(recordTransaction(client)));
  }

  /** Takes no lock but those of the rows. */
  async claim<Name extends TableName>(table: Name, query: Query<Name>, changes: Partial<Row<Name>>): Promise<readonly Row<Name>[]> {
    const { rows } = await run(this.#readers, statements.claim(table, query, changes));
    return rows.map((row: Readonly<Record<string, unknown>>) => rowOf(table, row));
  }

  async exclusive<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return await this.#turns.take(name, async () => await this.#locks.hold(name, work));
  }

  /** Waits for the transactions that were asked for. */
  async close(): Promise<void> {
    await this.#transactions.take('', async () => {});
    await Promise.all([this.#readers.end(), this.#writer.end(), this.#locks.close()]);
  }

  async #inTransaction<Result>(lock: string, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return await this.#transactions.take('', async () => {
      const client = await answered(this.#writer.connect());
      let isUsable = true;
      try {
        await answered(client.query(`BEGIN; SELECT pg_advisory_xact_lock(${lock})`));
        const result = await work(client);
        // After a statement that failed, the database answers a commit by taking everything back.
        const { command } = await answered(client.query('COMMIT'));
        if (command !== 'COMMIT') throw new TypeError('a statement of the transaction failed, and its error was not passed on');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          isUsable = false;
        });
        throw error;
      } finally {
        client.release(!isUsable);
      }
    });
  }
}

type Asked = Pick<ClientBase, 'query'>;

async function find<Name extends TableName>(
  client: Asked,
  table: Name,
  query: Query<Name>,
  columns?: readonly string[],
): Promise<readonly Row<Name>[]> {
  const { rows } = await run(client, statements.find(table, query, columns));
  return rows.map((row: Readonly<Record<string, unknown>>) => rowOf(table, row));
}

async function count<Name extends TableName>(client: Asked, table: Name, where: Where<Name>): Promise<number> {
  const { rows } = await run(client, statements.count(table, where));
  const [row]: readonly { readonly number?: unknown }[] = rows;
  return Number(row?.number);
}

function recordTransaction(client: Asked): RecordTransaction {
  return {
    find: async (table, query) => await find(client, table, query),
    pick: async (table, columns, query) => await find(client, table, query, columns),
    one: async (table, where) => (await find(client, table, { where, limit: 1 }))[0],
    count: async (table, where) => await count(client, table, where),
    insert: async (table, row) => (await run(client, statements.insert(table, row))).rowCount === 1,
    update: async (table, where, changes) => {
      const statement = statements.update(table, where, changes);
      return statement ? ((await run(client, statement)).rowCount ?? 0) : 0;
    },
    remove: async (table, where) => (await run(client, statements.remove(table, where))).rowCount ?? 0,
  };
}

async function migrate(client: Asked): Promise<void> {
  const encoding = await answered(client.query<{ readonly server_encoding: string }>('SHOW server_encoding'));
  if (encoding.rows[0]?.server_encoding !== 'UTF8') throw unusable(phrase('its encoding is not UTF8'));
  await answered(client.query('CREATE TABLE IF NOT EXISTS "mobileDistribution" (migrations integer NOT NULL)'));
  const { rows } = await answered(client.query<{ readonly migrations: number }>('SELECT migrations FROM "mobileDistribution"'));
  const done = rows[0]?.migrations ?? 0;
  if (done > postgresMigrations.length) throw unusable(phrase('it was written by a newer version of Mobile Distribution'));
  for (const migration of postgresMigrations.slice(done)) await answered(client.query(migration));
  if (rows.length === 0) await answered(client.query('INSERT INTO "mobileDistribution" VALUES (0)'));
  await run(client, { text: 'UPDATE "mobileDistribution" SET migrations = $1', values: [postgresMigrations.length] });
}

function unusable(reason: string): Failure {
  return Failure.of('server-data-unusable', { path: 'DATABASE_URL', reason });
}
