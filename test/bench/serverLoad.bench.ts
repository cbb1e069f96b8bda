/** The release server with much in it and many at once: 100,000 releases in 100 groups, 500 clients that download, ten uploads at the same time. */

import { randomBytes } from 'node:crypto';
import { runConcurrently } from '../../src/core/base/runConcurrently.ts';
import { type StartedServer } from '../../src/releases/server/startServer.ts';
import { type BenchCase, type BenchResult } from './support/benchCase.ts';
import { addReleases, ask, p95Demand, peakMemory, timeRequests, withBenchServer } from './support/benchServer.ts';
import { measuredBy } from './support/measure.ts';

const packageBytes = 2 * 1024 * 1024;
const clients = 500;
const uploads = 10;

export const bench: BenchCase = {
  title: `Release server: 100,000 releases in 100 groups, ${clients} downloads and ${uploads} uploads at once`,
  run: async () => await withBenchServer(measure),
};

async function measure(server: StartedServer, folder: string): Promise<BenchResult> {
  const downloadPath = new URL(await upload(server)).pathname;
  const before = peakMemory(server);
  const startedDownloads = performance.now();
  const downloads = await Promise.allSettled(
    Array.from({ length: clients }, async () => await ask(server, 'GET', downloadPath, undefined, true)),
  );
  const downloading = measuredBy(`${clients} clients download 2 MB each`, [performance.now() - startedDownloads]);
  const startedUploads = performance.now();
  await runConcurrently(
    Array.from({ length: uploads }, (_, index) => index),
    uploads,
    async () => await upload(server),
  );
  const uploading = measuredBy(`${uploads} uploads of 2 MB each`, [performance.now() - startedUploads]);
  const growth = (peakMemory(server) ?? Number.NaN) - (before ?? Number.NaN);
  await addReleases(folder, 100_000);
  const own = '/api/v1/apps/bench/Demo/releases';
  const group = '/v0.1/apps/bench/Demo/distribution_groups/Group%202/releases';
  const lists = [
    await timeRequests(server, 'list of 100 of 100,000 releases with their destinations', own),
    await timeRequests(server, 'the same from the middle', `${own}?before=50000`),
    await timeRequests(server, 'the newest release of a group', `${group}/latest`),
  ];
  const [list, middle, newest] = lists;
  if (!list || !middle || !newest) throw new Error('a list was not measured');
  const failed = downloads.filter(({ status }) => status === 'rejected').length;
  return {
    measurements: [downloading, uploading, ...lists.flatMap(({ measurement, processor }) => [measurement, ...processor])],
    demands: [
      { text: `serves ${clients} clients at once`, measured: `${failed} failed`, allowed: '0', isMet: failed === 0 },
      ...(Number.isNaN(growth)
        ? []
        : [
            {
              text: 'grows by less than 400 MB for all of them',
              measured: `${(growth / 1e6).toFixed(0)} MB`,
              allowed: '< 400 MB',
              isMet: growth < 400e6,
            },
          ]),
      p95Demand('lists releases', list, 20),
      p95Demand('lists releases from the middle', middle, 20),
      p95Demand('finds the newest release of a group', newest, 20),
    ],
  };
}

/** Other bytes each time. Gives the address of the package. */
async function upload(server: StartedServer): Promise<string> {
  const path = '/api/v1/apps/bench/Demo/uploads';
  const made = await ask(server, 'POST', path, JSON.stringify({ fileName: 'a.zip', sizeBytes: packageBytes, shortVersion: '1.0' }));
  const { id }: { readonly id: string } = JSON.parse(made);
  await ask(server, 'PUT', `${path}/${id}/chunks/1`, randomBytes(packageBytes));
  const { downloadUrl }: { readonly downloadUrl: string } = JSON.parse(await ask(server, 'POST', `${path}/${id}/publish`, '{}'));
  return downloadUrl;
}
