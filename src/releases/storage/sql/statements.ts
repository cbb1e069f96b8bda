/**
 * SQL for queries on the tables of a release server, in the words of one database. Names of tables and columns come from `model/tables.ts`
 * alone, and every value is bound, so nothing of a request becomes part of a statement.
 */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { tables, type Row, type TableName, type TableSpec } from '../../model/tables.ts';
import { type Query, type Where } from '../../ports/records.ts';

/** What a row contains, once JSON is text. */
export type Plain = null | boolean | number | string | Uint8Array;

/** Where databases differ. */
export interface SqlForm<Value> {
  /** For the value of this number, which begins with 1. */
  mark(number: number): string;
  bind(value: Plain): Value;
  /** Whether a column has one of the values that are bound at the mark, as one value. */
  isOneOf(column: string, mark: string, isText: boolean): string;
  bindList(values: readonly Plain[]): Value;
  /** What is not known comes first when ascending, and last when descending. */
  order(column: string, isAscending: boolean, mayBeUnknown: boolean): string;
  /** A column whose index must not be used: rows are found by a list of keys, which planners without statistics think is long. */
  unindexed(column: string): string;
}

export interface Statement<Value> {
  readonly text: string;
  readonly values: readonly Value[];
}

export class Statements<Value> {
  readonly #form: SqlForm<Value>;

  constructor(form: SqlForm<Value>) {
    this.#form = form;
  }

  /** All columns, where none are named. */
  find<Name extends TableName>(table: Name, query: Query<Name>, columns: readonly string[] = []): Statement<Value> {
    const values: Value[] = [];
    for (const column of columns) kindOf(table, column);
    const text = `SELECT ${columns.length === 0 ? '*' : columns.map(quoted).join(', ')} FROM ${quoted(table)}${this.#rowsOf(table, query, values)}`;
    return { text, values };
  }

  count<Name extends TableName>(table: Name, where: Where<Name>): Statement<Value> {
    const values: Value[] = [];
    return { text: `SELECT count(*) AS number FROM ${quoted(table)}${whereText(this.#conditions(table, where, values))}`, values };
  }

  insert<Name extends TableName>(table: Name, row: Row<Name>): Statement<Value> {
    const entries = columnsOf(table, row);
    const values = entries.map(([, value]) => this.#form.bind(value));
    const names = entries.map(([column]) => quoted(column)).join(', ');
    const marks = entries.map((_entry, index) => this.#form.mark(index + 1)).join(', ');
    return { text: `INSERT INTO ${quoted(table)} (${names}) VALUES (${marks}) ON CONFLICT DO NOTHING`, values };
  }

  /** `undefined` when there is nothing to change. */
  update<Name extends TableName>(table: Name, where: Where<Name>, changes: Partial<Row<Name>>): Statement<Value> | undefined {
    const values: Value[] = [];
    const setting = this.#setting(table, changes, values);
    if (setting === '') return undefined;
    return { text: `UPDATE ${quoted(table)} SET ${setting}${whereText(this.#conditions(table, where, values))}`, values };
  }

  remove<Name extends TableName>(table: Name, where: Where<Name>): Statement<Value> {
    const values: Value[] = [];
    return { text: `DELETE FROM ${quoted(table)}${whereText(this.#conditions(table, where, values))}`, values };
  }

  /** For databases with `FOR UPDATE SKIP LOCKED`, and tables whose key is one column. */
  claim<Name extends TableName>(table: Name, query: Query<Name>, changes: Partial<Row<Name>>): Statement<Value> {
    const values: Value[] = [];
    const key = tables[table].key.map(quoted).join(', ');
    const setting = this.#setting(table, changes, values);
    const rows = `SELECT ${key} FROM ${quoted(table)}${this.#rowsOf(table, query, values)} FOR UPDATE SKIP LOCKED`;
    return { text: `UPDATE ${quoted(table)} SET ${setting} WHERE ${key} IN (${rows}) RETURNING *`, values };
  }

  #setting<Name extends TableName>(table: Name, changes: Partial<Row<Name>>, values: Value[]): string {
    return columnsOf(table, changes)
      .map(([column, value]) => `${quoted(column)} = ${this.#bound(value, values)}`)
      .join(', ');
  }

  #rowsOf<Name extends TableName>(table: Name, { where = {}, order = [], after, until, limit }: Query<Name>, values: Value[]): string {
    const parts = this.#conditions(table, where, values);
    const named = this.#namesOf(table, where);
    const isAscending = order[0]?.[1] !== 'descending';
    if (after !== undefined) {
      const marks = [after].flat();
      const columns = order.slice(0, marks.length).map(([column]) => named(column));
      parts.push(`(${columns.join(', ')}) ${isAscending ? '>' : '<'} (${marks.map((value) => this.#bound(value, values)).join(', ')})`);
    }
    const [first] = order;
    if (until !== undefined && first) parts.push(`${named(first[0])} ${isAscending ? '<=' : '>='} ${this.#bound(until, values)}`);
    const sorting = order.map(([column, direction]) =>
      this.#form.order(named(column), direction === 'ascending', kindOf(table, column).endsWith('?')),
    );
    return (
      whereText(parts) +
      (sorting.length === 0 ? '' : ` ORDER BY ${sorting.join(', ')}`) +
      (limit === undefined ? '' : ` LIMIT ${this.#bound(limit, values)}`)
    );
  }

