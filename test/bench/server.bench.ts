/**
 * The release server as a separate process, from the built product: start, a large upload in parallel parts with the memory it takes, its
 * download, and the list of an app with 1,000 releases in 100 groups. The client runs on the same machine.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Row } from '../../src/releases/model/tables.ts';
import { startServer, type StartedServer } from '../../src/releases/server/startServer.ts';
import { SqliteRecords } from '../../src/releases/storage/sqlite/sqliteRecords.ts';
import { runConcurrently } from '../../src/core/base/runConcurrently.ts';
import { timeDemand, type BenchCase, type BenchResult, type Demand } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { benchmark, measuredBy, type Measurement } from './support/measure.ts';

const megabyte = 1024 * 1024;
const chunkBytes = 4 * megabyte;
const chunks = 128;
const entry = pathToFileURL(join(process.cwd(), 'dist', 'cli', 'serverMain.cjs'));

export const bench: BenchCase = {
  title: `Release server: upload and download of ${(chunks * chunkBytes) / megabyte} MB, list of 1,000 releases`,
  run: async () => {
    const folder = mkdtempSync(join(benchFolder, 'server-'));
    const started = performance.now();
    const server = await startServer({ entry, dataFolder: folder, port: 0, host: '127.0.0.1', isTls: false, ownerName: 'bench' });
    const start = measuredBy('start, until it accepts connections', [performance.now() - started]);
    try {
      return await measure(server, folder, start);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

async function measure(server: StartedServer, folder: string, start: Measurement): Promise<BenchResult> {
  await ask(server, 'POST', '/api/v1/apps', JSON.stringify({ name: 'Demo', os: 'Windows' }));
  const before = peakMemory(server);
  const upload = await benchmark('upload in ten parallel parts', async () => await uploadOnce(server), { runs: 3, warmups: 0 });
  const growth = (peakMemory(server) ?? Number.NaN) - (before ?? Number.NaN);
  const { releases }: { readonly releases: readonly { readonly downloadUrl: string }[] } = JSON.parse(
    await ask(server, 'GET', '/api/v1/apps/bench/Demo/releases'),
  );
  const { pathname } = new URL(releases[0]?.downloadUrl ?? '');
  const download = await benchmark('download', async () => await ask(server, 'GET', pathname, undefined, true), { runs: 3 });
  await addReleases(folder);
  const times: number[] = [];
  for (let round = 0; round < 100; round++) {
    const from = performance.now();
    await ask(server, 'GET', '/api/v1/apps/bench/Demo/releases');
    times.push(performance.now() - from);
  }
  const list = measuredBy('list of 100 of 1,000 releases with their destinations', times);
  const p95 = times.toSorted((a, b) => a - b)[94] ?? Number.NaN;
  return {
    measurements: [start, upload, download, list],
    demands: [
      timeDemand('starts in less than 300 ms', start, 300),
      rateDemand('takes an upload with at least 200 MB/s', upload, 200),
      rateDemand('gives a download with at least 400 MB/s', download, 400),
      ...(Number.isNaN(growth) ? [] : [memoryDemand(growth)]),
      { text: 'lists releases with p95 below 10 ms', measured: `${p95.toFixed(1)} ms`, allowed: '< 10 ms', isMet: p95 < 10 },
    ],
    skipped: Number.isNaN(growth) ? ['memory: this system does not tell the peak of another process'] : [],
  };
}

function rateDemand(text: string, { fastestMs }: Measurement, least: number): Demand {
  const rate = ((chunks * chunkBytes) / 1e6 / fastestMs) * 1000;
  return { text, measured: `${rate.toFixed(0)} MB/s`, allowed: `≥ ${least} MB/s`, isMet: rate >= least };
}

function memoryDemand(growth: number): Demand {
  const measured = `${(growth / 1e6).toFixed(0)} MB`;
  return { text: 'grows by less than 100 MB for ten parallel parts', measured, allowed: '< 100 MB', isMet: growth < 100e6 };
}

/** Bytes; `undefined` where the system does not say it. */
function peakMemory({ running }: StartedServer): number | undefined {
  const path = `/proc/${running.pid}/status`;
  if (!existsSync(path)) return undefined;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

const part = randomBytes(chunkBytes);

async function uploadOnce(server: StartedServer): Promise<void> {
  const path = '/api/v1/apps/bench/Demo/uploads';
  const sizeBytes = chunks * chunkBytes;
  const made = await ask(server, 'POST', path, JSON.stringify({ fileName: 'a.zip', sizeBytes, shortVersion: '1.0' }));
  const { id, missing }: { readonly id: string; readonly missing: readonly number[] } = JSON.parse(made);
  await runConcurrently(missing, 10, async (number) => await ask(server, 'PUT', `${path}/${id}/chunks/${number}`, part));
  await ask(server, 'POST', `${path}/${id}/publish`, '{}');
}

/** The answer as text; only counted where it is large. */
async function ask(server: StartedServer, method: string, path: string, body?: string | Buffer, isLarge = false): Promise<string> {
  const { url, ownerToken } = server.running;
  return await new Promise((resolve, reject) => {
    const headers = { 'x-api-token': ownerToken, ...(body && { 'content-length': Buffer.byteLength(body) }) };
    const sent = request(`${url}${path}`, { method, headers }, (response) => {
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
    sent.end(body);
  });
}

/** Next to the server, which is idle meanwhile. */
async function addReleases(folder: string): Promise<void> {
  const records = SqliteRecords.open(join(folder, 'releases.sqlite'));
  await records.transaction(async (transaction) => {
    const [app] = await transaction.find('app', {});
    const [first] = await transaction.find('release', {});
    if (!app || !first) throw new Error('there is no release yet');
    for (let number = 1; number <= 100; number++) {
      const group = { id: `group-${number}`, appId: app.id, organizationId: null, name: `Group ${number}`, displayName: `Group ${number}` };
      await transaction.insert('group', { ...group, isPublic: false, createdAt: app.createdAt });
    }
    for (let number = 2; number <= 1000; number++) {
      const release: Row<'release'> = { ...first, id: `release-${number}`, number, link: `link-${number}` };
      await transaction.insert('release', release);
      for (const group of [number % 100, (number * 7) % 100]) {
        const to = { targetId: `group-${group + 1}`, releaseNumber: number, releaseId: release.id, kind: 'group' };
        await transaction.insert('destination', { ...to, isMandatory: false, notifiesTesters: true, addedAt: app.createdAt });
      }
    }
  });
  await records.close();
}
