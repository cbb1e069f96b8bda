/** What benches ask of a release server in a separate process: requests, its memory, and a database that is filled next to it. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Row } from '../../../src/releases/model/tables.ts';
import { startServer, type StartedServer } from '../../../src/releases/server/startServer.ts';
import { SqliteRecords } from '../../../src/releases/storage/sqlite/sqliteRecords.ts';
import { type Demand } from './benchCase.ts';
import { benchFolder } from './benchFolder.ts';
import { measuredBy, type Measurement } from './measure.ts';

export const serverEntry = pathToFileURL(join(process.cwd(), 'dist', 'cli', 'serverMain.cjs'));

/** A server in a folder that is removed after the work. */
export async function withBenchServer<Result>(
  work: (server: StartedServer, folder: string, startMs: number) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(benchFolder, 'server-'));
  const started = performance.now();
  const server = await startServer({
    entry: serverEntry,
    dataFolder: folder,
    port: 0,
    host: '127.0.0.1',
    isTls: false,
    ownerName: 'bench',
  });
  const startMs = performance.now() - started;
  try {
    await ask(server, 'POST', '/api/v1/apps', JSON.stringify({ name: 'Demo', os: 'Windows' }));
    return await work(server, folder, startMs);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Bytes; `undefined` where the system does not say it. */
export function peakMemory({ running }: StartedServer): number | undefined {
  const path = `/proc/${running.pid}/status`;
  if (!existsSync(path)) return undefined;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Of a clock tick of `/proc`, on every Linux (`getconf CLK_TCK`). */
const tickMs = 10;

/** What the server has used of the processor, which other work on the machine does not change; `undefined` where the system does not say it. */
export function processorMs({ running }: StartedServer): number | undefined {
  const path = `/proc/${running.pid}/stat`;
  if (!existsSync(path)) return undefined;
  // The second field, in parentheses, may contain blanks: `utime` and `stime` are 14 and 15.
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** A request on which nothing moves for so long fails, so that nothing waits forever; how long it takes in all is not limited. */
export const stallMs = 10 * 60 * 1000;

/** The answer as text; only counted where it is large. */
export async function ask(server: StartedServer, method: string, path: string, body?: string | Buffer, isLarge = false): Promise<string> {
  const { url, ownerToken } = server.running;
  return await new Promise((resolve, reject) => {
    const headers = { 'x-api-token': ownerToken, ...(body && { 'content-length': Buffer.byteLength(body) }) };
    // A connection of its own: one that is kept may be ended by the server while this process is busy.
    const sent = request(`${url}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => {
        if (!isLarge) text += piece.toString();
      });
      response.on('error', reject);
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300) resolve(text);
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.setTimeout(stallMs, () => sent.destroy(new Error(`${method} ${path}: nothing moved`)));
    sent.end(body);
  });
}

interface Timed {
  readonly measurement: Measurement;
  /** Of each request, what the server used of the processor: other work on the machine changes it little. */
  readonly processor: readonly Measurement[];
  readonly p95Ms: number;
}

/** One after the other. */
export async function timeRequests(server: StartedServer, name: string, path: string, count = 200): Promise<Timed> {
  const times: number[] = [];
  const before = processorMs(server);
  for (let round = 0; round < count; round++) {
    const from = performance.now();
    await ask(server, 'GET', path);
    times.push(performance.now() - from);
  }
  const used = processorMs(server);
  const each =
    before === undefined || used === undefined
      ? []
      : [measuredBy('  of it, processor of the server on average', [(used - before) / count])];
  return {
    measurement: measuredBy(name, times),
    processor: each,
    p95Ms: times.toSorted((a, b) => a - b)[Math.floor(count * 0.95)] ?? Number.NaN,
  };
}

export function p95Demand(what: string, { p95Ms }: Timed, mostMs: number): Demand {
  return {
    text: `${what} with p95 below ${mostMs} ms`,
    measured: `${p95Ms.toFixed(1)} ms`,
    allowed: `< ${mostMs} ms`,
    isMet: p95Ms < mostMs,
  };
}

/** Fills the app of the first release up to so many, in 100 groups, next to the server, which is idle meanwhile. */
export async function addReleases(folder: string, count: number): Promise<void> {
  const records = SqliteRecords.open(join(folder, 'releases.sqlite'));
  await records.transaction(async (transaction) => {
    const [app] = await transaction.find('app', {});
    const [newest] = await transaction.find('release', { order: [['number', 'descending']], limit: 1 });
    if (!app || !newest) throw new Error('there is no release yet');
    for (let number = 1; number <= 100; number++) {
      const group = { id: `group-${number}`, appId: app.id, organizationId: null, name: `Group ${number}`, displayName: `Group ${number}` };
      await transaction.insert('group', { ...group, isPublic: false, createdAt: app.createdAt });
    }
    for (let number = newest.number + 1; number <= count; number++) {
      const release: Row<'release'> = { ...newest, id: `release-${number}`, number, link: `link-${number}` };
      await transaction.insert('release', release);
      for (const group of [number % 100, (number * 7) % 100]) {
        const to = { targetId: `group-${group + 1}`, releaseNumber: number, releaseId: release.id, kind: 'group' };
        await transaction.insert('destination', { ...to, isMandatory: false, notifiesTesters: true, addedAt: app.createdAt });
      }
    }
    await transaction.update('app', { id: app.id }, { lastReleaseNumber: count });
  });
  await records.close();
}
