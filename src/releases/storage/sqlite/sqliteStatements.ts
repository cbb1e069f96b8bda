/**
 * Statements and values for one SQLite connection. Names of tables and columns come from `model/tables.ts` alone, and every value is bound, so
 * nothing of a request becomes part of a statement. Booleans are 0 and 1, and JSON is text.
 */

import { type DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { tables, type Row, type TableName, type TableSpec } from '../../model/tables.ts';
import { type Query, type Where } from '../../ports/records.ts';

export class SqliteStatements {
  readonly #database: DatabaseSync;
  /** Preparing costs more than running: there are some dozens of different texts. */
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find<Name extends TableName>(table: Name, { where = {}, order = [], after, limit }: Query<Name>): readonly Row<Name>[] {
    const condition = conditionOf(table, where);
    const parts = [...condition.parts];
    const values = [...condition.values];
    if (after !== undefined) {
      const marks = [after].flat();
      const columns = order.slice(0, marks.length);
      const compare = columns[0]?.[1] === 'descending' ? '<' : '>';
      parts.push(`(${columns.map(([column]) => quoted(column)).join(', ')}) ${compare} (${columns.map(() => '?').join(', ')})`);
      values.push(...marks);
    }
    const sorting = order.map(([column, direction]) => `${quoted(column)} ${direction === 'ascending' ? 'ASC' : 'DESC'}`).join(', ');
    const text =
      `SELECT * FROM ${quoted(table)}${whereText(parts)}` +
      (sorting === '' ? '' : ` ORDER BY ${sorting}`) +
      (limit === undefined ? '' : ' LIMIT ?');
    if (limit !== undefined) values.push(limit);
    return this.#prepare(text)
      .all(...values)
      .map((row) => rowOf(table, row));
  }

  count<Name extends TableName>(table: Name, where: Where<Name>): number {
    const { parts, values } = conditionOf(table, where);
    const row = this.#prepare(`SELECT count(*) AS number FROM ${quoted(table)}${whereText(parts)}`).get(...values);
    return Number(row?.['number']);
  }

  insert<Name extends TableName>(table: Name, row: Row<Name>): boolean {
    const entries = columnsOf(table, row);
    const text =
      `INSERT INTO ${quoted(table)} (${entries.map(([column]) => quoted(column)).join(', ')}) ` +
      `VALUES (${entries.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`;
    return this.#prepare(text).run(...entries.map(([, value]) => value)).changes === 1;
  }

  update<Name extends TableName>(table: Name, where: Where<Name>, changes: Partial<Row<Name>>): number {
    const entries = columnsOf(table, changes);
    if (entries.length === 0) return 0;
    const { parts, values } = conditionOf(table, where);
    const setting = entries.map(([column]) => `${quoted(column)} = ?`).join(', ');
    const statement = this.#prepare(`UPDATE ${quoted(table)} SET ${setting}${whereText(parts)}`);
    return Number(statement.run(...entries.map(([, value]) => value), ...values).changes);
  }

  remove<Name extends TableName>(table: Name, where: Where<Name>): number {
    const { parts, values } = conditionOf(table, where);
    return Number(this.#prepare(`DELETE FROM ${quoted(table)}${whereText(parts)}`).run(...values).changes);
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

/** Some names are words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}

interface Condition {
  readonly parts: readonly string[];
  readonly values: readonly SQLInputValue[];
}

function conditionOf<Name extends TableName>(table: Name, where: Where<Name>): Condition {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const wanted: Readonly<Record<string, unknown>> = where;
  for (const [column, value] of Object.entries(wanted)) {
    const kind = kindOf(table, column);
    if (value === undefined) continue;
    if (value === null) parts.push(`${quoted(column)} IS NULL`);
    else if (Array.isArray(value)) {
      // One text for lists of any length.
      parts.push(`${quoted(column)} IN (SELECT value FROM json_each(?))`);
      values.push(JSON.stringify(value));
    } else {
      parts.push(`${quoted(column)} = ?`);
      values.push(boundValue(kind, value));
    }
  }
  return { parts, values };
}

function whereText(parts: readonly string[]): string {
  return parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
}

function columnsOf<Name extends TableName>(table: Name, row: Partial<Row<Name>>): readonly [string, SQLInputValue][] {
  const given: Readonly<Record<string, unknown>> = row;
  return Object.entries(given).flatMap(([column, value]): [string, SQLInputValue][] =>
    value === undefined ? [] : [[column, boundValue(kindOf(table, column), value)]],
  );
}

/** Throws for a column that the table does not have. */
function kindOf(table: TableName, column: string): string {
  const { columns }: TableSpec = tables[table];
  const kind = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (kind === undefined) throw new TypeError(`the table ${table} has no column ${column}`);
  return kind;
}

function boundValue(kind: string, value: unknown): SQLInputValue {
  if (value === null) return null;
  switch (kind.replace('?', '')) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0;
      break;
    case 'bytes':
      if (value instanceof Uint8Array) return value;
      break;
    case 'json':
      return JSON.stringify(value);
  }
  throw new TypeError(`a value of type ${typeof value} is not of the kind ${kind}`);
}

function rowOf<Name extends TableName>(table: Name, row: Readonly<Record<string, SQLOutputValue>>): Row<Name> {
  const read = Object.entries(row).map(([column, value]) => [column, readValue(kindOf(table, column), value)]);
  // The table was made from the same description, and is STRICT: its values have these types.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(read) as Row<Name>;
}

function readValue(kind: string, value: SQLOutputValue): unknown {
  if (value === null) return null;
  if (kind.startsWith('boolean')) return value === 1;
  return kind.startsWith('json') && typeof value === 'string' ? JSON.parse(value) : value;
}
