/**
 * The records in one SQLite file: WAL, so that readers and the writer do not wait for each other, and `synchronous = FULL`, so that what was
 * acknowledged is on the disk. One connection writes; another, which cannot, reads what is committed.
 */

import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { tables, type Row, type TableName, type TableSpec } from '../../model/tables.ts';
import { type Query, type Records, type RecordTransaction, type Where } from '../../ports/records.ts';
import { Turns } from '../turns.ts';
import { sqliteMigrations } from './sqliteMigrations.ts';
import { SqliteStatements } from './sqliteStatements.ts';

/** For other programs that look into the file, such as a backup. */
const busyTimeoutMs = 5000;

export class SqliteRecords implements Records {
  readonly #writer: DatabaseSync;
  readonly #reader: DatabaseSync;
  readonly #read: SqliteStatements;
  readonly #transaction: RecordTransaction;
  /** One server uses the file, so its own turns are all there are. */
  readonly #turns = new Turns();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(writer: DatabaseSync, reader: DatabaseSync) {
    this.#writer = writer;
    this.#reader = reader;
    this.#read = new SqliteStatements(reader);
    this.#transaction = recordTransaction(new SqliteStatements(writer));
  }

  /** Makes the file when it is absent, and brings an older one up to date. Fails with `server-data-unusable`. */
  static open(path: string): SqliteRecords {
    let writer: DatabaseSync | undefined;
    try {
      // For its owner alone, also in a folder that others can read; what SQLite puts next to it takes the same permissions.
      closeSync(openSync(path, 'a', 0o600));
      writer = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
      writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
      migrate(writer, path);
      return new SqliteRecords(writer, new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true }));
    } catch (error) {
      writer?.close();
      if (error instanceof Failure) throw error;
      throw Failure.of('server-data-unusable', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
  }

  async find<Name extends TableName>(table: Name, query: Query<Name>): Promise<readonly Row<Name>[]> {
    return answered(() => this.#read.find(table, query));
  }

  async pick<Name extends TableName, Column extends keyof Row<Name> & string>(
    table: Name,
    columns: readonly Column[],
    query: Query<Name>,
  ): Promise<readonly Pick<Row<Name>, Column>[]> {
    return answered(() => this.#read.find(table, query, columns));
  }

  async one<Name extends TableName>(table: Name, where: Where<Name>): Promise<Row<Name> | undefined> {
    return answered(() => this.#read.find(table, { where, limit: 1 }))[0];
  }

  async count<Name extends TableName>(table: Name, where: Where<Name>): Promise<number> {
    return answered(() => this.#read.count(table, where));
  }

  async transaction<Result>(work: (transaction: RecordTransaction) => Promise<Result>): Promise<Result> {
    const run = async (): Promise<Result> => {
      answered(() => this.#writer.exec('BEGIN IMMEDIATE'));
      try {
        const result = await work(this.#transaction);
        this.#writer.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk may have ended the transaction already.
        if (this.#writer.isTransaction) this.#writer.exec('ROLLBACK');
        throw failureOf(error);
      }
    };
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => undefined);
    return await result;
  }

  async claim<Name extends TableName>(table: Name, query: Query<Name>, changes: Partial<Row<Name>>): Promise<readonly Row<Name>[]> {
    const { key }: TableSpec = tables[table];
    return await this.transaction(async (transaction) => {
      const found = await transaction.find(table, query);
      for (const row of found) {
        const values: Readonly<Record<string, unknown>> = row;
        // The columns of a key are columns of the row.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        const where = Object.fromEntries(key.map((column) => [column, values[column]])) as Where<Name>;
        await transaction.update(table, where, changes);
      }
      return found.map((row) => ({ ...row, ...changes }));
    });
  }

  async exclusive<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return await this.#turns.take(name, work);
  }

  /** Waits for the transactions that were asked for. */
  async close(): Promise<void> {
    await this.#last;
    this.#reader.close();
    this.#writer.close();
  }
}

function answered<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw failureOf(error);
  }
}

/** Primary result codes of SQLite for a file that it cannot use now: https://www.sqlite.org/rescode.html */
const diskCodes = new Set([5, 6, 8, 10, 11, 14, 26]);
const fullCode = 13;

/** What the disk is to blame for; everything else is an error of this program. */
function failureOf(error: unknown): unknown {
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
  if (code === undefined) return error;
  const storage = phrase('database');
  if (code === fullCode) return Failure.of('storage-full', { storage }, { cause: error });
  const reason = error instanceof Error ? error.message : '';
  return diskCodes.has(code) ? Failure.of('storage-unavailable', { storage, reason }, { cause: error }) : error;
}

function recordTransaction(statements: SqliteStatements): RecordTransaction {
  return {
    find: async (table, query) => statements.find(table, query),
    pick: async (table, columns, query) => statements.find(table, query, columns),
    one: async (table, where) => statements.find(table, { where, limit: 1 })[0],
    count: async (table, where) => statements.count(table, where),
    insert: async (table, row) => statements.insert(table, row),
    update: async (table, where, changes) => statements.update(table, where, changes),
    remove: async (table, where) => statements.remove(table, where),
  };
}

function migrate(database: DatabaseSync, path: string): void {
  const done = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (done > sqliteMigrations.length)
    throw Failure.of('server-data-unusable', { path, reason: phrase('it was written by a newer version of Mobile Distribution') });
  // A table that takes the place of another one must not take along what refers to the old one.
  database.exec('PRAGMA foreign_keys = OFF');
  for (const [index, migration] of sqliteMigrations.entries()) {
    if (index < done) continue;
    database.exec(`BEGIN IMMEDIATE; ${migration} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
  database.exec('PRAGMA foreign_keys = ON');
}
