import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { inspectPng } from '../../../../../src/core/formats/image/inspectPng.ts';
import { SharingServer, type SharingServerOptions } from '../../../../../src/extension/releases/sharing/sharingServer.ts';
import { type PackageOffer } from '../../../../../src/extension/releases/sharing/packageOffer.ts';
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
    const brief = await server.share(one, new Date(Date.now() + 2000));
    ok(brief.address !== longer.address);
    await until('the end of the link', async () => (await fetch(brief.address)).status === 410 || undefined);
    match(await (await fetch(brief.address)).text(), /This link has ended/);
    strictEqual((await fetch(longer.address)).status, 200);
    await server.revoke(longer);
    strictEqual((await fetch(longer.address)).status, 404);
    await server.stop();
    await rejects(fetch(longer.address));
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

  it('is not used for a proxy, and takes its API from this computer alone', async () => {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    const server = await start({ host: own ?? '127.0.0.1' });
    const share = await server.share(await offer('hello.apk', await apk('one')), soon());
    strictEqual((await fetch(share.address)).status, 200);
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
    strictEqual(leftOver().length, 2);
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
