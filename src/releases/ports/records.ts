/**
 * The records of a release server, in tables (`model/tables.ts`). Every storage gives the same answers; one test suite holds them to it.
 * Values are compared as they are: texts by their bytes, without regard to language.
 */

import { type Row, type TableName } from '../model/tables.ts';

/** Rows that have each of these values, or one of the values of a list. */
export type Where<Name extends TableName> = {
  readonly [Column in keyof Row<Name>]?: Row<Name>[Column] | readonly Exclude<Row<Name>[Column], null>[];
};

export interface Query<Name extends TableName> {
  readonly where?: Where<Name>;
  readonly order?: readonly (readonly [column: keyof Row<Name> & string, direction: 'ascending' | 'descending'])[];
  /**
   * Only rows whose first column of `order` comes after this value, or whose first columns together come after these, which then have one
   * direction: the next page of a long list.
   */
  readonly after?: string | number | readonly (string | number)[];
  /** Only rows whose first column of `order` does not come after this value. */
  readonly until?: string | number;
  readonly limit?: number;
}

export interface ReadableRecords {
  find<Name extends TableName>(table: Name, query: Query<Name>): Promise<readonly Row<Name>[]>;
  /** Only these columns of the rows that a query finds: what a long list needs of each. */
  pick<Name extends TableName, Column extends keyof Row<Name> & string>(
    table: Name,
    columns: readonly Column[],
    query: Query<Name>,
  ): Promise<readonly Pick<Row<Name>, Column>[]>;
  /** The row with these values. There are at most one, as they contain a key or what is unique. */
  one<Name extends TableName>(table: Name, where: Where<Name>): Promise<Row<Name> | undefined>;
  count<Name extends TableName>(table: Name, where: Where<Name>): Promise<number>;
}

export interface RecordTransaction extends ReadableRecords {
  /** `false`, and nothing is written, when a row has the same key or the same unique values. */
  insert<Name extends TableName>(table: Name, row: Row<Name>): Promise<boolean>;
  /** How many rows were changed. */
  update<Name extends TableName>(table: Name, where: Where<Name>, changes: Partial<Row<Name>>): Promise<number>;
  /** How many rows were removed. */
  remove<Name extends TableName>(table: Name, where: Where<Name>): Promise<number>;
}

export interface Records extends ReadableRecords {
  /**
   * All of it or nothing, durable when the promise is fulfilled. Others see nothing of it before. Transactions follow each other, so the
   * work waits for nothing but the records.
   */
  transaction<Result>(work: (transaction: RecordTransaction) => Promise<Result>): Promise<Result>;
  /**
   * Changes the rows that a query finds, and gives them as they are now. Of several who ask at the same time, no two get the same row: what
   * someone else is taking is left out.
   */
  claim<Name extends TableName>(table: Name, query: Query<Name>, changes: Partial<Row<Name>>): Promise<readonly Row<Name>[]>;
  /** One after the other for each name, among all processes that share these records. The work may use transactions, and exclusive work of another name. */
  exclusive<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
