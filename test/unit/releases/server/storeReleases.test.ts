/** Releases that the server brings to a store, in App Center's dialect, against the stand-in of Google Play. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { packageName, publishFiles } from '../../../support/playPublishing.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { until } from '../../../support/until.ts';
import { startGooglePlay, type GooglePlay } from '../../../stand-ins/google-play/googlePlay.ts';

interface Shape {
  readonly id: string;
  readonly publishing_status: string | null;
  readonly error_details: string | null;
  readonly distribution_stores: readonly { readonly name: string }[];
}

describe('stores of a release server', () => {
  let play: GooglePlay;
  let byHand: GooglePlay;
  let server: TestServer;
  const app = '/v0.1/apps/olivia-owner/Small';

  before(async () => {
    byHand = await startGooglePlay({
      apps: [{ packageName, live: [{ versionCode: 6, track: 'internal' }], reviewByHand: true }],
    });
    play = await startGooglePlay({ apps: [{ packageName, live: [{ versionCode: 6, track: 'internal' }] }] });
    const keyOf = ({ serviceAccount }: GooglePlay): string =>
      typeof serviceAccount === 'string' ? serviceAccount : JSON.stringify(serviceAccount);
    const key = keyOf(play);
    const stores = [
      { name: 'play', store: 'google-play', track: 'internal', key, identity: { endpoint: play.url } },
      { name: 'wrong', store: 'google-play', track: 'nowhere', key, identity: { endpoint: play.url } },
      { name: 'by-hand', store: 'google-play', track: 'internal', key: keyOf(byHand), identity: { endpoint: byHand.url } },
    ];
    server = await startTestServer({ stores });
  });
  after(async () => {
    await server?.stop();
    await play?.close();
    await byHand?.close();
  });

  async function json(path: string, method = 'GET', body?: unknown, status = 200): Promise<Shape> {
    const answer = await server.ask(path, { method, ...(body !== undefined && { body }) });
    const text = await answer.text();
    strictEqual(answer.status, status, text);
    return JSON.parse(text === '' ? '{}' : text) as Shape;
  }

  /** The first release of the app. */
  async function upload(): Promise<number> {
    const bundle = await (await publishFiles()).readFile('/app/app.aab');
    const own = '/api/v1/apps/olivia-owner/Small';
    await json('/v0.1/apps', 'POST', { display_name: 'Small', name: 'Small', os: 'Android', platform: 'Java' }, 201);
    const { id } = await json(`${own}/uploads`, 'POST', { fileName: 'app.aab', sizeBytes: bundle.length }, 201);
    const headers = { 'x-api-token': server.running.ownerToken };
    const part = await fetch(`${server.running.url}${own}/uploads/${id}/chunks/1`, {
      method: 'PUT',
      headers,
      body: Uint8Array.from(bundle),
    });
    ok(part.ok, await part.text());
    await json(`${own}/uploads/${id}/publish`, 'POST', { notes: '<en-US>Dark mode</en-US>', groups: [] }, 201);
    return 1;
  }

  it('lists them, publishes to one, and says how far it is', async () => {
    const number = await upload();
    const { id } = await json(`${app}/distribution_stores/play`);
    match(id, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const listed: unknown = await json(`${app}/distribution_stores`);
    deepStrictEqual(Array.isArray(listed) ? listed[0] : listed, { id, name: 'play', type: 'googleplay', track: 'internal' });
    await json(`${app}/distribution_stores/other`, 'GET', undefined, 404);
    strictEqual((await json(`${app}/releases/${number}/stores`, 'POST', { id }, 201)).id, id);
    const stateOf = async (store: string): Promise<Shape> => await json(`${app}/releases/${number}/stores/${store}`);
    await until('published', async () => (await stateOf('play')).publishing_status === 'published' || undefined);
    const [release] = play.app(packageName).published.tracks['internal'] ?? [];
    deepStrictEqual(release?.versionCodes, ['7']);
    deepStrictEqual(
      (await json(`${app}/releases/${number}`)).distribution_stores.map(({ name }) => name),
      ['play'],
    );
    await json(`${app}/releases/${number}/stores`, 'POST', { id: 'by-hand' }, 201);
    await until('submitted', async () => (await stateOf('by-hand')).publishing_status === 'submitted' || undefined);
    match((await stateOf('by-hand')).error_details ?? '', /Send the changes for review/);
    await json(`${app}/releases/${number}/stores`, 'POST', { id: 'wrong' }, 201);
    match(await until('refused', async () => (await stateOf('wrong')).error_details ?? undefined), /no track nowhere/);
    deepStrictEqual(play.violations, []);
  });
});
