import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { inspectPng } from '../../../../../src/core/formats/image/inspectPng.ts';
import { SharingServer, type SharingServerOptions } from '../../../../../src/extension/releases/sharing/sharingServer.ts';
import { type PackageOffer, type SharedLink } from '../../../../../src/extension/releases/sharing/packageOffer.ts';
import { startServer } from '../../../../../src/releases/server/startServer.ts';
import { isAlive } from '../../../../../src/node/isAlive.ts';
import { readPackageFile } from '../../../../../src/node/packageWorker/readPackageFile.ts';
import { type ServerVisit } from '../../../../../src/releases/server/runningServer.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { ipaEntries } from '../../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive } from '../../../../support/smallPackages.ts';
import { until } from '../../../../support/until.ts';
import { useTemporaryFolder } from '../../../node/support/temporaryFolder.ts';

const entry = new URL('../../../../../src/releases/server/serverMain.ts', import.meta.url);
const hour = 3_600_000;
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sharing through a release server of the window', () => {
  const at = useTemporaryFolder();
  const servers: SharingServer[] = [];
  let visits: ServerVisit[];

  async function start(options: Partial<SharingServerOptions> = {}): Promise<SharingServer> {
    const onVisit = (visit: ServerVisit): void => void visits.push(visit);
    const server = await SharingServer.start({ entry, dataFolder: at('sharing'), host: '127.0.0.1', port: 0, onVisit, ...options });
    servers.push(server);
    return server;
  }

  async function offer(name: string, bytes: Bytes): Promise<PackageOffer> {
    const path = at(name);
    writeFileSync(path, bytes);
    const build = { createdAt: '2026-11-21T08:00:00.000Z', createdBy: 'Ada <ada@example.com>', buildType: 'release', engine: 'web 1' };
    return { content: await readPackageFile(path, new Date()), build };
  }

  const apk = async (mark: string): Promise<Bytes> =>
    await smallArchive([...smallApkEntries(), { name: 'assets/mark', bytes: Buffer.from(mark) }]);
  const soon = (): Date => new Date(Date.now() + hour);
  const leftOver = (): readonly string[] => readdirSync(at('sharing'));
  /** Files of the servers that have this content. */
  const copiesOf = (bytes: Uint8Array): readonly string[] =>
    readdirSync(at('sharing'), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => readFileSync(path).equals(bytes));
  /** Too much to be on its way at once. */
  const largeApk = async (): Promise<Bytes> =>
    await smallArchive([...smallApkEntries(), { name: 'assets/noise', bytes: randomBytes(16 * 1024 * 1024) }]);

  /** A link that ends in a few seconds: as few as a busy machine needs to make it. */
  async function shareBriefly(server: SharingServer, content: PackageOffer): Promise<SharedLink> {
    for (let lifeMs = 2000; ; lifeMs *= 2)
      try {
        return await server.share(content, new Date(Date.now() + lifeMs));
      } catch (error) {
        if (!isFailure(error, 'release-answer')) throw error;
      }
  }

  /** A download whose first bytes have arrived. */
  async function beginDownload(share: SharedLink): Promise<AsyncIterator<Uint8Array>> {
    const page = await (await fetch(share.address)).text();
    const [, href = ''] = /<a class="button" href="([^"]+)"/.exec(page) ?? [];
    const { status, body } = await fetch(href);
    strictEqual(status, 200);
    if (!body) throw new Error('the download has no content');
    const bytes = body[Symbol.asyncIterator]();
    strictEqual((await bytes.next()).done, false);
    return bytes;
  }

  beforeEach(() => {
    visits = [];
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  it('hands out the file, and says who made it, when and how', async () => {
    const server = await start();
    const bytes = await apk('one');
    const share = await server.share(await offer('hello.apk', bytes), soon());
    ok(share.address.startsWith(`${server.url}/i/`));
    const page = await (await fetch(share.address)).text();
    for (const said of ['by <span dir="auto">Ada</span>', '2026-11-21 08:00 UTC', 'release', 'web 1', digestOf(bytes)])
      ok(page.includes(said), said);
    // No one would see it.
    ok(!page.includes('Feedback') && !page.includes('ada@example.com'));
    const [, href = ''] = /<a class="button" href="([^"]+)"/.exec(page) ?? [];
    const response = await fetch(href);
    strictEqual(response.headers.get('content-type'), 'application/vnd.android.package-archive');
    strictEqual(digestOf(new Uint8Array(await response.arrayBuffer())), digestOf(bytes));
    await until('both visits', () => visits.length === 2 || undefined);
    deepStrictEqual(
      visits.map(({ route, status }) => [route, status]),
      [
        ['/i/:link', 200],
        ['/d/:link/:file', 200],
      ],
    );
  });

  it('offers nothing else where others reach it: no portal and no API', async () => {
    const server = await start();
    const share = await server.share(await offer('hello.apk', await apk('one')), soon());
    for (const path of ['/', '/portal', '/api/v1/apps', '/v0.1/apps', '/api/v1/openapi.json'])
      strictEqual((await fetch(`${server.url}${path}`)).status, 404, path);
    for (const path of ['/feedback', '/register'])
      strictEqual((await fetch(`${share.address}${path}`, { method: 'POST' })).status, 404, path);
    const posted = await fetch(share.address, { method: 'POST' });
    deepStrictEqual([posted.status, posted.headers.get('allow')], [405, 'GET']);
    const wrong = share.address.replace(/.$/, share.address.endsWith('A') ? 'B' : 'A');
    strictEqual((await fetch(wrong)).status, 404);
  });

  it('ends a link when its time is over, when it is taken back, and with sharing', async () => {
    const server = await start();
    const one = await offer('one.apk', await apk('one'));
    const longer = await server.share(one, soon());
    const brief = await shareBriefly(server, one);
    ok(brief.address !== longer.address);
    await until('the end of the link', async () => (await fetch(brief.address)).status === 410 || undefined);
    match(await (await fetch(brief.address)).text(), /This link has ended/);
    strictEqual((await fetch(longer.address)).status, 200);
    await server.revoke(longer);
    strictEqual((await fetch(longer.address)).status, 404);
    const last = await server.share(one, soon());
    strictEqual((await fetch(last.address)).status, 200);
    await server.stop();
    await rejects(fetch(last.address), (error) => error instanceof Error && /ECONNREFUSED/.test(String(error.cause)));
  });

  it('removes a package whose link is taken back, and lets a download go on', async () => {
    const server = await start();
    const bytes = await largeApk();
    const share = await server.share(await offer('large.apk', bytes), soon());
    strictEqual(copiesOf(bytes).length, 1);
    const download = await beginDownload(share);
    await server.revoke(share);
    strictEqual((await fetch(share.address)).status, 404);
    let received = 0;
    for (let next = await download.next(); next.done !== true; next = await download.next()) received += next.value.length;
    ok(received > bytes.length / 2, `${received} more bytes`);
    await until('the package is removed', () => copiesOf(bytes).length === 0 || undefined);
  });

  it('cuts a download when sharing ends', async () => {
    const server = await start();
    const download = await beginDownload(await server.share(await offer('large.apk', await largeApk()), soon()));
    await server.stop();
    await rejects(async () => {
      for (let next = await download.next(); next.done !== true; next = await download.next());
    }, /terminated/);
  });

  it('leads a link to the package that was made of the first one', async () => {
    const server = await start();
    const share = await server.share(await offer('one.apk', await apk('one')), soon());
    const bytes = await apk('two');
    await server.replace(share, await offer('two.apk', bytes));
    ok((await (await fetch(share.address)).text()).includes(digestOf(bytes)));
  });

  it('shares no file that is another one by now', async () => {
    const server = await start();
    const read = await offer('hello.apk', await apk('one'));
    writeFileSync(read.content.path, await apk('three'));
    await rejects(server.share(read, soon()), (error) => isFailure(error, 'file-changed'));
  });

  it('keeps nothing of a file that changed while it was sent, and ends the link that was to lead to it', async () => {
    const server = await start();
    const share = await server.share(await offer('one.apk', await apk('one')), soon());
    const bytes = await apk('two');
    const { content, build } = await offer('two.apk', bytes);
    // As if other bytes had been read.
    const other: PackageOffer = { content: { ...content, sha256: digestOf(await apk('three')) }, build };
    await rejects(server.share(other, soon()), (error) => isFailure(error, 'package-file-changed'));
    await until('what was sent is gone', () => copiesOf(bytes).length === 0 || undefined);
    strictEqual((await fetch(share.address)).status, 200);
    await rejects(server.replace(share, other), (error) => isFailure(error, 'package-file-changed'));
    strictEqual((await fetch(share.address)).status, 404);
    await until('what was sent is gone', () => copiesOf(bytes).length === 0 || undefined);
  });

  it('shares no other file of equal size and time', async () => {
    const server = await start();
    const read = await offer('hello.apk', await apk('one'));
    const { path } = read.content;
    const { atime, mtime, size } = statSync(path);
    writeFileSync(path, await apk('two'));
    utimesSync(path, atime, mtime);
    deepStrictEqual([statSync(path).size, statSync(path).mtimeMs], [size, mtime.getTime()]);
    await rejects(server.share(read, soon()), (error) => isFailure(error, 'file-changed'));
  });

  it('installs an iOS package behind an https address, with absolute addresses and pictures', async () => {
    const publicUrl = 'https://hello-80.example.net/proxy';
    const server = await start({ publicUrl });
    const share = await server.share(await offer('Hello.ipa', await smallArchive(ipaEntries({ pki: new ApplePki() }))), soon());
    ok(share.address.startsWith(`${publicUrl}/i/`));
    // A forwarded port arrives under the name of this computer, or under the public one.
    for (const host of [new URL(server.url).host, 'hello-80.example.net']) {
      const path = share.address.slice(publicUrl.length);
      const page = await askAs(host, `${server.url}${path}`);
      match(page, new RegExp(encodeURIComponent(`${share.address}/manifest.plist`)));
      ok(!page.includes('127.0.0.1'), host);
      const manifest = await askAs(host, `${server.url}${path}/manifest.plist`);
      for (const size of [57, 512]) {
        ok(manifest.includes(`<string>${share.address}/icon-${size}.png</string>`), manifest);
        const picture = new Uint8Array(await (await fetch(`${server.url}${path}/icon-${size}.png`)).arrayBuffer());
        deepStrictEqual([inspectPng(picture).image?.width, inspectPng(picture).image?.height], [size, size]);
      }
    }
  });

  it('hands packages over through no proxy', async () => {
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'];
    const before = names.map((name) => process.env[name]);
    // Nothing listens there.
    for (const name of names) process.env[name] = 'http://127.0.0.1:9';
    try {
      const server = await start();
      const share = await server.share(await offer('hello.apk', await apk('one')), soon());
      strictEqual((await fetch(share.address)).status, 200);
    } finally {
      for (const [index, name] of names.entries())
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
    }
  });

  it('takes its API from this computer alone, with the token that only the window has', async function () {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    const options = { entry, dataFolder: at('sharing'), port: 0, isTls: false, ownerName: 'sharing', isForSharing: true };
    const server = await startServer({ ...options, host: own ?? '127.0.0.1' });
    try {
      const headers = { authorization: `Bearer ${server.running.ownerToken}` };
      const statusOf = async (url: string, init: RequestInit): Promise<number> => (await fetch(new URL('/api/v1/apps', url), init)).status;
      deepStrictEqual(
        [await statusOf(server.apiUrl, { headers }), await statusOf(server.apiUrl, {}), await statusOf(server.running.url, { headers })],
        [200, 401, 404],
      );
      // A machine without a network has no other address to try.
      if (own === undefined) this.skip();
      const fromOutside = new URL(server.apiUrl);
      fromOutside.hostname = own;
      await rejects(fetch(fromOutside), (error) => error instanceof Error && /ECONNREFUSED/.test(String(error.cause)));
    } finally {
      await server.stop();
    }
  });

  it('leaves nothing behind: neither when it stops, nor when it is killed and another one starts', async () => {
    const first = await start();
    await first.share(await offer('hello.apk', await apk('one')), soon());
    strictEqual(leftOver().length, 1);
    await first.stop();
    deepStrictEqual(leftOver(), []);
    const killed = await start();
    const [name = ''] = leftOver();
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const old = new Date(Date.now() - 2 * hour);
    const path = at('sharing', name);
    ok(existsSync(path));
    utimesSync(path, old, old);
    // Of another kind of owner: it stays.
    mkdirSync(at('sharing', 'new'));
    const running = await start();
    ok(!existsSync(path));
    deepStrictEqual([leftOver().length, leftOver().includes('new')], [2, true]);
    ok(isAlive(running.pid));
  });

  it('says when its port is taken', async () => {
    const server = await start();
    const port = Number(new URL(server.url).port);
    await rejects(start({ port }), (error) => isFailure(error, 'address-unavailable'));
  });
});

async function askAs(host: string, address: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    get(address, { headers: { host } }, (response) => resolve(text(response))).once('error', reject);
  });
}
