/**
 * A package of 2 GB, 100,000 releases, 500 clients at once, and a disk that is full or read-only, each with the built product in a separate process.
 * Limits are of memory and of the server's own processor time: how long it takes beside other work is for `npm run bench -- server`.
 */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../src/core/base/failure.ts';
import { runConcurrently } from '../../src/core/base/runConcurrently.ts';
import { startServer, type StartedServer } from '../../src/releases/server/startServer.ts';
import { addReleases, ask, peakMemory, processorMs, serverEntry, stallMs } from '../bench/support/benchServer.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { PortalBrowser } from '../support/portalBrowser.ts';

const megabyte = 1024 * 1024;
const app = '/api/v1/apps/olivia/Demo';

async function start(dataFolder: string): Promise<StartedServer> {
  return await startServer({ entry: serverEntry, dataFolder, port: 0, host: '127.0.0.1', isTls: false, ownerName: 'Olivia' });
}

interface Upload {
  readonly id: string;
  readonly missing: readonly number[];
  readonly chunkBytes: number;
}

async function beginUpload(server: StartedServer, sizeBytes: number): Promise<Upload> {
  return JSON.parse(await ask(server, 'POST', `${app}/uploads`, JSON.stringify({ fileName: 'a.zip', sizeBytes, shortVersion: '1.0' })));
}

async function publish(server: StartedServer, id: string): Promise<{ readonly downloadUrl: string; readonly sha256: string }> {
  return JSON.parse(await ask(server, 'POST', `${app}/uploads/${id}/publish`, '{}'));
}

/** Without what the client itself would have to keep. */
async function downloadHash(
  address: string,
  range?: string,
): Promise<{ readonly status: number; readonly sha256: string; readonly bytes: number }> {
  return await new Promise((resolve, reject) => {
    const sent = request(address, { agent: false, headers: range === undefined ? {} : { range } }, (response) => {
      const hash = createHash('sha256');
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        hash.update(piece);
        bytes += piece.length;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, sha256: hash.digest('hex'), bytes }));
    });
    sent.on('error', reject);
    sent.setTimeout(stallMs, () => sent.destroy(new Error(`${address}: nothing moved`)));
    sent.end();
  });
}

