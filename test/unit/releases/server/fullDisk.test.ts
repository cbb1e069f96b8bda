import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FromServer, type ServerOptions } from '../../../../src/releases/server/runningServer.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

/** Files of the process may not become larger than this: writes fail as on a full disk, in the database and in the folder of packages. */
function limitFiles({ running }: TestServer, bytes: number | 'unlimited'): void {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(running.pid), `--fsize=${bytes}:unlimited`], { encoding: 'utf8' });
  strictEqual(status, 0, stderr);
}

const hasLimits = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

(hasLimits ? describe : describe.skip)('a release server whose disk takes no more', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer()));
  after(async () => await server.stop());

  const content = Uint8Array.from(randomBytes(5 * 1024 * 1024));
  const app = '/api/v1/apps/olivia-owner/demo';

  async function send(id: string, number: number, chunkBytes: number): Promise<Response> {
    return await fetch(`${server.running.url}${app}/uploads/${id}/chunks/${number}`, {
      method: 'PUT',
      headers: { 'x-api-token': server.running.ownerToken },
      body: content.slice((number - 1) * chunkBytes, number * chunkBytes),
    });
  }

  it('says so, goes on with what it has, and keeps everything that it acknowledged', async () => {
    strictEqual((await server.ask('/api/v1/apps', { method: 'POST', body: { name: 'demo', os: 'Windows' } })).status, 201);
    const body = { fileName: 'a.zip', sizeBytes: content.length, shortVersion: '1.0' };
    const { id, chunkBytes, missing }: Body = await (await server.ask(`${app}/uploads`, { method: 'POST', body })).json();
    deepStrictEqual(missing, [1, 2]);
    strictEqual((await send(id, 1, chunkBytes)).status, 204);

    limitFiles(server, 4096);
    const refused = await send(id, 2, chunkBytes);
    strictEqual(refused.status, 507);
    match(await refused.text(), /no space left/);
    const group = await server.ask(`${app}/groups`, { method: 'POST', body: { name: 'Beta' } });
    ok([503, 507].includes(group.status), String(group.status));
    ok(!(await group.text()).includes(server.folder));
    const { groups }: Body = await (await server.ask(`${app}/groups`)).json();
    deepStrictEqual(
      groups.map(({ name }: Body) => name),
      ['Collaborators'],
    );
    const shown: Body = await (await server.ask(`${app}/uploads/${id}`)).json();
    deepStrictEqual(shown.missing, [2]);

    await server.killAndStartAgain();
    strictEqual((await send(id, 2, chunkBytes)).status, 204);
    const published = await server.ask(`${app}/uploads/${id}/publish`, { method: 'POST', body: {} });
    const release: Body = await published.json();
    strictEqual(published.status, 201, JSON.stringify(release));
    limitFiles(server, 4096);
    // Reading needs no space.
    const download = Buffer.from(await (await fetch(release.downloadUrl)).arrayBuffer());
    strictEqual(createHash('sha256').update(download).digest('hex'), createHash('sha256').update(content).digest('hex'));
    limitFiles(server, 'unlimited');
    strictEqual((await server.ask(`${app}/groups`, { method: 'POST', body: { name: 'Beta' } })).status, 201);
  });

  it('goes on when its log is on that disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-server-'));
    const log = join(folder, 'server.log');
    writeFileSync(log, 'x'.repeat(5000));
    const fd = openSync(log, 'a');
    const child = fork(new URL('../../../../src/releases/server/serverMain.ts', import.meta.url), {
      stdio: ['ignore', 'ignore', fd, 'ipc'],
    });
    try {
      const options: ServerOptions = {
        dataFolder: join(folder, 'data'),
        port: 0,
        host: '127.0.0.1',
        isTls: false,
        ownerName: 'Olivia Owner',
      };
      child.send({ kind: 'start', options });
      // The server is ours.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const [message] = (await once(child, 'message')) as [FromServer];
      ok(message.kind === 'ready');
      const { url, ownerToken, pid } = message.running;
      strictEqual(spawnSync('prlimit', ['--pid', String(pid), '--fsize=4096:unlimited']).status, 0);
      const headers = { 'x-api-token': ownerToken, 'content-type': 'application/json' };
      const body = JSON.stringify({ name: 'demo', os: 'Windows' });
      for (let time = 0; time < 3; time++) {
        const { status } = await fetch(`${url}/api/v1/apps`, { method: 'POST', headers, body });
        ok([503, 507].includes(status), String(status));
      }
      strictEqual((await fetch(`${url}/api/v1/apps`, { headers })).status, 200);
      strictEqual(readFileSync(log, 'utf8').length, 5000);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
      closeSync(fd);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
