/**
 * A PostgreSQL server of its own, in a folder that is removed, on a free port of this machine. It refuses to run as root, so it then runs as the
 * user that Debian made for it.
 */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { until } from '../../support/until.ts';
import { judge } from './judges.ts';

export interface PostgresServer {
  /** An empty database each time, as `DATABASE_URL`. */
  createDatabase(): Promise<string>;
  /** As a crash: connections end without a word. */
  kill(): Promise<void>;
  /** With the same data, on the same port. */
  start(): Promise<void>;
  query(database: string, text: string): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postgres-')));
  const identity = identityOf('postgres');
  chmodSync(folder, 0o755);
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, 'data');
  // Links of other folders may lead there; `postgres` looks for its files beside itself.
  const programs = dirname(realpathSync(judge('postgres')));
  const options = { cwd: folder, ...identity };
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'tester', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'],
    {
      ...options,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stdout}${made.stderr}`);
  const port = await freePort();
  const address = (database: string): string => `postgresql://tester@127.0.0.1:${port}/${database}`;
  const query = async (database: string, text: string): Promise<readonly unknown[]> => {
    const client = new Client({ connectionString: address(database) });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(text);
      return rows;
    } finally {
      await client.end();
    }
  };
  let child: ChildProcess | undefined;
  const isRunning = (): boolean => child?.exitCode === null && child.signalCode === null;
  const start = async (): Promise<void> => {
    if (isRunning()) return;
    // Killing it is not cutting the power: what it wrote is with the system, and need not be forced to the disk.
    child = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-c', 'shared_buffers=64MB', '-c', 'fsync=off'],
      {
        ...options,
        stdio: 'ignore',
      },
    );
    await until('PostgreSQL accepts connections', async () => await query('postgres', 'SELECT 1').catch(() => undefined));
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || !isRunning()) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  await start();
  let databases = 0;
  return {
    createDatabase: async () => {
      const name = `test${++databases}`;
      await query('postgres', `CREATE DATABASE ${name}`);
      return address(name);
    },
    query,
    // Its other processes notice that they are alone.
    kill: async () => await end('SIGQUIT'),
    start,
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function identityOf(user: string): Identity {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`there is no user ${user}`);
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
