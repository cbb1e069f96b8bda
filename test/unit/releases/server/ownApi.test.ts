import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import * as z from 'zod/mini';
import { operations } from '../../../../src/releases/dialects/own/operations.ts';
import { type ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { useReleaseServer } from '../../../support/useReleaseServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const app = '/apps/acme/Demo';

/** The operation that a request belongs to: the one with the most literal segments. */
function operationOf(method: string, path: string) {
  const segments = (path.split('?')[0] ?? '').split('/');
  const fits = operations.filter(({ facts }) => {
    const parts = facts.path.split('/');
    return (
      facts.method === method &&
      parts.length === segments.length &&
      parts.every((part, index) => part.startsWith(':') || part === segments[index])
    );
  });
  const literals = (text: string): number => text.split('/').filter((part) => !part.startsWith(':')).length;
  return fits.toSorted((a, b) => literals(b.facts.path) - literals(a.facts.path))[0]?.facts;
}

describe('the own API of the release server', () => {
  let server: ReleaseServer;
  const asked = new Set<string>();

  async function api(method: string, path: string, body?: unknown, wanted?: number): Promise<Body> {
    const response = await fetch(`${server.running.url}/api/v1${path}`, {
      method,
      headers: { 'x-api-token': server.running.ownerToken },
      ...(body !== undefined && { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const facts = operationOf(method, path);
    ok(facts, `${method} ${path}`);
    asked.add(`${method} ${facts.path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const expected = wanted ?? facts.status ?? (facts.answer === undefined ? 204 : 200);
    strictEqual(response.status, expected, `${method} ${path}: ${bytes.toString('utf8')}`);
    if (facts.answer === 'bytes' || facts.answer === undefined || expected >= 400) return bytes;
    const value: Body = JSON.parse(bytes.toString('utf8'));
    const result = z.safeParse(facts.answer, value);
    ok(result.success, `${method} ${path}: ${JSON.stringify(result.error?.issues)}`);
    return value;
  }

  useReleaseServer((opened) => ({ server } = opened));

  it('answers every operation as its schema says', async () => {
    await api('POST', '/apps', { owner: 'acme', name: 'Demo', os: 'Android' });
    await api('GET', '/apps');
    await api('GET', app);
    const apk = await smallArchive(smallApkEntries());
    const { id } = await api('POST', `${app}/uploads`, { fileName: 'demo.apk', sizeBytes: apk.length });
    await api('GET', `${app}/uploads/${id}`);
    await api('PUT', `${app}/uploads/${id}/chunks/1`, apk);
    const publication = {
      groups: ['Collaborators'],
      notes: 'New',
      build: { branch: 'main', ciUrl: 'https://ci' },
      labels: ['rc'],
      fields: { a: 'b' },
    };
    const released = await api('POST', `${app}/uploads/${id}/publish`, publication);
    deepStrictEqual([released.labels, released.fields, released.build.ciUrl], [['rc'], { a: 'b' }, 'https://ci']);
    const { id: other } = await api('POST', `${app}/uploads`, { fileName: 'demo.apk', sizeBytes: 5 });
    await api('DELETE', `${app}/uploads/${other}`);
    await api('POST', `${app}/releases`, { url: 'https://example.com/a.apk', shortVersion: '2.0', notes: 'Elsewhere' });
    await api('GET', `${app}/releases?limit=1`);
    await api('GET', `${app}/releases/1`);
    await api('PATCH', `${app}/releases/1`, { isEnabled: true });
    await api('POST', `${app}/releases/1/destinations`, { testers: ['t@example.com'] });
    const { destinations } = await api('GET', `${app}/releases/1`);
    await api('DELETE', `${app}/releases/1/destinations/${destinations[1].id}`);
    deepStrictEqual(await api('GET', '/stores'), { stores: [] });
    await api('PUT', `${app}/releases/1/symbols/mapping.txt`, Buffer.from('a -> b'));
    await api('GET', `${app}/releases/1/symbols`);
    strictEqual((await api('GET', `${app}/releases/1/symbols/mapping.txt`)).toString(), 'a -> b');
    await api('DELETE', `${app}/releases/1/symbols/mapping.txt`);
    await api('POST', `${app}/releases/delete`, { releases: [2] });
    await api('GET', `${app}/deleted-releases`);
    await api('POST', `${app}/releases/restore`, { releases: [2] });
    await api('POST', `${app}/groups`, { name: 'Beta' });
    await api('GET', `${app}/groups`);
    await api('PATCH', `${app}/groups/Beta`, { isPublic: true });
    await api('POST', `${app}/groups/Beta/testers`, { emails: ['a@example.com', 'none'] });
    await api('GET', `${app}/groups/Beta/testers`);
    await api('DELETE', `${app}/groups/Beta/testers`, { emails: ['a@example.com'] });
    await api('GET', `${app}/testers`);
    await api('PUT', `${app}/sign-in`, { isNeeded: true });
    deepStrictEqual(await api('GET', `${app}/sign-in`), { isNeeded: true });
    await api('PUT', `${app}/sign-in`, { isNeeded: false });
    const { id: rule } = await api('POST', `${app}/rules`, { branch: 'release/*', group: 'Beta' });
    await api('GET', `${app}/rules`);
    await api('DELETE', `${app}/rules/${rule}`);
    const { devices } = await api('POST', `${app}/devices`, { udid: '00008030-001A2B3C4D5E6F70', email: 'a@example.com' });
    await api('GET', `${app}/devices`);
    strictEqual((await api('GET', '/waiting-devices')).devices[0].app, 'acme/Demo');
    match((await api('GET', `${app}/devices/apple-list`)).toString(), /^Device ID\t/);
    await api('PATCH', `${app}/devices/${devices[0].udid}`, { state: 'dismissed' });
    await api('DELETE', `${app}/devices/${devices[0].udid}`);
    const link = await api('POST', `${app}/links`, { group: 'Collaborators', password: 'secret', expiresAt: '2030-01-01T00:00:00Z' });
    await api('GET', `${app}/links`);
    await openWithPassword(link.url);
    await api('DELETE', `${app}/links/${link.id}`);
    strictEqual((await fetch(link.url)).status, 410);
    await api('GET', `${app}/downloads?release=1`);
    deepStrictEqual(await api('GET', `${app}/feedback`), { feedback: [] });
    await api('PATCH', `${app}/feedback/none`, { isResolved: true }, 404);
    await api('GET', `${app}/feedback/none/screenshots/none`, undefined, 404);
    await api('DELETE', `${app}/feedback/none`, undefined, 404);
    const { id: webhook } = await api('POST', `${app}/webhooks`, { name: 'CI', kind: 'slack', url: 'https://hooks.example.com/T/secret' });
    ok(!JSON.stringify(await api('GET', `${app}/webhooks`)).includes('secret'));
    await api('PATCH', `${app}/webhooks/${webhook}`, { isEnabled: false });
    await api('POST', `${app}/webhooks/${webhook}/test`);
    await api('GET', `${app}/webhooks/${webhook}/deliveries`);
    await api('DELETE', `${app}/webhooks/${webhook}`);
    await api('PATCH', `${app}/retention`, { keepPerGroup: 5 });
    strictEqual((await api('GET', `${app}/retention`)).keepPerGroup, 5);
    await api('POST', `${app}/retention/preview`, { keepPerGroup: 1 });
    await api('POST', `${app}/retention/apply`);
    const token = await api('POST', '/tokens', { description: 'CI', app: 'acme/Demo' });
    await api('GET', '/tokens');
    await api('DELETE', `/tokens/${token.id}?app=acme/Demo`);
    const page = await api('GET', '/audit?app=acme/Demo&limit=2');
    await api('GET', `/audit?app=acme/Demo&limit=2&after=${encodeURIComponent(page.next)}`);
    await api('DELETE', `${app}/groups/Beta`);
    await api('DELETE', `${app}/releases/2`);
    await api('DELETE', app);
    deepStrictEqual(
      operations.map(({ facts }) => `${facts.method} ${facts.path}`).filter((name) => !asked.has(name)),
      [],
    );
  });

  async function openWithPassword(url: string): Promise<void> {
    const locked = await fetch(url);
    deepStrictEqual([locked.status, /name="password"/.test(await locked.text())], [401, true]);
    const send = async (password: string) =>
      await fetch(url, { method: 'POST', body: new URLSearchParams({ password }), redirect: 'manual' });
    strictEqual((await send('wrong')).status, 403);
    const opened = await send('secret');
    strictEqual(opened.status, 303);
    const page = await (await fetch(new URL(opened.headers.get('location') ?? '', url))).text();
    const [, download = ''] = /href="([^"]*\/d\/[^"]*)"/.exec(page) ?? [];
    // A program of the device fetches it, without what the browser remembers.
    strictEqual((await fetch(download.replaceAll('&amp;', '&'))).status, 200);
    for (let count = 0; count < 20; count++) await send('wrong');
    strictEqual((await send('secret')).status, 429);
  }

  it('is described in OpenAPI for everybody, with one name for each operation', async () => {
    const response = await fetch(`${server.running.url}/api/v1/openapi.json`);
    const document: Body = await response.json();
    deepStrictEqual([response.status, document.openapi], [200, '3.1.0']);
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path as Record<string, Body>).map(({ operationId }) => operationId),
    );
    deepStrictEqual([names.length, new Set(names).size], [operations.length, operations.length]);
  });

  it('refuses fields that it does not know, by their place', async () => {
    const response = await fetch(`${server.running.url}/api/v1/apps`, {
      method: 'POST',
      headers: { 'x-api-token': server.running.ownerToken },
      body: JSON.stringify({ name: 'X', os: 7 }),
    });
    const { error }: Body = await response.json();
    match(error.message, /os/);
  });
});
