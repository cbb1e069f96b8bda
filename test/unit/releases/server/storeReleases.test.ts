/** Releases that the server brings to a store: by App Center's dialect, our own API and the portal, against the stand-in of Google Play. */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { checkAppCenterAnswer } from '../../../support/appCenterSchemas.ts';
import { packageName, publishFiles } from '../../../support/playPublishing.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
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
    const value = JSON.parse(text === '' ? '{}' : text) as Shape;
    checkAppCenterAnswer(method, path, status, text === '' ? undefined : value);
    return value;
  }

  function client(): ReleaseClient {
    const { url, ownerToken } = server.running;
    return new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
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
    // A person must act: another attempt alone changes nothing.
    await until('given up', async () => (await stateOf('wrong')).publishing_status === 'failed' || undefined);
    deepStrictEqual(play.violations, []);
  });

  it('says in App Center’s words what became of releases at each store', async () => {
    const stores = `${app}/distribution_stores`;
    const [listed] = (await json(`${stores}/play/releases`)) as unknown as readonly (Shape & { readonly id: number })[];
    deepStrictEqual(
      listed?.distribution_stores.map((each) => ({ ...each, id: '' })),
      [{ id: '', name: 'play', type: 'googleplay', track: 'internal', publishing_status: 'published', is_latest: true }],
    );
    const [details] = (await json(`${stores}/play/releases/1`)) as unknown as readonly { readonly release_notes: string }[];
    strictEqual(details?.release_notes, '<en-US>Dark mode</en-US>');
    deepStrictEqual(await json(`${stores}/play/latest_release`), [details]);
    const live = (await json(`${stores}/by-hand/releases/1/realtimestatus`)) as unknown as { readonly status: object };
    deepStrictEqual(live.status, { status: 'submitted', storetype: 'googleplay', track: 'internal', version: '7' });
    const failed = (await json(`${stores}/wrong/releases/1/publish_error_details`)) as unknown as { readonly message: string };
    match(failed.message, /no track nowhere/);
    const logs = await (await server.ask(`${stores}/wrong/releases/1/publish_logs`)).text();
    match(logs, /^wrong: failed\n.*no track nowhere/);
    await json(`${stores}/wrong/releases/1`, 'DELETE', undefined, 204);
    await json(`${stores}/wrong/releases/1`, 'GET', undefined, 404);
    await json(`${stores}/wrong/latest_release`, 'GET', undefined, 404);
    deepStrictEqual(await json(`${stores}/wrong/releases`), []);
    await json(stores, 'POST', { type: 'googleplay', name: 'mine' }, 403);
    const service = (await json(`${app}/store_service_status`)) as unknown as { readonly status: string };
    strictEqual(service.status, 'available');
  });

  it('keeps which app of App Store Connect an app is, for an account of Apple alone', async () => {
    await json(`${app}/apple_mapping`, 'GET', undefined, 404);
    const mapping = { service_connection_id: 'play', apple_id: '1234567890', team_identifier: 'ABCDE12345' };
    await json(`${app}/apple_mapping`, 'POST', mapping, 404);
    await json(`${app}/apple_mapping`, 'POST', { ...mapping, apple_id: '' }, 400);
    await json(`${app}/apple_mapping`, 'DELETE', undefined, 404);
  });

  it('is a destination of our own API: said before the first byte, ordered, and shown with its state', async () => {
    const name = { owner: 'olivia-owner', app: 'Small' };
    deepStrictEqual(
      (await client().listStores()).map((store) => [store.name, store.type, store.formats]),
      ['play', 'wrong', 'by-hand'].map((store) => [store, 'googleplay', ['apk', 'aab']]),
    );
    const nothing = { groups: [], testers: [], isMandatory: false, notifiesTesters: false };
    const isUnknown = (error: unknown): boolean => isFailure(error, 'release-answer') && error.message.includes('no-such');
    await rejects(client().addDestinations(name, 1, { ...nothing, stores: ['no-such'] }), isUnknown);
    const body = { fileName: 'x.zip', sizeBytes: 3, shortVersion: '1', stores: ['play'] };
    match(await (await server.ask('/api/v1/apps/olivia-owner/Small/uploads', { method: 'POST', body })).text(), /does not take this kind/);
    await rejects(client().ensureApp({ owner: 'olivia-owner', app: 'Not-There' }, 'a.apk', { stores: ['no-such'] }), (error) =>
      isFailure(error, 'release-not-found'),
    );
    await client().addDestinations(name, 1, { ...nothing, stores: ['wrong'] });
    const refused = await until('refused', async () => {
      const { destinations } = await client().showRelease(name, '1');
      return destinations.find((each) => each.name === 'wrong' && (each.orderProblem ?? '') !== '');
    });
    match(refused.orderProblem ?? '', /no track nowhere/);
    deepStrictEqual(
      new Set((await client().showRelease(name, '1')).destinations.map((each) => [each.name, each.kind, each.orderState].join())),
      new Set(['by-hand,store,submitted', 'play,store,published', 'wrong,store,failed']),
    );
  });

  it('is offered by the portal, in the wizard for what it takes and on the page of a release', async () => {
    const browser = new PortalBrowser(server.running.url);
    await browser.post('/portal/sign-in', { token: server.running.ownerToken });
    const root = '/portal/apps/olivia-owner/Small';
    const page = await browser.text(`${root}/releases/1`);
    match(page, /<option value="play">play \(Google Play, internal\)<\/option>/);
    match(page, /failed: [^<]*no track nowhere/);
    const send = async (fileName: string, bytes: Uint8Array): Promise<string> => {
      const form = new FormData();
      form.append('file', new File([Uint8Array.from(bytes)], fileName));
      const answer = await browser.open(`${root}/upload?csrf=${await browser.csrf()}`, { method: 'POST', body: form });
      strictEqual(answer.status, 303, await answer.text());
      return answer.headers.get('location') ?? '';
    };
    const bundle = await (await publishFiles()).readFile('/app/app.aab');
    const review = await send('again.aab', bundle);
    const wizard = await browser.text(review);
    match(wizard, /<legend>Stores<\/legend>/);
    match(wizard, /<input type="checkbox" name="store" value="play" \/>/);
    await json(`${app}/distribution_stores/wrong/releases/1`, 'DELETE', undefined, 204);
    strictEqual((await browser.text(`${root}/releases/1`)).includes('failed: '), false);
    const { status, headers } = await browser.send(review, { store: 'wrong', notes: '<en-US>Dark mode</en-US>' });
    deepStrictEqual([status, headers.get('location')], [303, `${root}/releases/1`]);
    await until('ordered again', async () => (await browser.text(`${root}/releases/1`)).includes('failed: ') || undefined);
    const archive = await smallArchive(smallApkEntries());
    match(await browser.text(await send('small.apk', archive)), /<legend>Stores<\/legend>/);
    strictEqual((await browser.send(`${root}/releases/1/publish`, { store: 'no-such' })).status, 404);
  });
});