  #conditions<Name extends TableName>(table: Name, where: Where<Name>, values: Value[]): string[] {
    const wanted: Readonly<Record<string, unknown>> = where;
    const named = this.#namesOf(table, where);
    return Object.entries(wanted).flatMap(([column, value]) => {
      const kind = kindOf(table, column);
      if (value === undefined) return [];
      if (value === null) return [`${named(column)} IS NULL`];
      if (!Array.isArray(value)) return [`${named(column)} = ${this.#bound(plainValue(kind, value), values)}`];
      // One text for lists of any length.
      values.push(this.#form.bindList(value.map((item) => plainValue(kind, item))));
      return [this.#form.isOneOf(named(column), this.#form.mark(values.length), kind.startsWith('text'))];
    });
  }

  /** How a query names columns: where it has a list of keys, nothing but the key leads to rows. */
  #namesOf<Name extends TableName>(table: Name, where: Where<Name>): (column: string) => string {
    const wanted: Readonly<Record<string, unknown>> = where;
    const [key = '', ...more] = tables[table].key;
    const hasKeys = more.length === 0 && Array.isArray(wanted[key]);
    return (column) => (hasKeys && column !== key ? this.#form.unindexed(quoted(column)) : quoted(column));
  }

  #bound(value: Plain, values: Value[]): string {
    values.push(this.#form.bind(value));
    return this.#form.mark(values.length);
  }
}

/** Some names are words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}

function whereText(parts: readonly string[]): string {
  return parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
}

function columnsOf<Name extends TableName>(table: Name, row: Partial<Row<Name>>): readonly [string, Plain][] {
  const given: Readonly<Record<string, unknown>> = row;
  return Object.entries(given).flatMap(([column, value]): [string, Plain][] =>
    value === undefined ? [] : [[column, plainValue(kindOf(table, column), value)]],
  );
}

/** Throws for a column that the table does not have. */
function kindOf(table: TableName, column: string): string {
  const { columns }: TableSpec = tables[table];
  const kind = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (kind === undefined) throw new TypeError(`the table ${table} has no column ${column}`);
  return kind;
}

function plainValue(kind: string, value: unknown): Plain {
  if (value === null) return null;
  switch (kind.replace('?', '')) {
    case 'text':
      if (typeof value !== 'string') break;
      // PostgreSQL has no way to store it, and every storage gives the same answers.
      if (value.includes('\0')) throw Failure.of('release-refused', { reason: phrase('a text contains a NUL character') });
      return value;
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'bytes':
      if (value instanceof Uint8Array) return value;
      break;
    case 'json':
      return JSON.stringify(value);
  }
  throw new TypeError(`a value of type ${typeof value} is not of the kind ${kind}`);
}

export function rowOf<Name extends TableName>(table: Name, row: Readonly<Record<string, unknown>>): Row<Name> {
  const readers = readersOf(table);
  const read: Record<string, unknown> = {};
  for (const column of Object.keys(row)) {
    const reader = readers.get(column);
    if (!reader) throw new TypeError(`the table ${table} has no column ${column}`);
    const value = row[column];
    read[column] = value === null ? null : reader(value);
  }
  // The table was made from the same description: its values have these types.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return read as Row<Name>;
}

/** Whether JSON can hold each value of these columns as it is bound. */
export function hasPlainValues(table: TableName, columns: readonly string[]): boolean {
  return columns.every((column) => !kindOf(table, column).startsWith('bytes'));
}

/** Rows of which only the values came, in the order of these columns. */
export function rowsOfValues<Name extends TableName>(
  table: Name,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): readonly Row<Name>[] {
  const readers = columns.map((column) => [column, readerOf(kindOf(table, column))] as const);
  return rows.map((values) => {
    const read: Record<string, unknown> = {};
    let index = 0;
    for (const [column, reader] of readers) {
      const value = values[index++];
      read[column] = value === null ? null : reader(value);
    }
    // The table was made from the same description: its values have these types.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return read as Row<Name>;
  });
}

type Reader = (value: unknown) => unknown;

/** Lists have thousands of values: what to do with each is looked up once a table. */
const knownReaders = new Map<TableName, ReadonlyMap<string, Reader>>();

function readersOf(table: TableName): ReadonlyMap<string, Reader> {
  const known = knownReaders.get(table);
  if (known) return known;
  const { columns }: TableSpec = tables[table];
  const readers = new Map(Object.entries(columns).map(([column, kind]) => [column, readerOf(kind)] as const));
  knownReaders.set(table, readers);
  return readers;
}

function readerOf(kind: string): Reader {
  switch (kind.replace('?', '')) {
    case 'boolean':
      return (value) => value === true || value === 1;
    case 'json':
      return (value) => (typeof value === 'string' ? JSON.parse(value) : value);
    case 'integer':
      return Number;
    default:
      return (value) => value;
  }
}
