import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

const hostile = '"><script>alert(1)</script>';

describe('the portal of a release server', () => {
  let server: TestServer;
  let client: ReleaseClient;
  let cookie = '';

  before(async () => {
    server = await startTestServer();
    const { url, ownerToken } = server.running;
    client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
    await client.createApp({ name: 'Hello', displayName: `Hello ${hostile}`, os: 'Android', owner: 'acme' });
    const name = { owner: 'acme', app: 'Hello' };
    await client.createGroup(name, `Beta ${hostile}`, false);
    await client.createRelease(name, {
      fileName: 'hello.apk',
      file: bytesSource(await smallArchive(smallApkEntries())),
      groups: ['Collaborators'],
      testers: [],
      notes: hostile,
      isMandatory: true,
      notifiesTesters: false,
    });
    cookie = await signIn(ownerToken);
  });
  after(async () => await server.stop());

  async function open(path: string, options: RequestInit & { readonly as?: string } = {}): Promise<Response> {
    const { as = cookie, headers, ...rest } = options;
    return await fetch(`${server.running.url}${path}`, {
      redirect: 'manual',
      ...rest,
      headers: { cookie: as, ...Object.fromEntries(new Headers(headers)) },
    });
  }

  async function signIn(token: string): Promise<string> {
    const answer = await open('/portal/sign-in', { method: 'POST', body: new URLSearchParams({ token }), as: '' });
    strictEqual(answer.status, 303);
    const set = answer.headers.get('set-cookie') ?? '';
    match(set, /^mdist-portal=[\w-]+; Path=\/portal; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    return set.split(';')[0] ?? '';
  }

  async function csrf(as = cookie): Promise<string> {
    return /name="csrf" value="([^"]+)"/.exec(await (await open('/portal', { as })).text())?.[1] ?? '';
  }

  async function send(path: string, fields: Readonly<Record<string, string>> = {}, as = cookie): Promise<Response> {
    return await open(path, { method: 'POST', body: new URLSearchParams({ csrf: await csrf(as), ...fields }), as });
  }

  it('lets no one in without a token of this server', async () => {
    for (const path of ['/portal', '/portal/apps/acme/Hello', '/portal/tokens', '/portal/apps/acme/Hello/devices/apple.txt']) {
      const answer = await open(path, { as: 'mdist-portal=x' });
      deepStrictEqual([answer.status, answer.headers.get('location')], [303, '/portal/sign-in']);
    }
    const wrong = await open('/portal/sign-in', { method: 'POST', body: new URLSearchParams({ token: 'x'.repeat(64) }), as: '' });
    strictEqual(wrong.status, 403);
    strictEqual(wrong.headers.get('set-cookie'), null);
    const ticket = await open('/portal/tickets', { method: 'POST', headers: { 'x-api-token': 'x' }, as: '' });
    strictEqual(ticket.headers.get('location'), '/portal/sign-in');
  });

  it('escapes what others wrote, and runs no script', async () => {
    for (const path of ['', '/apps/acme/Hello', '/apps/acme/Hello/releases/1', '/apps/acme/Hello/groups', '/apps/acme/Hello/audit']) {
      const answer = await open(`/portal${path}`);
      strictEqual(answer.status, 200, path);
      const text = await answer.text();
      ok(!text.includes('<script'), path);
      ok(Buffer.byteLength(text) < 30_000, path);
      match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    }
  });

  it('shows mandatory releases with a red dot', async () => {
    match(await (await open('/portal/apps/acme/Hello')).text(), /<span class="dot" role="img" aria-label="Mandatory">/);
  });

  it('takes no form of another page, session, origin or host', async () => {
    const path = '/portal/apps/acme/Hello/releases/1/state';
    const other = await csrf(await signIn(server.running.ownerToken));
    for (const given of ['', 'x', other])
      strictEqual((await open(path, { method: 'POST', body: new URLSearchParams({ enabled: 'no', csrf: given }) })).status, 400, given);
    const body = new URLSearchParams({ enabled: 'no', csrf: await csrf() });
    for (const origin of ['https://evil.example', 'null'])
      strictEqual((await open(path, { method: 'POST', body, headers: { origin } })).status, 403, origin);
    strictEqual((await open(path, { method: 'GET' })).status, 404);
    strictEqual((await client.showRelease({ owner: 'acme', app: 'Hello' }, '1')).isEnabled, true);
  });

  it('changes releases, groups and testers', async () => {
    const release = '/portal/apps/acme/Hello/releases/1';
    strictEqual((await send(`${release}/state`, { enabled: 'no' })).status, 303);
    await send(`${release}/notes`, { notes: 'one\r\ntwo' });
    await send(`${release}/give`, { group: `Beta ${hostile}` });
    const shown = await client.showRelease({ owner: 'acme', app: 'Hello' }, '1');
    deepStrictEqual([shown.isEnabled, shown.notes, shown.destinations.length], [false, 'one\ntwo', 2]);
    await send(`${release}/withdraw`, { destination: shown.destinations[1]?.id ?? '' });
    await send(`${release}/state`, { enabled: 'yes' });
    await send('/portal/apps/acme/Hello/groups', { name: 'QA' });
    await send('/portal/apps/acme/Hello/groups/QA/add', { emails: 'ada@example.com, grace@example.com' });
    await send('/portal/apps/acme/Hello/groups/QA/remove', { email: 'ada@example.com' });
    deepStrictEqual(
      (await client.listTesters({ owner: 'acme', app: 'Hello' }, 'QA')).map(({ email }) => email),
      ['grace@example.com'],
    );
    strictEqual((await send('/portal/apps/acme/Hello/groups', { name: 'QA' })).status, 409);
  });

  async function upload(app: string, fileName: string, bytes: Bytes, given?: string): Promise<Response> {
    const form = new FormData();
    form.set('file', new File([Buffer.from(bytes)], fileName));
    return await open(`/portal/apps/acme/${app}/upload?csrf=${given ?? (await csrf())}`, { method: 'POST', body: form });
  }

  it('makes a release in two steps, and asks for what the file does not say', async () => {
    const apk = await smallArchive([...smallApkEntries(), { name: 'assets/more', bytes: new Uint8Array(9) }]);
    strictEqual((await upload('Hello', 'more.apk', apk, 'x')).status, 400);
    const uploaded = await upload('Hello', 'more.apk', apk);
    strictEqual(uploaded.status, 303);
    const review = uploaded.headers.get('location') ?? '';
    const page = await (await open(review)).text();
    match(page, /<dt>Version code<\/dt>/);
    ok(!page.includes('name="shortVersion"'));
    const made = await send(review, { notes: 'New', group: 'Collaborators', notify: 'yes' });
    strictEqual(made.headers.get('location'), '/portal/apps/acme/Hello/releases/2');
    strictEqual((await open(review)).status, 404);

    await client.createApp({ name: 'Archive', displayName: 'Archive', os: 'Custom', owner: 'acme' });
    const zip =
      (await upload('Archive', 'files.zip', await smallArchive([{ name: 'a', bytes: new Uint8Array(3) }]))).headers.get('location') ?? '';
    match(await (await open(zip)).text(), /name="shortVersion" required/);
    strictEqual((await send(zip, { shortVersion: '3.1' })).status, 303);
    strictEqual((await client.showRelease({ owner: 'acme', app: 'Archive' }, 'latest')).shortVersion, '3.1');
    strictEqual((await upload('Hello', 'readme.txt', new Uint8Array(3))).status, 400);
  });

  it('deletes after a question', async () => {
    match(await (await open('/portal/apps/acme/Hello/releases/2/delete')).text(), /Delete release 2/);
    await send('/portal/apps/acme/Hello/releases/2/delete');
    deepStrictEqual(
      (await client.listReleases({ owner: 'acme', app: 'Hello' }, 10)).map(({ id }) => id),
      [1],
    );
  });

  it('makes tokens, shows them once, and ends the sessions of deleted ones', async () => {
    const text = await (await send('/portal/tokens', { description: 'CI', scope: 'read-only' })).text();
    const token = /<code>([\w-]{20,})<\/code><\/p>/.exec(text)?.[1] ?? '';
    ok(!(await (await open('/portal/tokens')).text()).includes(token));
    const reader = await signIn(token);
    const page = await (await open('/portal/apps/acme/Hello/releases/1', { as: reader })).text();
    ok(!page.includes('Disable'));
    strictEqual((await send('/portal/apps/acme/Hello/releases/1/state', { enabled: 'no' }, reader)).status, 403);
    const id = /name="id" value="([^"]+)"/.exec(text)?.[1] ?? '';
    await send('/portal/tokens/delete', { id });
    strictEqual((await open('/portal', { as: reader })).status, 303);
  });

  it('is entered from the editor by an address that works once', async () => {
    const url = new URL(await client.openPortal());
    const first = await open(url.pathname, { as: '' });
    strictEqual(first.headers.get('location'), '/portal');
    strictEqual((await open(url.pathname, { as: '' })).status, 403);
    const entered = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    strictEqual((await open('/portal', { as: entered })).status, 200);
    await send('/portal/sign-out', {}, entered);
    strictEqual((await open('/portal', { as: entered })).status, 303);
  });
});
