/** Releases that the server brings to Firebase, AppGallery and Intune, in App Center's dialect, against the stand-ins of these. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { storePackages } from '../../../support/otherStores.ts';
import { packageName } from '../../../support/playPublishing.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { until } from '../../../support/until.ts';
import { startAppGallery, type AppGallery } from '../../../stand-ins/appgallery/appGallery.ts';
import { startFirebase, type Firebase } from '../../../stand-ins/firebase/firebase.ts';
import { startIntune, type Intune } from '../../../stand-ins/intune/intune.ts';

interface StoreShape {
  readonly publishing_status: string | null;
  readonly error_details: string | null;
}

describe('other stores of a release server', () => {
  const appId = '1:123:android:abc';
  const app = '/v0.1/apps/olivia-owner/Small';
  let firebase: Firebase;
  let gallery: AppGallery;
  let intune: Intune;
  let server: TestServer;

  before(async () => {
    firebase = await startFirebase({ apps: [{ appId, identifier: packageName, groups: ['quality'] }] });
    gallery = await startAppGallery({ apps: [{ appId: '100', packageName, live: { versionCode: 6, version: '1.0' } }] });
    gallery.compiling.polls = 0;
    intune = await startIntune();
    // The server has the time of this machine.
    for (const { clock } of [firebase, gallery, intune]) clock.set(new Date());
    const { tenantId: tenant, clientId, clientSecret } = intune.application;
    server = await startTestServer({
      stores: [
        {
          name: 'firebase',
          store: 'firebase',
          track: 'quality',
          key: JSON.stringify(firebase.serviceAccount),
          identity: { appId, endpoint: firebase.url },
        },
        {
          name: 'huawei',
          store: 'appgallery',
          track: '',
          key: gallery.client.secret,
          identity: { clientId: gallery.client.id, endpoint: gallery.url },
        },
        { name: 'intune', store: 'intune', track: 'all-users', key: clientSecret, identity: { tenant, clientId, endpoint: intune.url } },
      ],
    });
    await upload();
  });
  after(async () => {
    await server?.stop();
    for (const each of [firebase, gallery, intune]) await each?.close();
  });

  async function json<Shape>(path: string, method = 'GET', body?: unknown): Promise<Shape> {
    const answer = await server.ask(path, { method, ...(body !== undefined && { body }) });
    const text = await answer.text();
    ok(answer.ok, text);
    return JSON.parse(text === '' ? '{}' : text) as Shape;
  }

  async function upload(): Promise<void> {
    const apk = await (await storePackages()).readFile('/app/app.apk');
    const own = '/api/v1/apps/olivia-owner/Small';
    await json('/v0.1/apps', 'POST', { display_name: 'Small', name: 'Small', os: 'Android', platform: 'Java' });
    const { id } = await json<{ readonly id: string }>(`${own}/uploads`, 'POST', { fileName: 'app.apk', sizeBytes: apk.length });
    const address = `${server.running.url}${own}/uploads/${id}/chunks/1`;
    const part = await fetch(address, { method: 'PUT', headers: { 'x-api-token': server.running.ownerToken }, body: Uint8Array.from(apk) });
    ok(part.ok, await part.text());
    await json(`${own}/uploads/${id}/publish`, 'POST', { notes: 'Dark mode', groups: [] });
  }

  /** Orders it, and waits for what comes of it. */
  async function order(store: string): Promise<StoreShape> {
    await json(`${app}/releases/1/stores`, 'POST', { id: store });
    return await until(`the end of ${store}`, async () => {
      const shape = await json<StoreShape>(`${app}/releases/1/stores/${store}`);
      return ['published', 'submitted'].includes(shape.publishing_status ?? '') || shape.error_details !== null ? shape : undefined;
    });
  }

  it('lists them in the words of App Center, and of ours', async () => {
    const listed = await json<readonly { readonly name: string; readonly type: string; readonly track: string }[]>(
      `${app}/distribution_stores`,
    );
    deepStrictEqual(
      listed.map(({ name, type, track }) => [name, type, track]),
      [
        ['firebase', 'firebase', 'quality'],
        ['huawei', 'appgallery', ''],
        ['intune', 'intune', 'all-users'],
      ],
    );
  });

  it('publishes to groups of Firebase, with the notes of the release', async () => {
    deepStrictEqual(await order('firebase').then(({ publishing_status: state, error_details: problem }) => [state, problem]), [
      'published',
      null,
    ]);
    const [release] = firebase.app(appId).releases;
    deepStrictEqual([release?.notes, [...(release?.groups ?? [])].length, release?.distributions], ['Dark mode', 1, 1]);
    deepStrictEqual(firebase.violations, []);
  });

  it('submits to AppGallery once, and does not call published what is in review', async () => {
    const { publishing_status: state, error_details: problem } = await order('huawei');
    deepStrictEqual([state, problem], ['submitted', null]);
    strictEqual(gallery.files.arrived, 1);
    deepStrictEqual(gallery.violations, []);
  });

  it('says that an app which is not in Intune yet needs a publisher', async () => {
    const { error_details: problem } = await order('intune');
    match(problem ?? '', /Intune/);
    strictEqual(intune.apps.length, 0);
    deepStrictEqual(intune.violations, []);
  });
});