describe('a release server with much to do', function () {
  // Gigabytes take as long as they take; each request ends by itself when nothing moves.
  this.timeout(3_600_000);
  let folder: string;
  let server: StartedServer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'server-load-'));
    server = await start(folder);
    await ask(server, 'POST', '/api/v1/apps', JSON.stringify({ name: 'Demo', os: 'Windows' }));
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** By how much the peak of the server grew during the work. */
  async function growthOf(what: string, work: () => Promise<void>): Promise<number> {
    const before = peakMemory(server) ?? 0;
    await work();
    const growth = (peakMemory(server) ?? 0) - before;
    console.log(`      memory grew by ${(growth / 1e6).toFixed(0)} MB: ${what}`);
    return growth;
  }

  for (const { lanes, most } of [
    { lanes: 1, most: 64e6 },
    { lanes: 10, most: 100e6 },
  ])
    it(`takes 2 GB in parts, ${lanes} at a time, gives the same bytes back, and does not grow with them`, async () => {
      const pattern = randomBytes(4 * megabyte);
      const parts = 512;
      const { id, missing, chunkBytes } = await beginUpload(server, parts * pattern.length);
      deepStrictEqual([missing.length, chunkBytes], [parts, pattern.length]);
      const partOf = (number: number): Buffer => {
        const part = Buffer.from(pattern);
        part.writeUInt32BE(number);
        return part;
      };
      const growth = await growthOf(`2 GB, ${lanes} parts at a time`, async () => {
        await runConcurrently(
          missing.toReversed(),
          lanes,
          async (number) => await ask(server, 'PUT', `${app}/uploads/${id}/chunks/${number}`, partOf(number)),
        );
      });
      ok(growth < most, `${growth}`);
      const wanted = createHash('sha256');
      for (const number of missing) wanted.update(partOf(number));
      const read = await growthOf('reading it again, whole and in part', async () => {
        const release = await publish(server, id);
        strictEqual(release.sha256, wanted.digest('hex'));
        const all = await downloadHash(release.downloadUrl);
        deepStrictEqual([all.status, all.sha256], [200, release.sha256]);
        const part = await downloadHash(release.downloadUrl, `bytes=${parts * pattern.length - 10}-`);
        deepStrictEqual([part.status, part.bytes], [206, 10]);
      });
      ok(read < 64e6, `${read}`);
    });

  it('takes the same from one client in one form, as old clients of App Center send it', async () => {
    const made: { readonly upload_id: string; readonly upload_url: string } = JSON.parse(
      await ask(server, 'POST', '/v0.1/apps/olivia/Demo/release_uploads', JSON.stringify({ build_version: '2.0' })),
    );
    const before = peakMemory(server) ?? 0;
    const piece = randomBytes(megabyte);
    const count = 2048;
    await new Promise<void>((resolve, reject) => {
      const head = '--x\r\nContent-Disposition: form-data; name="ipa"; filename="b.zip"\r\nContent-Type: application/octet-stream\r\n\r\n';
      const sent = request(
        made.upload_url,
        { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
        (response) => {
          response.resume();
          response.on('end', () => (response.statusCode === 204 ? resolve() : reject(new Error(`${response.statusCode}`))));
        },
      );
      sent.on('error', reject);
      sent.setTimeout(stallMs, () => sent.destroy(new Error('nothing moved')));
      sent.write(head);
      let written = 0;
      const more = (): void => {
        while (written < count) {
          written += 1;
          if (!sent.write(piece)) return void sent.once('drain', more);
        }
        sent.end('\r\n--x--\r\n');
      };
      more();
    });
    const growth = (peakMemory(server) ?? 0) - before;
    console.log(`      memory grew by ${(growth / 1e6).toFixed(0)} MB`);
    ok(growth < 64e6, `${growth}`);
    const committed = JSON.parse(
      await ask(server, 'PATCH', `/v0.1/apps/olivia/Demo/release_uploads/${made.upload_id}`, JSON.stringify({ status: 'committed' })),
    );
    strictEqual(committed.release_id, 3);
    await ask(server, 'DELETE', `${app}/releases/3`);
  });

  it('serves 500 clients at once, while ten others upload', async () => {
    const content = randomBytes(2 * megabyte);
    const { id } = await beginUpload(server, content.length);
    await ask(server, 'PUT', `${app}/uploads/${id}/chunks/1`, content);
    const { downloadUrl, sha256 } = await publish(server, id);
    const started = performance.now();
    const downloads = Array.from({ length: 500 }, async () => await downloadHash(downloadUrl));
    const uploads = Array.from({ length: 10 }, async () => {
      const upload = await beginUpload(server, content.length);
      await ask(server, 'PUT', `${app}/uploads/${upload.id}/chunks/1`, randomBytes(content.length));
      return await publish(server, upload.id);
    });
    for (const each of await Promise.all(downloads)) deepStrictEqual([each.status, each.sha256], [200, sha256]);
    strictEqual(new Set((await Promise.all(uploads)).map((each) => each.sha256)).size, 10);
    console.log(
      `      all of them within ${((performance.now() - started) / 1000).toFixed(1)} s, at most ${((peakMemory(server) ?? 0) / 1e6).toFixed(0)} MB of memory`,
    );
  });

  /** Milliseconds of the processor that the server used for the work, each time of so many. */
  async function processorOf(what: string, times: number, work: () => Promise<void>): Promise<number> {
    const before = processorMs(server) ?? 0;
    for (let time = 0; time < times; time++) await work();
    const each = ((processorMs(server) ?? 0) - before) / times;
    console.log(`      ${each.toFixed(1)} ms of the processor: ${what}`);
    return each;
  }

  it('lists 100 of 100,000 releases', async () => {
    await addReleases(folder, 100_000);
    const each = await processorOf('list', 200, async () => void (await ask(server, 'GET', `${app}/releases`)));
    ok(each < 50, `${each}`);
  });

  it('shows the pages of the portal about 100,000 releases, without reading all of each', async () => {
    const { url, ownerToken } = server.running;
    await ask(server, 'PATCH', `${app}/retention`, JSON.stringify({ keepPerGroup: 5 }));
    const browser = new PortalBrowser(url);
    await browser.post('/portal/sign-in', { token: ownerToken });
    const growth = await growthOf('pages of the portal', async () => {
      for (const page of ['storage', 'downloads', 'builds', 'feedback', 'links', 'groups', 'devices']) {
        const each = await processorOf(page, 1, async () => {
          const answer = await browser.open(`/portal/apps/olivia/Demo/${page}`);
          strictEqual(answer.status, 200, page);
          if (page === 'storage') match(await answer.text(), /<p>(?:99\d{3}|100000) releases, /);
        });
        ok(each < 5000, `${page}: ${each}`);
      }
    });
    ok(growth < 300e6, `${growth}`);
  });
});

