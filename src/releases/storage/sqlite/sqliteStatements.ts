/** Runs statements on one SQLite connection. Booleans are 0 and 1, and JSON is text. */

import { type DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type Row, type TableName } from '../../model/tables.ts';
import { type Query, type Where } from '../../ports/records.ts';
import { hasPlainValues, rowOf, rowsOfValues, Statements, type SqlForm, type Statement } from '../sql/statements.ts';

const form: SqlForm<SQLInputValue> = {
  mark: () => '?',
  bind: (value) => (typeof value === 'boolean' ? Number(value) : value),
  isOneOf: (column, mark) => `${column} IN (SELECT value FROM json_each(${mark}))`,
  bindList: (values) => JSON.stringify(values.map((value) => (typeof value === 'boolean' ? Number(value) : value))),
  order: (column, isAscending) => `${column} ${isAscending ? 'ASC' : 'DESC'}`,
  unindexed: (column) => `+${column}`,
};

const statements = new Statements(form);

export class SqliteStatements {
  readonly #database: DatabaseSync;
  /** Preparing costs more than running: there are some dozens of different texts. */
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find<Name extends TableName>(table: Name, query: Query<Name>, columns?: readonly string[]): readonly Row<Name>[] {
    const { text, values } = statements.find(table, query, columns);
    if (columns && query.order === undefined && query.limit === undefined && hasPlainValues(table, columns)) {
      // A long list of a few values each: as one text it comes out of SQLite in a fraction of the time that a row each takes.
      const names = columns.map((column) => `"${column}"`).join(', ');
      const found = this.#prepare(`SELECT json_group_array(json_array(${names})) AS list FROM (${text})`).get(...values);
      return rowsOfValues(table, columns, JSON.parse(String(found?.['list'])));
    }
    return this.#prepare(text)
      .all(...values)
      .map((row) => rowOf(table, row));
  }

  count<Name extends TableName>(table: Name, where: Where<Name>): number {
    const { text, values } = statements.count(table, where);
    return Number(this.#prepare(text).get(...values)?.['number']);
  }

  insert<Name extends TableName>(table: Name, row: Row<Name>): boolean {
    return this.#change(statements.insert(table, row)) === 1;
  }

  update<Name extends TableName>(table: Name, where: Where<Name>, changes: Partial<Row<Name>>): number {
    const statement = statements.update(table, where, changes);
    return statement ? this.#change(statement) : 0;
  }

  remove<Name extends TableName>(table: Name, where: Where<Name>): number {
    return this.#change(statements.remove(table, where));
  }

  #change({ text, values }: Statement<SQLInputValue>): number {
    return Number(this.#prepare(text).run(...values).changes);
  }

  #prepare(text: string): StatementSync {
    const known = this.#prepared.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    // Lists of any length would fill the memory with statements that come once.
    if (this.#prepared.size < mostPrepared) this.#prepared.set(text, statement);
    return statement;
  }
}

const mostPrepared = 300;
