import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { encodeCsv } from '../../../../src/releases/model/csv.ts';
import { type ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { helloApp, startHelloServer } from '../../../support/helloServer.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { type TestServer } from '../../../support/runningServer.ts';

const name = helloApp;
const app = '/portal/apps/acme/Hello';
const hostile = '"><script>alert(1)</script>';

// What the server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

describe('groups, webhooks, storage and downloads in the portal', () => {
  let server: TestServer;
  let client: ReleaseClient;
  let owner: PortalBrowser;

  before(async () => {
    const hello = await startHelloServer({ Beta: 'private' });
    ({ server, client } = hello);
    await client.addTesters(name, 'Beta', ['ada@example.com', 'grace@example.com']);
    for (const word of ['one', 'two', 'three']) await hello.publish(word, ['Beta']);
    const { url, ownerToken } = server.running;
    owner = new PortalBrowser(url);
    await owner.post('/portal/sign-in', { token: ownerToken });
  });
  after(async () => await server.stop());

  it('a group has a page with its link, a QR code, testers and releases', async () => {
    const list = await owner.text(`${app}/groups`);
    const path = /href="([^"]+)">Beta<\/a>/.exec(list)?.[1] ?? '';
    match(list, /Beta[\s\S]*private[\s\S]*2[\s\S]*3, 1\.2\.3 \(7\)/);
    ok(!(await owner.text(path)).includes('<svg'), 'opening the page makes no link');
    await owner.send(`${path}/link`);
    const page = await owner.text(path);
    match(page, /<svg[\s\S]*QR code of the link of Beta/);
    const link = /href="(http[^"]+\/i\/[\w-]{32})"/.exec(page)?.[1] ?? '';
    match(await owner.text(link), /three/);
    await owner.send(`${path}/link`);
    const another = /href="(http[^"]+\/i\/[\w-]{32})"/.exec(await owner.text(path))?.[1] ?? '';
    notStrictEqual(another, link);
    strictEqual((await owner.open(link)).status, 410);
    for (const part of ['ada@example.com', 'releases/1"', 'releases/3"']) ok(page.includes(part), part);
  });

  it('makes links with an end, a password and a limit, and withdraws them', async () => {
    await owner.send(`${app}/links`, { group: 'Beta', release: '', label: hostile, days: '7', installs: '3', password: 'Geheim 123' });
    await owner.send(`${app}/links`, { group: '', release: '1', label: 'Fair', days: '', installs: '', password: '' });
    const page = await owner.text(`${app}/links`);
    ok(!page.includes('<script') && !page.includes('Geheim'));
    match(page, /Release 1[\s\S]*Fair[\s\S]*open<\/td>[\s\S]*Beta[\s\S]*0 of 3[\s\S]*open, with password/);
    const [, first = '', second = ''] = /href="(http[^"]+\/i\/[\w-]{32})"[\s\S]*?href="(http[^"]+\/i\/[\w-]{32})"/.exec(page) ?? [];
    deepStrictEqual([(await owner.open(first)).status, (await owner.open(second)).status], [200, 401]);
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(page) ?? [];
    await owner.send(`${app}/links/withdraw`, { id });
    strictEqual((await owner.open(first)).status, 410);
    match(await owner.text(`${app}/links`), /withdrawn/);
    const wrong: readonly Readonly<Record<string, string>>[] = [
      { release: '1', days: 'x' },
      { release: '99' },
      { release: '1', days: '0' },
      { release: '1', installs: '0' },
      {},
    ];
    for (const fields of wrong) {
      const { status } = await owner.send(`${app}/links`, fields);
      ok(status >= 400 && status < 500, `${JSON.stringify(fields)}: ${status}`);
    }
  });

  it('shows the permanent addresses of earlier releases to no one with a link that ends', async () => {
    const earlier = async (link: { readonly expiresAt?: Date; readonly installLimit?: number }): Promise<boolean> => {
      const { url } = await client.createLink(name, { group: 'Beta', ...link });
      return (await owner.text(url)).includes('Earlier versions');
    };
    deepStrictEqual(
      [await earlier({}), await earlier({ expiresAt: new Date(Date.now() + 60_000) }), await earlier({ installLimit: 5 })],
      [true, false, false],
    );
  });

  it('changes a group and deletes it after a question', async () => {
    await owner.send(`${app}/groups`, { name: hostile });
    const path = async (): Promise<string> => /href="([^"]+)">&quot;&gt;&lt;script/.exec(await owner.text(`${app}/groups`))?.[1] ?? '';
    const group = await path();
    await owner.send(`${group}/kind`, { public: 'yes' });
    const page = await owner.text(group);
    match(page, /public: link/);
    ok(!page.includes('<script'));
    match(await owner.text(`${group}/delete`), /Delete the group/);
    await owner.send(`${group}/delete`);
    strictEqual(await path(), '');
    await owner.send(`${app}/groups/sign-in`, { needed: 'yes' });
    match(await owner.text(`${app}/groups`), /Let Links Be Enough/);
    await owner.send(`${app}/groups/sign-in`, { needed: 'no' });
  });

  it('makes, stops, tests and deletes webhooks, and shows neither their path nor their secret', async () => {
    const address = 'https://hooks.example.com/services/T0/very-secret';
    await owner.send(`${app}/webhooks`, { name: `chat ${hostile}`, kind: 'slack', url: address, secret: 'signing', event: 'release' });
    const page = await owner.text(`${app}/webhooks`);
    match(page, /hooks\.example\.com/);
    ok(!/very-secret|signing<|<script/.test(page));
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await owner.send(`${app}/webhooks/test`, { id });
    match(await owner.text(`${app}/webhooks`), /Messages: table/);
    await owner.send(`${app}/webhooks/state`, { id, enabled: 'no' });
    match(await owner.text(`${app}/webhooks`), /<td>disabled<\/td>/);
    await owner.send(`${app}/webhooks/delete`, { id });
    match(await owner.text(`${app}/webhooks`), /Webhooks: nothing yet/);
    strictEqual((await owner.send(`${app}/webhooks`, { name: 'x', kind: 'slack', url: 'file:///etc/passwd' })).status, 400);
    strictEqual((await owner.send(`${app}/webhooks`, { name: 'x', kind: 'carrier-pigeon', url: address })).status, 400);
  });

  it('shows what the rules would delete, deletes it when told to, and takes it back', async () => {
    match(await owner.text(`${app}/storage`), /3 releases/);
    strictEqual((await owner.send(`${app}/storage`, { keepPerGroup: 'many' })).status, 400);
    await owner.send(`${app}/storage`, { keepPerGroup: '1', maxAgeDays: '', maxMegabytes: '' });
    const numbers = async (): Promise<readonly number[]> => (await client.listReleases(name, 10)).map(({ id }) => id);
    match(await owner.text(`${app}/storage`), /more than the number to keep[\s\S]*Delete Now/);
    deepStrictEqual(await numbers(), [3, 2, 1], 'nothing is deleted by looking');
    await owner.send(`${app}/storage/run`);
    deepStrictEqual(await numbers(), [3]);
    match(await owner.text(`${app}/storage`), /1 releases[\s\S]*Restore/);
    await owner.send(`${app}/storage/restore`, { number: '1' });
    await owner.send(`${app}/storage`, { keepPerGroup: '', maxAgeDays: '', maxMegabytes: '' });
    deepStrictEqual(await numbers(), [3, 1]);
  });

  it('says who has which build', async () => {
    const answer = await server.ask('/api/v1/apps/acme/Hello/links', {
      method: 'POST',
      body: { release: '1', testerEmail: 'ada@example.com' },
    });
    const { url }: Body = await answer.json();
    const page = await owner.text(url);
    await (await owner.open(/href="([^"]*\/d\/[^"]+)"/.exec(page)?.[1] ?? '')).arrayBuffer();
    const builds = await owner.text(`${app}/builds`);
    match(builds, /ada@example\.com[\s\S]*releases\/1[\s\S]*releases\/3[\s\S]*behind/);
    match(builds, /grace@example\.com[\s\S]*nothing yet/);
  });

  it('gives devices and downloads as CSV, without formulas', async () => {
    await client.addDevice(name, { udid: '00008030-001A2B3C4D5E6F70', name: '=HYPERLINK("x")', email: 'ada@example.com' });
    const devices = await owner.open(`${app}/devices/devices.csv`);
    strictEqual(devices.headers.get('content-type'), 'text/csv; charset=utf-8');
    match(await devices.text(), /^Identifier \(UDID\),Name,.*\r\n00008030-001A2B3C4D5E6F70,"'=HYPERLINK\(""x""\)",/);
    match(await owner.text(`${app}/downloads/downloads.csv`), /\r\n1,1\.2\.3 \(7\),[\d-]+T[\d:.]+Z,ada@example\.com,/);
    strictEqual(encodeCsv([['a,b', 'c"d', 'e\nf', '+1', '-2', '@x', '\tx', 3]]), `"a,b","c""d","e\nf",'+1,'-2,'@x,'\tx,3\r\n`);
  });

  it('long lists come in pages', async () => {
    const emails = Array.from({ length: 70 }, (_each, index) => `tester-${String(index).padStart(3, '0')}@example.com`);
    await client.createGroup(name, 'Many', false);
    await client.addTesters(name, 'Many', emails);
    const path = /href="([^"]+)">Many<\/a>/.exec(await owner.text(`${app}/groups`))?.[1] ?? '';
    const last = await owner.text(`${path}?page=3`);
    match(last, /tester-069@example\.com[\s\S]*Page 3 of 3/);
    ok(!last.includes('tester-000'));
    for (const page of ['0', '-1', '99', 'x', '1e9']) strictEqual((await owner.open(`${path}?page=${page}`)).status, 200, page);
    ok(Buffer.byteLength(await owner.text(path)) < 30_000);
    ok(Buffer.byteLength(await owner.text(`${app}/builds`)) < 30_000);
  });

  it('every page stays small and without script', async () => {
    for (const tab of ['groups', 'builds', 'webhooks', 'storage', 'downloads', 'devices']) {
      const text = await owner.text(`${app}/${tab}`);
      ok(Buffer.byteLength(text) < 30_000, tab);
      ok(!text.includes('<script'), tab);
    }
    for (const path of ['/portal/people', '/portal/account', '/portal/tokens', '/portal/sign-in'])
      ok(Buffer.byteLength(await owner.text(path)) < 30_000, path);
  });
});
