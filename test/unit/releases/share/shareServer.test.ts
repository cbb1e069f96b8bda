import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { packageMediaTypes } from '../../../../src/releases/http/packageMediaType.ts';
import { type SharedPackage } from '../../../../src/releases/share/sharedPackage.ts';
import { ShareServer, type ShareEvent, type ShareServerOptions } from '../../../../src/releases/share/shareServer.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const hour = 3_600_000;

async function ask(address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end();
  });
}

/** Sends bytes as they are and gives back all that comes until the connection ends. */
async function send(server: ShareServer, text: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(text);
  return textOf(socket).catch(() => '');
}

async function changeLastByte(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.write('x', (await handle.stat()).size - 1);
  } finally {
    await handle.close();
  }
}

describe('share server', () => {
  let folder: string;
  let path: string;
  let shared: SharedPackage;
  let now: number;
  let events: ShareEvent[];
  const servers: ShareServer[] = [];

  /** The client has the last byte a moment before the server knows that it has. */
  async function firstEvents(): Promise<readonly ShareEvent[]> {
    while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return events;
  }

  async function start(options: Partial<ShareServerOptions> = {}): Promise<ShareServer> {
    const server = new ShareServer({
      clock: { now: () => new Date(now) },
      random: { bytes: (count) => randomBytes(count) },
      host: '127.0.0.1',
      onEvent: (event) => events.push(event),
      ...options,
    });
    servers.push(server);
    await server.start();
    return server;
  }

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 21);
    events = [];
    folder = await mkdtemp(join(tmpdir(), 'share-'));
    path = join(folder, 'hello.apk');
    await writeFile(path, content);
    shared = {
      file: {
        path,
        sizeBytes: content.length,
        sha256,
        mediaType: packageMediaTypes.apk,
        fileName: 'hello-1.0.0.apk',
      },
      page: {
        name: 'Hello',
        format: 'apk',
        appIdentifier: 'com.example.hello',
        version: '1.0.0',
        versionCode: 1,
        sizeBytes: content.length,
        sha256,
        createdAt: '2026-11-21T00:00:00Z',
        createdBy: 'Ada',
      },
    };
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.dispose();
    await rm(folder, { recursive: true });
  });

  it('leads a link to the package that was made of the first one, until it ends', async () => {
    const server = await start();
    const { versionCode: _, ...page } = shared.page;
    const ipa: SharedPackage = { file: shared.file, page: { ...page, format: 'ipa', versionCode: '7' } };
    const share = server.share(ipa, { lifetimeMs: hour });
    const newer = { ...ipa, page: { ...ipa.page, version: '1.0.1' } };
    assert.equal(server.replace(share.token, newer), true);
    assert.ok((await ask(share.address)).body.toString().includes('Version 1.0.1 (7)'));
    // The address of the download says the format, which must stay.
    assert.equal(server.replace(share.token, shared), false);
    assert.equal(server.replace('unknown', newer), false);
    now += hour + 1;
    assert.equal(server.replace(share.token, newer), false);
    assert.equal((await ask(share.address)).status, 410);
  });

  it('installs an iOS package over https: page, manifest and pictures with absolute addresses', async () => {
    const server = await start();
    const { versionCode: _, ...page } = shared.page;
    const displayImages = { small: new Uint8Array([1]), large: new Uint8Array([2]) };
    const ipa: SharedPackage = {
      file: { ...shared.file, mediaType: packageMediaTypes.ipa, fileName: 'Hello.ipa' },
      page: { ...page, format: 'ipa', versionCode: '7', ios: { profileKind: 'ad-hoc', deviceCount: 2 } },
      displayImages,
    };
    const origin = 'https://hello-80.example.net';
    const share = server.share(ipa, { origin });
    const askAs = (path: string): Promise<Answer> => ask(`${server.origin}/p/${share.token}${path}`, { host: 'hello-80.example.net' });
    const html = (await askAs('')).body.toString();
    const manifestAddress = `${origin}/p/${share.token}/manifest.plist`;
    assert.ok(html.includes(`itms-services://?action=download-manifest&amp;url=${encodeURIComponent(manifestAddress)}`));
    const manifest = await askAs('/manifest.plist');
    assert.equal(manifest.headers['content-type'], 'text/xml; charset=utf-8');
    const text = manifest.body.toString();
    for (const name of ['package.ipa', 'icon-57.png', 'icon-512.png'])
      assert.ok(text.includes(`<string>${origin}/p/${share.token}/${name}</string>`), name);
    assert.ok(text.includes('<string>com.example.hello</string>') && text.includes('<string>1.0.0</string>'));
    const image = await askAs('/icon-57.png');
    assert.deepEqual([image.headers['content-type'], [...image.body]], ['image/png', [1]]);
    assert.deepEqual([...(await askAs('/icon-512.png')).body], [2]);
    const file = await askAs('/package.ipa');
    assert.deepEqual([file.status, file.headers['content-type'], file.body.equals(content)], [200, 'application/octet-stream', true]);
    assert.equal((await askAs('/package.apk')).status, 404);
    // Over http, iOS does not load a manifest: there is none.
    const plain = server.share(ipa);
    assert.ok(!(await ask(plain.address)).body.toString().includes('itms-services'));
    assert.equal((await ask(`${plain.address}/manifest.plist`)).status, 404);
    // Nor for an Android package, or for one that only the App Store installs.
    const store = server.share({ ...ipa, page: { ...ipa.page, ios: { profileKind: 'app-store' } } }, { origin });
    assert.equal((await ask(`${server.origin}/p/${store.token}/manifest.plist`, { host: 'hello-80.example.net' })).status, 404);
  });

  it('serves the page with the link to the file', async () => {
    const server = await start();
    const share = server.share(shared);
    assert.match(share.token, /^[\w-]{32}$/);
    const page = await ask(share.address);
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assert.ok(page.body.includes(`href="${share.token}/package.apk"`));
    assert.ok(page.body.includes(sha256));
    assert.deepEqual(await firstEvents(), [{ client: '127.0.0.1', status: 200, kind: 'page' }]);
  });

  it('serves the file as Android wants it', async () => {
    const server = await start();
    const { downloadAddress } = server.share(shared);
    const file = await ask(downloadAddress);
    assert.equal(file.status, 200);
    assert.equal(createHash('sha256').update(file.body).digest('hex'), sha256);
    assert.equal(file.headers['content-type'], 'application/vnd.android.package-archive');
    assert.equal(file.headers['content-disposition'], 'attachment; filename="hello-1.0.0.apk"');
    assert.equal(file.headers['content-length'], String(content.length));
    assert.equal(file.headers['accept-ranges'], 'bytes');
    assert.equal(file.headers.etag, `"${sha256}"`);
    assert.deepEqual(await firstEvents(), [{ client: '127.0.0.1', status: 200, kind: 'download', fileName: 'hello-1.0.0.apk' }]);
  });

  it('carries security headers on every answer', async () => {
    const server = await start();
    const { address, downloadAddress } = server.share(shared);
    for (const target of [address, downloadAddress, `${server.origin}/nothing`]) {
      const { headers } = await ask(target);
      assert.equal(headers['x-content-type-options'], 'nosniff', target);
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.equal(headers['referrer-policy'], 'same-origin');
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
      assert.match(String(headers['content-security-policy']), /default-src 'none'/);
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
      assert.equal(headers['cache-control'], target === downloadAddress ? 'private, no-cache' : 'no-store');
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  it('answers HEAD without a body', async () => {
    const server = await start();
    const { address, downloadAddress } = server.share(shared);
    const file = await ask(downloadAddress, { Range: 'bytes=0-9' }, 'HEAD');
    assert.deepEqual([file.status, file.headers['content-length'], file.body.length], [200, String(content.length), 0]);
    const page = await ask(address, {}, 'HEAD');
    assert.deepEqual([page.status, page.body.length], [200, 0]);
  });

  it('continues downloads', async () => {
    const { downloadAddress } = (await start()).share(shared);
    const part = await ask(downloadAddress, { Range: 'bytes=1000-1999', 'If-Range': `"${sha256}"` });
    assert.equal(part.status, 206);
    assert.equal(part.headers['content-range'], `bytes 1000-1999/${content.length}`);
    assert.ok(part.body.equals(content.subarray(1000, 2000)));
    const other = await ask(downloadAddress, { Range: 'bytes=1000-1999', 'If-Range': '"other"' });
    assert.deepEqual([other.status, other.body.length], [200, content.length]);
    const outside = await ask(downloadAddress, { Range: `bytes=${content.length}-` });
    assert.deepEqual([outside.status, outside.headers['content-range']], [416, `bytes */${content.length}`]);
    const known = await ask(downloadAddress, { 'If-None-Match': `"${sha256}"` });
    assert.deepEqual([known.status, known.body.length], [304, 0]);
  });

  it('ends links', async () => {
    const server = await start();
    const share = server.share(shared, { lifetimeMs: 1000 });
    now += 999;
    assert.equal((await ask(share.address)).status, 200);
    now += 1;
    const ended = await ask(share.address);
    assert.equal(ended.status, 410);
    assert.ok(ended.body.includes('This link has ended'));
    assert.equal((await ask(share.downloadAddress)).status, 410);
    const revoked = server.share(shared);
    server.revoke(revoked.token);
    assert.equal((await ask(revoked.address)).status, 404);
  });

  it('gives a new link each time', async () => {
    const server = await start();
    const tokens = new Set(Array.from({ length: 100 }, () => server.share(shared).token));
    assert.equal(tokens.size, 100);
  });

  it('keeps a bounded number of links', async () => {
    const server = await start();
    const first = server.share(shared);
    for (let count = 0; count < 1000; count++) server.share(shared);
    assert.equal((await ask(first.address)).status, 404);
  });

  it('says when the file is no longer the one that was shared', async () => {
    const server = await start();
    const { downloadAddress } = server.share(shared);
    await writeFile(path, randomBytes(10));
    const changed = await ask(downloadAddress);
    assert.deepEqual([changed.status, changed.body.includes('The package is gone')], [410, true]);
    await rm(path);
    assert.equal((await ask(downloadAddress)).status, 410);
  });

  it('notices another file of equal size and time', async () => {
    const server = await start();
    const { downloadAddress } = server.share(shared);
    assert.equal((await ask(downloadAddress)).status, 200);
    const { atime, mtime } = await stat(path);
    const other = randomBytes(content.length);
    await writeFile(path, other);
    await utimes(path, atime, mtime);
    for (const headers of [{}, { Range: 'bytes=0-9' }]) assert.equal((await ask(downloadAddress, headers)).status, 410);
    const beside = join(folder, 'other.apk');
    await writeFile(beside, other);
    await utimes(beside, atime, mtime);
    await rename(beside, path);
    assert.equal((await ask(downloadAddress, {}, 'HEAD')).status, 410);
    // The offer is about the content, and not about the file.
    await writeFile(path, content);
    assert.equal((await ask(downloadAddress)).status, 200);
  });

  it('never sends a file to its end that changes meanwhile', async () => {
    const large = join(folder, 'large.apk');
    const zeros = Buffer.alloc(32 * 1024 * 1024);
    await writeFile(large, zeros);
    const file = { ...shared.file, path: large, sizeBytes: zeros.length, sha256: createHash('sha256').update(zeros).digest('hex') };
    const server = await start();
    const { downloadAddress } = server.share({ ...shared, file });
    for (const range of [undefined, 'bytes=1-']) {
      await writeFile(large, zeros);
      const socket = connect(server.port, '127.0.0.1');
      const lines = ['GET', new URL(downloadAddress).pathname, `HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n`].join(' ');
      socket.write(`${lines}${range === undefined ? '' : `Range: ${range}\r\n`}\r\n`);
      let received = 0;
      for await (const piece of socket) {
        if (received === 0) await changeLastByte(large);
        received += piece.length;
      }
      assert.ok(received < zeros.length, `${received} bytes`);
    }
  });

  it('serves nothing but what was shared', async () => {
    const server = await start();
    const { token, address } = server.share(shared);
    const paths = ['/', '/p', '/p/', `/p/${token}/`, `/p/${token}/package.aab`, `/p/${token}/../package.apk`, `/p/${token}x`, '/p/%2e%2e'];
    for (const target of [...paths, `/p/${token}/package.apk/..`, `/p/${token}?x`, '//etc/passwd', '/favicon.ico', `/P/${token}`]) {
      const answer = await send(server, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 404 /, target);
      assert.ok(!answer.includes(token), target);
    }
    assert.equal((await ask(address)).status, 200);
  });

  it('refuses foreign hosts and pages', async () => {
    const server = await start();
    const { address } = server.share(shared);
    assert.equal((await ask(address, { Host: 'evil.example' })).status, 421);
    assert.equal((await ask(address, { Host: `127.0.0.1:${server.port + 1}` })).status, 421);
    assert.equal((await ask(address, { Host: `localhost:${server.port}` })).status, 200);
    assert.equal((await ask(address, { Origin: 'https://evil.example' })).status, 403);
    assert.equal((await ask(address, { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })).status, 403);
    const target = new URL(address).pathname;
    assert.match(await send(server, `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 421 /);
    assert.match(
      await send(server, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nHost: evil.example\r\n\r\n`),
      /^HTTP\/1\.1 421 /,
    );
    assert.ok(events.slice(0, -1).some((event) => event.kind === 'refused'));
  });

  it('serves clients of a forwarded port', async () => {
    const server = await start();
    const share = server.share(shared, { origin: 'https://abc.tunnel.example' });
    assert.equal(share.address, `https://abc.tunnel.example/p/${share.token}`);
    const page = await ask(`${server.origin}/p/${share.token}`, { Host: 'ABC.tunnel.example' });
    assert.equal(page.status, 200);
    assert.ok(page.body.includes(`href="${share.token}/package.apk"`));
  });

  it('takes nothing in', async () => {
    const server = await start();
    const { address } = server.share(shared);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])
      assert.equal((await ask(address, {}, method)).status, 405, method);
    const target = new URL(address).pathname;
    const host = `Host: 127.0.0.1:${server.port}`;
    assert.match(await send(server, `GET ${target} HTTP/1.1\r\n${host}\r\nContent-Length: 5\r\n\r\nhello`), /^HTTP\/1\.1 400 /);
    assert.match(await send(server, `GET ${target} HTTP/1.1\r\n${host}\r\nExpect: 100-continue\r\n\r\n`), /^HTTP\/1\.1 417 /);
    assert.equal(await send(server, `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n\r\n`), '');
    assert.equal(await send(server, 'not http\r\n\r\n'), '');
    assert.equal(await send(server, `GET / HTTP/1.1\r\n${host}\r\nX: ${'x'.repeat(10_000)}\r\n\r\n`), '');
    assert.equal((await ask(address)).status, 200);
  });

  it('closes connections that stand still', async () => {
    const server = await start({ idleTimeoutMs: 150 });
    // Otherwise the test waits forever.
    await send(server, 'GET / HTTP/1.1\r\nHost: ');
  });

  it('closes a download that no one reads', async () => {
    const large = join(folder, 'large.apk');
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    await writeFile(large, zeros);
    const zerosSha256 = createHash('sha256').update(zeros).digest('hex');
    const file = { ...shared.file, path: large, sizeBytes: zeros.length, sha256: zerosSha256 };
    const server = await start({ idleTimeoutMs: 200 });
    const { downloadAddress } = server.share({ ...shared, file });
    const { pathname } = new URL(downloadAddress);
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
    assert.deepEqual(await firstEvents(), [{ client: '127.0.0.1', status: 200, kind: 'refused' }]);
    socket.destroy();
  });

  it('lets no one keep others out by being slow, from several addresses', async function () {
    // Other systems have one loopback address only; connectionLimits.test.ts has the rest.
    if (process.platform !== 'linux') return this.skip();
    const server = await start();
    const { address } = server.share(shared);
    const held = Array.from({ length: 64 }, (_, index) =>
      connect({ port: server.port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (index % 4)}` }),
    );
    for (const socket of held) socket.on('error', () => undefined).write('GET / HTTP/1.1\r\n');
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const answers = await Promise.all(Array.from({ length: 8 }, async () => (await ask(address)).status));
    for (const socket of held) socket.destroy();
    assert.deepEqual(
      answers,
      answers.map(() => 200),
    );
  });

  it('limits the connections of one client', async () => {
    const server = await start({ maxConnectionsPerClient: 2 });
    const { address } = server.share(shared);
    const held = [connect(server.port, '127.0.0.1'), connect(server.port, '127.0.0.1')];
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await assert.rejects(ask(address));
    for (const socket of held) socket.destroy();
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    let status = 0;
    for (let attempt = 0; attempt < 20 && status === 0; attempt++)
      status = await ask(address).then(
        (answer) => answer.status,
        () => 0,
      );
    assert.equal(status, 200);
  });

  it('stops at once, in the middle of a download', async () => {
    const server = await start();
    const { downloadAddress } = server.share(shared);
    const { pathname } = new URL(downloadAddress);
    const { port } = server;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    // Otherwise the test waits forever.
    await server.dispose();
    await server.dispose();
    socket.destroy();
    await assert.rejects(ask(downloadAddress));
  });

  it('fails precisely where nothing can listen', async () => {
    const server = await start();
    await assert.rejects(start({ port: server.port }), (error) => isFailure(error, 'address-unavailable'));
  });

  it('keeps a link for an hour unless set otherwise', async () => {
    const server = await start();
    assert.equal(server.share(shared).expiresAt.getTime(), now + hour);
  });
});
