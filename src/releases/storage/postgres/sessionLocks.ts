/**
 * Locks by name among all servers of one database: advisory locks of one session, which the database takes back when the connection ends. They
 * are asked for and asked for again instead of waited for, so that the connection is free for others.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type PostgresAddress } from './postgresAddress.ts';
import { answered, connectionOptions, run } from './postgresConnection.ts';

/** The first of the two numbers of a lock, so that no other program means the same. */
const lockClass = 0x6d646973;

const firstWaitMs = 10;
const longestWaitMs = 250;
/** A package of gigabytes is put together in less. */
const patienceMs = 15 * 60 * 1000;

export class SessionLocks {
  readonly #address: PostgresAddress;
  #client: Promise<Client> | undefined;

  constructor(address: PostgresAddress) {
    this.#address = address;
  }

  /** Others of this process must not ask for the same name meanwhile: to the database they are one. */
  async hold<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const client = await this.#acquire(name);
    const release = async (): Promise<boolean> => {
      const { rows } = await run(client, { text: 'SELECT pg_advisory_unlock($1, hashtext($2)) AS "wasHeld"', values: [lockClass, name] });
      const [row]: readonly { readonly wasHeld?: unknown }[] = rows;
      return row?.wasHeld === true;
    };
    const result = await work().catch(async (error: unknown) => {
      await release().catch(() => undefined);
      throw error;
    });
    // Without the lock someone else may have done the same at the same time: then the caller asks again.
    if (!(await release())) throw Failure.of('storage-unavailable', { storage: 'database', reason: phrase('a lock was lost') });
    return result;
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  async #acquire(name: string): Promise<Client> {
    const until = performance.now() + patienceMs;
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      const client = await this.#connected();
      const { rows } = await run(client, { text: 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS "isHeld"', values: [lockClass, name] });
      const [row]: readonly { readonly isHeld?: unknown }[] = rows;
      if (row?.isHeld === true) return client;
      if (performance.now() > until)
        throw Failure.of('storage-unavailable', {
          storage: 'database',
          reason: phrase('another server has been busy with this for too long'),
        });
      await sleep(waitMs);
    }
  }

  async #connected(): Promise<Client> {
    return await (this.#client ??= this.#connect());
  }

  async #connect(): Promise<Client> {
    const client = new Client(connectionOptions(this.#address));
    const forget = (): void => {
      this.#client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    try {
      await answered(client.connect());
      return client;
    } catch (error) {
      forget();
      throw error;
    }
  }
}
