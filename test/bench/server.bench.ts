/**
 * The release server as a separate process, from the built product: start, a large upload in parallel parts with the memory it takes, its
 * download, and the list of an app with 1,000 releases in 100 groups. The client runs on the same machine.
 */

import { randomBytes } from 'node:crypto';
import { type StartedServer } from '../../src/releases/server/startServer.ts';
import { runConcurrently } from '../../src/core/base/runConcurrently.ts';
import { timeDemand, type BenchCase, type BenchResult, type Demand } from './support/benchCase.ts';
import { benchmark, measuredBy, type Measurement } from './support/measure.ts';
import { addReleases, ask, p95Demand, peakMemory, timeRequests, withBenchServer } from './support/benchServer.ts';

const megabyte = 1024 * 1024;
const chunkBytes = 4 * megabyte;
const chunks = 128;

export const bench: BenchCase = {
  title: `Release server: upload and download of ${(chunks * chunkBytes) / megabyte} MB, list of 1,000 releases`,
  run: async () =>
    await withBenchServer(async (server, folder, startMs) => {
      return await measure(server, folder, measuredBy('start, until it accepts connections', [startMs]));
    }),
};

async function measure(server: StartedServer, folder: string, start: Measurement): Promise<BenchResult> {
  const before = peakMemory(server);
  const upload = await benchmark('upload in ten parallel parts', async () => await uploadOnce(server), { runs: 3, warmups: 0 });
  const growth = (peakMemory(server) ?? Number.NaN) - (before ?? Number.NaN);
  const { releases }: { readonly releases: readonly { readonly downloadUrl: string }[] } = JSON.parse(
    await ask(server, 'GET', '/api/v1/apps/bench/Demo/releases'),
  );
  const { pathname } = new URL(releases[0]?.downloadUrl ?? '');
  const download = await benchmark('download', async () => await ask(server, 'GET', pathname, undefined, true), { runs: 3 });
  await addReleases(folder, 1000);
  const list = await timeRequests(server, 'list of 100 of 1,000 releases with their destinations', '/api/v1/apps/bench/Demo/releases');
  return {
    measurements: [start, upload, download, list.measurement, ...list.processor],
    demands: [
      timeDemand('starts in less than 300 ms', start, 300),
      rateDemand('takes an upload with at least 200 MB/s', upload, 200),
      rateDemand('gives a download with at least 400 MB/s', download, 400),
      ...(Number.isNaN(growth) ? [] : [memoryDemand(growth)]),
      p95Demand('lists releases', list, 10),
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

const part = randomBytes(chunkBytes);

async function uploadOnce(server: StartedServer): Promise<void> {
  const path = '/api/v1/apps/bench/Demo/uploads';
  const sizeBytes = chunks * chunkBytes;
  const made = await ask(server, 'POST', path, JSON.stringify({ fileName: 'a.zip', sizeBytes, shortVersion: '1.0' }));
  const { id, missing }: { readonly id: string; readonly missing: readonly number[] } = JSON.parse(made);
  await runConcurrently(missing, 10, async (number) => await ask(server, 'PUT', `${path}/${id}/chunks/${number}`, part));
  await ask(server, 'POST', `${path}/${id}/publish`, '{}');
}
