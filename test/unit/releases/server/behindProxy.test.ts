import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { type ServerOptions } from '../../../../src/releases/server/runningServer.ts';

interface Sent {
  readonly path: string;
  readonly method: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As a proxy passes it on: `fetch` lets no one set the host. */
async function answerOf(url: string, { path, method, body, headers }: Sent) {
  const { port } = new URL(url);
  return await new Promise<{ status: number; location: string; cookie: string; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const { statusCode = 0, headers: of } = response;
      const [cookie = ''] = of['set-cookie'] ?? [];
      textOf(response).then((text) => resolve({ status: statusCode, location: of.location ?? '', cookie, text }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

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
    const token = { 'x-api-token': server?.running.ownerToken ?? '' };
    const { status, text } = await answerOf(server?.running.url ?? '', { path, method, body, headers: { ...token, ...headers } });
    return [status, text];
  }

  async function trySignIn(client: string, name: string): Promise<number> {
    const headers = { 'x-forwarded-for': client, 'content-type': 'application/x-www-form-urlencoded', origin: server?.running.url ?? '' };
    return (await ask('/portal/sign-in', headers, 'POST', `name=${name}&password=x`))[0];
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

  it('gives public addresses alone behind a port that an editor forwards, and takes forms of its own pages', async () => {
    await start({ publicUrl: 'https://x.tunnels.example', isForwarded: true });
    strictEqual((await ask('/api/v1/apps', {}, 'POST', app))[0], 201);
    strictEqual(await addressOfUpload('', {}), 'https://x.tunnels.example');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const signIn = async (origin: string): Promise<number> =>
      (await ask('/portal/sign-in', { ...form, origin }, 'POST', `token=${server?.running.ownerToken}`))[0];
    strictEqual(await signIn('https://x.tunnels.example'), 303);
    strictEqual(await signIn('https://y.tunnels.example'), 403);
    strictEqual((await ask('/api/v1/apps', { host: 'y.tunnels.example' }))[0], 421);
  });

  it('believes a proxy that it knows, about the protocol and the path, and no one about a foreign name', async () => {
    await start({ publicUrl: 'https://releases.example.com', trustedProxies: ['127.0.0.1'] });
    await ask('/api/v1/apps', {}, 'POST', app);
    const { port } = new URL(server?.running.url ?? '');
    const host = `127.0.0.1:${port}`;
    const forwarded = { host, 'x-forwarded-proto': 'https', 'x-forwarded-prefix': '/sub' };
    strictEqual(await addressOfUpload('', forwarded), `https://${host}/sub`);
    strictEqual(await addressOfUpload('', { host, 'x-forwarded-host': 'releases.example.com' }), 'https://releases.example.com');
    strictEqual((await ask('/api/v1/apps', { host, 'x-forwarded-host': 'evil.example.com' }))[0], 421);
  });

  it('has its portal below the path that the proxy adds, with every link and the cookie', async () => {
    await start({ publicUrl: 'https://releases.example.com/mobile', trustedProxies: ['127.0.0.1'] });
    await ask('/api/v1/apps', {}, 'POST', app);
    const url = server?.running.url ?? '';
    for (const [root, headers] of [
      ['/mobile/portal', { host: 'releases.example.com' }],
      ['/sub/dir/portal', { host: new URL(url).host, 'x-forwarded-prefix': '/sub/dir', 'x-forwarded-proto': 'https' }],
    ] as const) {
      const send = async (path: string, method: string, cookie: string, body = '') =>
        await answerOf(url, { path, method, body, headers: { ...headers, cookie, 'content-type': 'application/x-www-form-urlencoded' } });
      strictEqual((await send('/portal', 'GET', '')).location, `${root}/sign-in`);
      match((await send('/portal/sign-in', 'GET', '')).text, new RegExp(`action="${root}/sign-in"`));
      const entered = await send('/portal/sign-in', 'POST', '', `token=${server?.running.ownerToken ?? ''}`);
      strictEqual(entered.location, root);
      match(entered.cookie, new RegExp(`; Path=${root}; HttpOnly; SameSite=Lax; Secure; `));
      const cookie = entered.cookie.split(';')[0] ?? '';
      for (const path of ['', '/tokens', '/apps/olivia/Demo', '/apps/olivia/Demo/groups', '/apps/olivia/Demo/new']) {
        const { status, text } = await send(`/portal${path}`, 'GET', cookie);
        strictEqual(status, 200, path);
        const places = [...text.matchAll(/(?:href|action)="(\/[^"]*)"/g)].map(([, place = '']) => place);
        deepStrictEqual(
          places.filter((place) => place !== root && !place.startsWith(`${root}/`)),
          [],
          path,
        );
      }
      const csrf = /name="csrf" value="([^"]+)"/.exec((await send('/portal', 'GET', cookie)).text)?.[1] ?? '';
      strictEqual(
        (await send('/portal/apps/olivia/Demo/groups', 'POST', cookie, `csrf=${csrf}&name=${root.length}`)).location,
        `${root}/apps/olivia/Demo/groups`,
      );
      const out = await send('/portal/sign-out', 'POST', cookie, `csrf=${csrf}`);
      deepStrictEqual([out.location, out.cookie.includes(`Path=${root};`)], [`${root}/sign-in`, true]);
    }
  });

  it('believes no one else', async () => {
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

  it('lets no one keep others from signing in by trying', async () => {
    await start({ trustedProxies: ['127.0.0.1'] });
    const statuses: number[] = [];
    // Both for the owner's name and for so many that the client is at its own limit.
    for (let count = 0; count < 60; count += 1) statuses.push(await trySignIn('203.0.113.7', count < 12 ? 'olivia' : `name-${count}`));
    deepStrictEqual([statuses[0], statuses[11], statuses[12], statuses.at(-1)], [403, 429, 403, 429]);
    strictEqual(await trySignIn('203.0.113.8', 'olivia'), 403);
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
