/** Connections to PostgreSQL, statements on them, and what their errors mean: the database does not answer, or this server has an error. */

import { Pool, types, type ClientBase, type ClientConfig, type QueryResult } from 'pg';
import { Failure } from '../../../core/base/failure.ts';
import { type SqlForm, type Statement } from '../sql/statements.ts';
import { type PostgresAddress } from './postgresAddress.ts';

export type Bound = null | boolean | number | string | Buffer | readonly (string | number | boolean | null)[];

export const postgresForm: SqlForm<Bound> = {
  mark: (number) => `$${number}`,
  bind: (value) => (value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length) : value),
  isOneOf: (column, mark, isText) => `${column} = ANY(${mark}::${isText ? 'text' : 'bigint'}[])`,
  bindList: (values) => values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)),
  // The order that an index has is only named otherwise where something may be unknown: else the index could not be used.
  order: (column, isAscending, mayBeUnknown) =>
    `${column} ${isAscending ? 'ASC' : 'DESC'}${mayBeUnknown ? (isAscending ? ' NULLS FIRST' : ' NULLS LAST') : ''}`,
  // It has statistics.
  unindexed: (column) => column,
};

const connectMs = 10_000;
const statementMs = 60_000;
/** Another server may be in the middle of a transaction. */
const lockMs = 30_000;

const oids = { int8: 20, bytea: 17 } as const;

export function connectionOptions({ host, port, user, database, password, tls }: PostgresAddress): ClientConfig {
  return {
    host,
    port,
    user,
    database,
    // Asked for at each connection, so that it stands in no printed options.
    ...(password && { password: () => password.reveal() }),
    ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'checked' },
    application_name: 'mobile-distribution',
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
    types: {
      getTypeParser: (oid: Parameters<typeof types.getTypeParser>[0], format?: 'text' | 'binary') => {
        const code: number = oid;
        // Larger ones than JavaScript can count are never written.
        if (code === oids.int8) return Number;
        if (code === oids.bytea) return (text: string) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
        return types.getTypeParser(oid, format);
      },
    },
  };
}

export function openPool(address: PostgresAddress, max: number): Pool {
  const pool = new Pool({ ...connectionOptions(address), max, idleTimeoutMillis: 60_000, allowExitOnIdle: true });
  // A connection that ended while it was used says so there; an idle one is replaced by the next question.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export async function run(client: Pick<ClientBase, 'query'>, { text, values }: Statement<Bound>): Promise<QueryResult> {
  return await answered(client.query(text, [...values]));
}

/** Fails with `storage-unavailable` when the database did not do it; what else went wrong is an error of this server. */
export async function answered<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw unavailable(error) ?? error;
  }
}

/**
 * SQLSTATE classes (PostgreSQL, appendix A): 08 connection, 28 authorization, 3D no such database, 40 rolled back, 53 out of resources such as
 * space, 55 locked, 57 stopped by an operator or by time, 58 an error of the system. Errors of the network have no such code.
 */
function unavailable(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isStatement = code !== undefined && /^[0-9A-Z]{5}$/.test(code);
  if (isStatement && !/^(?:08|28|3D|40|53|55|57|58|25006|25P03)/.test(code)) return undefined;
  if (!isStatement && (error instanceof TypeError || error instanceof RangeError)) return undefined;
  return Failure.of(
    'storage-unavailable',
    { storage: 'database', reason: error.message === '' ? (code ?? '') : error.message },
    { cause: error },
  );
}
