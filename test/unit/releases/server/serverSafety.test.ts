import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { connect as tlsConnect } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ThreadPackageReader } from '../../../../src/releases/server/inspection/threadPackageReader.ts';
import { hostHeaders, serverHosts } from '../../../../src/releases/server/serverHosts.ts';
import { ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { RateLimit } from '../../../../src/releases/http/rateLimit.ts';
import { bundleOfParts } from '../../../support/bundleParts.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { inspectionWorker, useReleaseServer } from '../../../support/useReleaseServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const hostile = '"><script>alert(1)</script>&\r\nSet-Cookie: a=b';

describe('what a release server refuses', () => {
  let folder: string;
  let server: ReleaseServer;
  let address: URL;

  useReleaseServer((opened) => ({ folder, server } = opened));
  before(async () => {
    address = new URL(server.running.url);
    await api('POST', '/apps', { name: 'Demo', os: 'Android', displayName: 'Demo <img src=x onerror=alert(1)>' });
  });

  async function raw(text: string): Promise<string> {
    const socket = connect(Number(address.port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(text);
    return await textOf(socket).catch(() => '');
  }

  async function api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${address.origin}/api/v1${path}`, {
      method,
      headers: { 'x-api-token': server.running.ownerToken, ...headers },
      ...(body !== undefined && { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
  }

  async function publish(bytes: Uint8Array, fileName: string, input: object = {}): Promise<Response> {
    const path = '/apps/olivia/Demo/uploads';
    const made = await api('POST', path, { fileName, sizeBytes: bytes.length });
    if (made.status !== 201) return made;
    const { id }: Body = await made.json();
    await api('PUT', `${path}/${id}/chunks/1`, bytes);
    return await api('POST', `${path}/${id}/publish`, input);
  }

  it('paths that lead out of where they belong', async () => {
    for (const path of [
      '/d/../../releases.sqlite',
      '/d/x/..%2f..%2fserver.json',
      '/%2e%2e/server.json',
      '/i/%00',
      '/d/a%5cb/x',
      '/i/%zz',
      '/d//x',
    ])
      match(await raw(`GET ${path} HTTP/1.1\r\nHost: ${address.host}\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 40[04]/, path);
    const names = ['../x.apk', 'a/b.apk', 'a\\b.apk', 'a\u0000.apk', 'x\r\nSet-Cookie: a=b.apk'];
    for (const name of names) strictEqual((await publish(Buffer.from('x'), name)).status, 400, name);
    deepStrictEqual(await readdir(join(folder, 'uploads')), []);
  });

  it('other hosts, and pages of other origins (DNS rebinding, CSRF)', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> =>
      await new Promise((resolve, reject) => {
        const request = httpRequest(
          address,
          { path: '/v0.1/user', headers: { 'x-api-token': server.running.ownerToken, ...headers } },
          (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          },
        );
        request.on('error', reject);
        request.end();
      });
    strictEqual(await ask({}), 200);
    strictEqual(await ask({ host: 'evil.example' }), 421);
    strictEqual(await ask({ host: `evil.example:${address.port}` }), 421);
    strictEqual(await ask({ origin: 'https://evil.example' }), 403);
    strictEqual(await ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }), 403);
    match(await raw(`GET /v0.1/user HTTP/1.1\r\nConnection: close\r\nHost: a\r\nHost: ${address.host}\r\n\r\n`), /^HTTP\/1\.1 4\d\d/);
    match(await raw('GET /v0.1/user HTTP/1.1\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 4\d\d/);
  });

  // Each is followed by a second request that a careless reader would see. No handler may be asked, neither for the first nor for the second.
  const hidden = 'GET /api/v1/apps HTTP/1.1\r\nHost: HOST\r\nX-API-Token: TOKEN\r\n\r\n';
  const smuggled: Readonly<Record<string, string>> = {
    'both a length and chunks': `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'chunks and then a length': `Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${hidden}`,
    'two lengths': `Content-Length: 0\r\nContent-Length: 5\r\n\r\n${hidden}`,
    'one length with two values': `Content-Length: 0, 5\r\n\r\n${hidden}`,
    'a length with a sign': `Content-Length: +0\r\n\r\n${hidden}`,
    'a length in hexadecimal': `Content-Length: 0x0\r\n\r\n${hidden}`,
    'a length before a space': `Content-Length : 0\r\n\r\n${hidden}`,
    'a folded header': `X-Folded: a\r\n Content-Length: 5\r\nContent-Length: 0\r\n\r\n${hidden}`,
    'a folded length': `Content-Length:\r\n 0\r\n\r\n${hidden}`,
    'lines that end with a bare line feed': `Content-Length: 0\nX-Other: a\n\n${hidden}`,
    'a bare carriage return': `X-Other: a\rContent-Length: 5\r\nContent-Length: 0\r\n\r\n${hidden}`,
    'a coding that is not chunked': `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
    'chunked before another coding': `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`,
    'chunked twice': `Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n${hidden}`,
    'a size of a chunk that is too large': `Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n0\r\n\r\n${hidden}`,
    'a size of a chunk that is not a number': `Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n${hidden}`,
    'an extension of a chunk with a line feed': `Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n5\r\n0\r\n\r\n${hidden}`,
    'a NUL in a header': `X-Other: a\0b\r\nContent-Length: 0\r\n\r\n${hidden}`,
    'headers that do not end': `X-Other: ${'a'.repeat(20_000)}\r\nContent-Length: 0\r\n\r\n${hidden}`,
  };
  for (const [what, rest] of Object.entries(smuggled))
    it(`a request that two servers would read differently: ${what}`, async () => {
      const text = `POST /api/v1/apps HTTP/1.1\r\nHost: HOST\r\nX-API-Token: TOKEN\r\n${rest}`;
      const answers = await raw(text.replaceAll('HOST', address.host).replaceAll('TOKEN', server.running.ownerToken));
      // Where the headers are good, the connection just ends.
      if (answers !== '') match(answers, /^HTTP\/1\.1 4\d\d [^]*Connection: close/i);
      ok((answers.match(/HTTP\/1\.1/g) ?? []).length <= 1, answers);
    });

  it('script in names and notes: it stays text', async () => {
    const apk = await smallArchive(smallApkEntries());
    const made = await publish(apk, `${'é'.repeat(20)} "demo".apk`, { notes: `${hostile}${'<'.repeat(2000)}` });
    const release: Body = await made.json();
    strictEqual(made.status, 201, JSON.stringify(release));
    const page = await fetch(release.installUrl);
    const html = await page.text();
    ok(!/<script|onerror=alert|<img src=x/i.test(html.replaceAll(/&lt;[^&]*/g, '')));
    ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
    ok(Buffer.byteLength(html) < 30 * 1024, `${html.length}`);
    strictEqual(page.headers.get('set-cookie'), null);
    const download = await fetch(release.downloadUrl);
    await download.arrayBuffer();
    strictEqual(download.headers.get('x-content-type-options'), 'nosniff');
    ok(!/["\r\n]demo/.test(download.headers.get('content-disposition') ?? ''));
  });

  it('links that are guessed', async () => {
    for (const link of ['', 'x', 'A'.repeat(32), '%', 'A'.repeat(5000)]) {
      const { status } = await fetch(`${address.origin}/i/${link}`);
      ok(status === 404 || status === 400, `${link}: ${status}`);
    }
  });

  it('bodies that are too large or not what was announced', async () => {
    const big = await api('POST', '/apps', Buffer.alloc(2_000_000, 0x20));
    deepStrictEqual([big.status, ((await big.json()) as Body).error.code], [400, 'release-refused']);
    const { id, missing }: Body = await (await api('POST', '/apps/olivia/Demo/uploads', { fileName: 'a.apk', sizeBytes: 10 })).json();
    deepStrictEqual(missing, [1]);
    strictEqual((await api('PUT', `/apps/olivia/Demo/uploads/${id}/chunks/1`, Buffer.alloc(3_000_000))).status, 413);
    strictEqual((await api('PUT', `/apps/olivia/Demo/uploads/${id}/chunks/1`, Buffer.alloc(5))).status, 400);
    strictEqual((await api('PUT', `/apps/olivia/Demo/uploads/${id}/chunks/2`, Buffer.alloc(10))).status, 400);
    strictEqual((await api('PUT', `/apps/olivia/Demo/uploads/${id}/chunks/1`, Buffer.alloc(10))).status, 204);
  });

  it('a body that was cut off: it is not taken for an empty one', async () => {
    strictEqual((await api('PATCH', '/apps/olivia/Demo/releases/1', Buffer.from('{"isEnabled": fal'))).status, 400);
  });

  it('pages that are longer than pages are', async () => {
    for (const version of [1, 2])
      strictEqual(
        (await publish(await smallArchive([...smallApkEntries(), { name: `x${version}`, bytes: Buffer.from('x') }]), 'demo.apk')).status,
        201,
      );
    const count = async (limit: string): Promise<number> =>
      ((await (await api('GET', `/apps/olivia/Demo/releases?limit=${limit}`)).json()) as Body).releases.length;
    strictEqual(await count('1'), 1);
    for (const limit of ['-1', '1.5', '0', 'x', '1e9']) ok((await count(limit)) > 1, limit);
  });

  it('app bundles for groups of which no APK can be made, and leave no release of them', async () => {
    const bundle = await bundleOfParts({ entries: { 'base/res/drawable/icon.png': undefined } });
    const count = async (): Promise<number> => ((await (await api('GET', '/apps/olivia/Demo/releases')).json()) as Body).releases.length;
    const before = await count();
    const refused = await publish(bundle, 'a.aab', { groups: ['Collaborators'] });
    deepStrictEqual([refused.status, /icon\.png/.test(((await refused.json()) as Body).error.message)], [400, true]);
    strictEqual(await count(), before);
    strictEqual((await publish(bundle, 'a.aab')).status, 201);
  });

  it('uploads that cannot be, which do not count as unfinished', async () => {
    for (let count = 0; count < 101; count++) strictEqual((await publish(Buffer.from('x'), 'a.exe')).status, 400);
    strictEqual((await api('POST', '/apps/olivia/Demo/uploads', { fileName: 'a.apk', sizeBytes: 10 })).status, 201);
  });

  it('fields that it does not know, and values of other types', async () => {
    for (const body of [{ name: 'X', os: 'Android', colour: 'red' }, { name: 7, os: 'Android' }, { os: 'Android' }, [], 'x', null]) {
      const response = await api('POST', '/apps', body);
      strictEqual(response.status, 400, JSON.stringify(body));
    }
    strictEqual((await api('POST', '/apps/olivia/Demo/groups', { name: 'x\u0000' })).status, 400);
  });

  it('every request of its own API without a token', async () => {
    for (const path of ['/apps', '/tokens', '/apps/olivia/Demo/releases']) {
      strictEqual((await api('GET', path, undefined, { 'x-api-token': '' })).status, 401);
      strictEqual((await api('GET', path, undefined, { 'x-api-token': `${server.running.ownerToken}x` })).status, 401);
      strictEqual(
        (await api('GET', path, undefined, { 'x-api-token': '', authorization: `Bearer ${server.running.ownerToken}` })).status,
        401,
      );
    }
    const bearer = await fetch(`${address.origin}/api/v1/apps`, { headers: { authorization: `Bearer ${server.running.ownerToken}` } });
    strictEqual(bearer.status, 200);
  });

  it('packages that are made to exhaust their reader', async () => {
    const path = join(folder, 'endless.apk');
    await writeFile(path, await smallArchive(smallApkEntries()));
    const apks = { folder, key: async () => await Promise.reject(new Error('no APK is made')) };
    const reader = (milliseconds: number, heapMegabytes: number): ThreadPackageReader =>
      new ThreadPackageReader(inspectionWorker, async (_sha256, work) => await work(path), apks, { milliseconds, heapMegabytes });
    const slow = reader(1, 256);
    strictEqual((await slow.read('aa', 'apk')).problem, 'reading it takes too long');
    const small = reader(60_000, 4);
    match((await small.read('aa', 'apk')).problem ?? '', /too much memory|cannot be read/);
    const gone = new ThreadPackageReader(inspectionWorker, async (_sha256, work) => await work(join(folder, 'none')), apks);
    strictEqual((await gone.read('aa', 'apk')).problem, 'it cannot be read');
  });
});

describe('limits of a release server', () => {
  it('count the requests of each client in five minutes', () => {
    const limit = new RateLimit(3);
    const at = (client: string, ms: number): number | undefined => limit.admit(client, ms);
    deepStrictEqual([at('a', 0), at('a', 1), at('a', 2), at('b', 3)], [undefined, undefined, undefined, undefined]);
    strictEqual(at('a', 100_000), 200);
    strictEqual(at('a', 300_000), undefined);
    // A clock that is set back does not lock anyone out.
    strictEqual(at('b', -1), undefined);
  });

  it('accept the hosts of their own addresses alone', () => {
    deepStrictEqual([...hostHeaders(serverHosts('127.0.0.1'), 80, false)], ['127.0.0.1:80', 'localhost:80', '127.0.0.1', 'localhost']);
    deepStrictEqual([...hostHeaders(serverHosts('fd00::1'), 443, true)], ['[fd00::1]:443', '[fd00::1]']);
    ok(serverHosts('0.0.0.0').includes('127.0.0.1'));
  });
});

describe('https of a release server', () => {
  it('uses TLS 1.3, and a certificate of its own authority for its addresses, which stays the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'release-server-'));
    const options = { dataFolder: folder, port: 0, host: '127.0.0.1', isTls: true, ownerName: 'Olivia' };
    const authorities: string[] = [];
    for (const _round of [1, 2]) {
      const server = await ReleaseServer.start(options, { inspectionWorker, onError: () => {} });
      const { caCertificate, url } = server.running;
      const authority = readFileSync(caCertificate ?? '', 'utf8');
      authorities.push(authority);
      const { protocol, names } = await new Promise<{ readonly protocol: string | null; readonly names: string | undefined }>(
        (resolve, reject) => {
          const socket = tlsConnect({ port: Number(new URL(url).port), host: '127.0.0.1', ca: authority }, () => {
            resolve({ protocol: socket.getProtocol(), names: socket.getPeerX509Certificate()?.subjectAltName });
            socket.destroy();
          });
          socket.on('error', reject);
        },
      );
      deepStrictEqual([protocol, names], ['TLSv1.3', 'IP Address:127.0.0.1, DNS:localhost']);
      const certificate = new X509Certificate(authority);
      deepStrictEqual([certificate.ca, certificate.publicKey.asymmetricKeyType], [true, 'ec']);
      await server.stop();
    }
    strictEqual(authorities[0], authorities[1]);
    await rm(folder, { recursive: true, force: true });
  });
});
