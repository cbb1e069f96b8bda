import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { type ServerRelease } from '../../../../src/releases/client/serverAnswers.ts';
import { helloApp, startHelloServer } from '../../../support/helloServer.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { type TestServer } from '../../../support/runningServer.ts';

const name = helloApp;
const apiPath = '/api/v1/apps/acme/Hello';

// What the server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

describe('testers who sign in with the link of their invitation', () => {
  let server: TestServer;
  let client: ReleaseClient;
  /** To private groups, to a public one as well, to no one. */
  let releases: Record<'beta' | 'qa' | 'open' | 'linked', ServerRelease>;

  before(async () => {
    const hello = await startHelloServer({ Beta: 'private', QA: 'private', Everyone: 'public' });
    ({ server, client } = hello);
    const publish = async (word: string, groups: readonly string[]): Promise<ServerRelease> => await hello.publish(word, groups);
    await client.addTesters(name, 'Beta', ['ada@example.com']);
    await client.addTesters(name, 'QA', ['grace@example.com']);
    releases = {
      beta: await publish('beta', ['Beta']),
      qa: await publish('qa', ['QA']),
      open: await publish('open', ['Beta', 'Everyone']),
      linked: await publish('linked', []),
    };
  });
  after(async () => await server.stop());

  const browser = (): PortalBrowser => new PortalBrowser(server.running.url);

  async function statuses(using = browser()): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const [key, { installUrl }] of Object.entries(releases)) found[key] = (await using.open(installUrl)).status;
    return found;
  }

  async function ask(value: boolean): Promise<void> {
    strictEqual((await server.ask(`${apiPath}/sign-in`, { method: 'PUT', body: { isNeeded: value } })).status, 200);
  }

  async function invitation(group: string, email: string): Promise<string> {
    const answer = await server.ask(`${apiPath}/links`, { method: 'POST', body: { group, testerEmail: email } });
    const { url }: Body = await answer.json();
    return url;
  }

  it('a link is enough, until the app asks to sign in', async () => {
    deepStrictEqual(await statuses(), { beta: 200, qa: 200, open: 200, linked: 200 });
    await ask(true);
    deepStrictEqual(await (await server.ask(`${apiPath}/sign-in`)).json(), { isNeeded: true });
    deepStrictEqual(await statuses(), { beta: 403, qa: 403, open: 200, linked: 200 });
  });

  it('nothing of a private release is given away: no page, package, icon, manifest, profile or feedback', async () => {
    const { installUrl, downloadUrl } = releases.beta;
    for (const address of [downloadUrl, `${installUrl}/icon`, `${installUrl}/manifest.plist`])
      strictEqual((await fetch(address, { redirect: 'manual' })).status, 403, address);
    strictEqual((await fetch(`${installUrl}/register`)).status, 404);
    const form = new FormData();
    form.set('text', 'hello');
    strictEqual((await fetch(`${installUrl}/feedback`, { method: 'POST', body: form })).status, 403);
    const text = await browser().text(installUrl);
    match(text, /Sign in to install/);
    ok(!/Hello|beta|ada@/.test(text));
  });

  it('the link of an invitation signs the browser in for the groups of the tester alone', async () => {
    const ada = browser();
    const link = await invitation('Beta', 'ada@example.com');
    strictEqual((await ada.open(link)).status, 200);
    deepStrictEqual(await statuses(ada), { beta: 303, qa: 403, open: 200, linked: 200 });
    const location = (await ada.open(releases.beta.installUrl)).headers.get('location') ?? '';
    const page = await (await fetch(new URL(location, server.running.url))).text();
    match(page, /beta/);
    match(await ada.text(releases.qa.installUrl), /You are signed in as ada@example\.com/);
  });

  it('the page of a signed-in tester leads to a package that needs no cookie, and knows whose download it is', async () => {
    const ada = browser();
    await ada.open(await invitation('Beta', 'ada@example.com'));
    const location = (await ada.open(releases.beta.installUrl)).headers.get('location') ?? '';
    const page = await (await fetch(new URL(location, server.running.url))).text();
    const address = /href="([^"]*\/d\/[^"]+)"/.exec(page)?.[1] ?? '';
    const download = await fetch(new URL(address, server.running.url));
    strictEqual(download.status, 200);
    strictEqual((await download.arrayBuffer()).byteLength, releases.beta.sizeBytes);
    const { downloads }: Body = await (await server.ask(`${apiPath}/downloads?release=${releases.beta.id}`)).json();
    strictEqual(downloads[0].testerEmail, 'ada@example.com');
    const [pass = ''] = /\.[\w-]{43}$/.exec(location) ?? [];
    strictEqual((await fetch(`${releases.qa.installUrl}${pass}`)).status, 403, 'a pass opens one release');
  });

  it('a tester who leaves the group, and one who signs out, see nothing more', async () => {
    const ada = browser();
    await ada.open(await invitation('Beta', 'ada@example.com'));
    await client.removeTesters(name, 'Beta', ['ada@example.com']);
    strictEqual((await ada.open(releases.beta.installUrl)).status, 403);
    await client.addTesters(name, 'Beta', ['ada@example.com']);
    strictEqual((await ada.open(releases.beta.installUrl)).status, 303);
    const cookie = ada.cookies.get('mdist-tester') ?? '';
    strictEqual((await ada.post('/i/sign-out', {})).status, 200);
    ada.cookies.set('mdist-tester', cookie);
    strictEqual((await ada.open(releases.beta.installUrl)).status, 403);
  });

  it('a link that a stranger sends takes no one’s place, and a cookie that a browser brings along is not adopted', async () => {
    const ada = browser();
    await ada.open(await invitation('Beta', 'ada@example.com'));
    const cookie = ada.cookies.get('mdist-tester');
    await ada.open(await invitation('QA', 'grace@example.com'));
    strictEqual(ada.cookies.get('mdist-tester'), cookie);
    const chosen = 'a'.repeat(40);
    const grace = browser();
    grace.cookies.set('mdist-tester', chosen);
    await grace.open(await invitation('QA', 'grace@example.com'));
    notStrictEqual(grace.cookies.get('mdist-tester'), chosen);
    const attacker = browser();
    attacker.cookies.set('mdist-tester', chosen);
    strictEqual((await attacker.open(releases.qa.installUrl)).status, 403);
    strictEqual((await grace.open('/i/sign-out', { method: 'POST', headers: { origin: 'https://evil.example' } })).status, 403);
    strictEqual((await grace.open(releases.qa.installUrl)).status, 303);
  });

  it('its own link opens a release to anyone who has it, and the team has its token', async () => {
    const answer = await server.ask(`${apiPath}/links`, {
      method: 'POST',
      body: { release: String(releases.beta.id), label: 'For the press' },
    });
    const { url }: Body = await answer.json();
    strictEqual((await fetch(url)).status, 200);
    strictEqual((await fetch(releases.beta.downloadUrl, { headers: { 'x-api-token': server.running.ownerToken } })).status, 200);
    strictEqual((await fetch(releases.beta.downloadUrl, { headers: { 'x-api-token': 'x'.repeat(40) } })).status, 403);
  });

  it('does not say who is a tester, and takes no address where no mail goes out', async () => {
    const page = await browser().text(releases.beta.installUrl);
    ok(!page.includes('Send My Invitation'));
    const path = `${new URL(releases.beta.installUrl).pathname}/invitation`;
    const [known, unknown] = [
      await browser().post(path, { email: 'ada@example.com' }),
      await browser().post(path, { email: 'nobody@example.com' }),
    ];
    deepStrictEqual([known.status, await known.text()], [unknown.status, await unknown.text()]);
  });

  it('links are enough again when the app no longer asks', async () => {
    await ask(false);
    deepStrictEqual(await statuses(), { beta: 200, qa: 200, open: 200, linked: 200 });
  });
});