describe('a release server on a small disk of its own', () => {
  let disk: string;
  let server: StartedServer;

  function mount(...args: readonly string[]): void {
    const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
  }

  before(async () => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) skipCurrent('only root mounts a disk');
    disk = mkdtempSync(join(tmpdir(), 'server-disk-'));
    try {
      mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk);
    } catch (error) {
      rmSync(disk, { recursive: true });
      skipCurrent(String(error));
    }
    mkdirSync(join(disk, 'data'));
    server = await start(join(disk, 'data'));
    await ask(server, 'POST', '/api/v1/apps', JSON.stringify({ name: 'Demo', os: 'Windows' }));
  });
  after(async () => {
    if (server === undefined) return;
    await server.stop();
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  async function statusOf(method: string, path: string, body: string | Buffer): Promise<string> {
    return await ask(server, method, path, body).then(
      () => 'done',
      (error: unknown) => (/: (\d{3}) /.exec(String(error)) ?? [])[1] ?? String(error),
    );
  }

  it('says when it is full, keeps what it acknowledged, and goes on when there is space again', async () => {
    const sizeBytes = 40 * megabyte;
    const { id, missing, chunkBytes } = await beginUpload(server, sizeBytes);
    const answers: string[] = [];
    for (const number of missing) answers.push(await statusOf('PUT', `${app}/uploads/${id}/chunks/${number}`, randomBytes(chunkBytes)));
    ok(answers.includes('507'), answers.join());
    ok(
      answers.every((answer) => ['done', '503', '507'].includes(answer)),
      answers.join(),
    );
    const shown: Upload = JSON.parse(await ask(server, 'GET', `${app}/uploads/${id}`));
    deepStrictEqual(
      shown.missing,
      missing.filter((_number, index) => answers[index] !== 'done'),
    );
    await ask(server, 'GET', '/api/v1/apps');
    await ask(server, 'DELETE', `${app}/uploads/${id}`);
    const small = randomBytes(1000);
    const again = await beginUpload(server, small.length);
    await ask(server, 'PUT', `${app}/uploads/${again.id}/chunks/1`, small);
    strictEqual((await publish(server, again.id)).sha256, createHash('sha256').update(small).digest('hex'));
  });

  it('does not start on one that cannot be written, and has everything when it can again', async () => {
    const before = await ask(server, 'GET', `${app}/releases`);
    await server.stop();
    mount('-o', 'remount,ro', disk);
    await rejects(start(join(disk, 'data')), (error) => isFailure(error) && error.kind === 'environment');
    mount('-o', 'remount,rw', disk);
    server = await start(join(disk, 'data'));
    const numbers = (text: string): readonly number[] => JSON.parse(text).releases.map(({ id }: { readonly id: number }) => id);
    deepStrictEqual(numbers(await ask(server, 'GET', `${app}/releases`)), numbers(before));
    strictEqual(await statusOf('POST', `${app}/groups`, JSON.stringify({ name: 'Beta' })), 'done');
  });
});
