import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { type ServerOptions } from '../../../../src/releases/server/runningServer.ts';

const inspectionWorker = new URL('../../../../src/releases/server/inspection/inspectionWorker.ts', import.meta.url);

describe('a release server behind a proxy', () => {
  let folder: string;
  let server: ReleaseServer | undefined;

  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'release-server-'))));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  async function start(change: Partial<ServerOptions>, requestLimit = 500): Promise<ReleaseServer> {
    const options = { dataFolder: folder, port: 0, host: '127.0.0.1', isTls: false, ownerName: 'Olivia', ...change };
    const onError = (error: unknown): void => {
      throw error;
    };
    server = await ReleaseServer.start(options, { inspectionWorker, onError, requestLimit });
    return server;
  }

  async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<readonly [number, string]> {
    const { port } = new URL(server?.running.url ?? '');
    return await new Promise((resolve, reject) => {
      const token = { 'x-api-token': server?.running.ownerToken ?? '' };
      const sent = request({ host: '127.0.0.1', port, path, method, headers: { ...token, ...headers } }, (response) => {
        textOf(response).then((text) => resolve([response.statusCode ?? 0, text]), reject);
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async function addressOfUpload(path: string, headers: Record<string, string>): Promise<string> {
    const [status, text] = await ask(`${path}/v0.1/apps/olivia/Demo/uploads/releases`, headers, 'POST', '{}');
    strictEqual(status, 201, text);
    return JSON.parse(text).upload_domain;
  }

  const app = JSON.stringify({ name: 'Demo', os: 'Android' });

  it('gives addresses below its public one, whether the proxy leaves the path or takes it away', async () => {
    await start({ publicUrl: 'https://releases.example.com/mobile/' });
    const headers = { host: 'releases.example.com' };
    strictEqual((await ask('/mobile/api/v1/apps', headers, 'POST', app))[0], 201);
    strictEqual(await addressOfUpload('/mobile', headers), 'https://releases.example.com/mobile');
    strictEqual(await addressOfUpload('', headers), 'https://releases.example.com/mobile');
    strictEqual((await ask('/mobilex/api/v1/apps', headers))[0], 404);
    strictEqual((await ask('/api/v1/apps', { host: 'evil.example.com' }))[0], 421);
  });

  it('believes a proxy that it knows, about the protocol and the path, and nobody about a foreign name', async () => {
    await start({ publicUrl: 'https://releases.example.com', trustedProxies: ['127.0.0.1'] });
    await ask('/api/v1/apps', {}, 'POST', app);
    const { port } = new URL(server?.running.url ?? '');
    const host = `127.0.0.1:${port}`;
    const forwarded = { host, 'x-forwarded-proto': 'https', 'x-forwarded-prefix': '/sub' };
    strictEqual(await addressOfUpload('', forwarded), `https://${host}/sub`);
    strictEqual(await addressOfUpload('', { host, 'x-forwarded-host': 'releases.example.com' }), 'https://releases.example.com');
    strictEqual((await ask('/api/v1/apps', { host, 'x-forwarded-host': 'evil.example.com' }))[0], 421);
  });

  it('believes nobody else', async () => {
    await start({});
    await ask('/api/v1/apps', {}, 'POST', app);
    const { port } = new URL(server?.running.url ?? '');
    const host = `127.0.0.1:${port}`;
    const headers = { host, 'x-forwarded-proto': 'https', 'x-forwarded-prefix': '/sub', 'x-forwarded-host': 'evil.example.com' };
    strictEqual(await addressOfUpload('', headers), `http://${host}`);
  });

  it('counts the requests of each client behind the proxy', async () => {
    await start({ trustedProxies: ['127.0.0.1'] }, 2);
    const from = async (client: string) => (await ask('/api/v1/apps', { 'x-forwarded-for': client }))[0];
    const statuses = [await from('203.0.113.1'), await from('203.0.113.1'), await from('203.0.113.1'), await from('203.0.113.2')];
    // What the client itself wrote stands further left.
    deepStrictEqual([...statuses, await from('9.9.9.9, 203.0.113.1')], [200, 200, 429, 200, 429]);
  });

  it('does not start with an address or a proxy that is none', async () => {
    for (const change of [{ publicUrl: 'ftp://x' }, { publicUrl: 'https://u:p@x/' }, { trustedProxies: ['localhost'] }])
      await rejects(start(change), (error) => isFailure(error, 'server-option-refused'));
  });

  it('makes no new authority when half of it is missing', async () => {
    const first = await start({ isTls: true });
    match(await readFile(join(folder, 'authority.pem'), 'utf8'), /BEGIN CERTIFICATE/);
    await first.stop();
    server = undefined;
    const key = await readFile(join(folder, 'authority-key.pem'));
    await rm(join(folder, 'authority-key.pem'));
    await rejects(start({ isTls: true }), (error) => isFailure(error, 'server-data-unusable') && /authority-key\.pem/.test(error.message));
    await rm(join(folder, 'authority.pem'));
    await start({ isTls: true });
    deepStrictEqual((await readFile(join(folder, 'authority-key.pem'))).equals(key), false);
  });
});
