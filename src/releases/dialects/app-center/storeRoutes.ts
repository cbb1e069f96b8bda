/**
 * App Center's stores: the accounts that this server was started with, publishing a release to one of them, and what became of it. Stores are not
 * made by requests, as their keys would come with them.
 */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { utf8 } from '../../../core/base/bytes.ts';
import { empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type StoreDestination } from '../../ports/storeDestinations.ts';
import { appleMappingOf, mapAppleApp, unmapAppleApp, type AppleMapping } from '../../use-cases/appleMapping.ts';
import { destinationsOf, removeDestination } from '../../use-cases/destinations.ts';
import { findRelease, type Release } from '../../use-cases/releases.ts';
import { storeOrders, type StoreOrderState } from '../../use-cases/storeOrders.ts';
import { findStore, publishToStore, releasesAtStore } from '../../use-cases/storeReleases.ts';
import { type DialectWorld } from '../dialect.ts';
import { inApp, ofRelease, type AskedInApp } from './appCenterRoute.ts';
import { releaseDetails, releaseList } from './releaseShape.ts';
import { readFields } from './requestFields.ts';

/** App Center had no pages of them. */
const mostReleases = 1000;
/** Until a client asks again, in seconds. */
const statusValidity = 300;

function storeShape({ id, name, type, track }: StoreDestination) {
  return { id, name, type, track };
}

function mappingShape(appId: string, { connectionId, appleId, bundleIdentifier, teamIdentifier }: AppleMapping) {
  return {
    app_id: appId,
    service_connection_id: connectionId,
    apple_id: appleId === '' ? null : appleId,
    team_identifier: teamIdentifier,
    bundle_identifier: bundleIdentifier === '' ? null : bundleIdentifier,
  };
}

interface AtStore extends AskedInApp {
  readonly store: StoreDestination;
  readonly release: Release;
  /** `undefined` where no one ordered it, or the order is forgotten. */
  readonly order: StoreOrderState | undefined;
  /** In the store's own words. */
  readonly storeState: string | null;
}

/** Of a release that was ordered for a store. Fails with `release-not-found` for one that was not. */
function atStore(
  method: Route<DialectWorld>['method'],
  path: string,
  handle: (asked: AtStore) => ReturnType<Route<DialectWorld>['handle']>,
): Route<DialectWorld> {
  return inApp(method, `/distribution_stores/:store/releases/:release${path}`, async (asked) => {
    const { world, app, parameter } = asked;
    const store = findStore(world, parameter('store'));
    const release = await findRelease(world, app, parameter('release'));
    const found = (await destinationsOf(world, [release])).get(release.id)?.find(({ id }) => id === store.id);
    if (!found) throw Failure.of('release-not-found', { what: phrase('Release'), name: parameter('release') });
    const order = (await storeOrders(world))(release, store.name);
    return await handle({ ...asked, store, release, order, storeState: found.storeState ?? null });
  });
}

async function details({ world, app, request }: AskedInApp, store: StoreDestination, release: Release) {
  const { state = null } = (await storeOrders(world))(release, store.name) ?? {};
  const shown = await releaseDetails(world, app, release, request.baseUrl);
  return { ...shown, distribution_stores: [{ ...storeShape(store), publishing_status: state }] };
}

export const storeRoutes: readonly Route<DialectWorld>[] = [
  inApp('GET', '/distribution_stores', async ({ world }) => json((world.stores?.list() ?? []).map(storeShape))),
  inApp('GET', '/distribution_stores/:store', async ({ world, parameter }) => json(storeShape(findStore(world, parameter('store'))))),
  inApp('POST', '/distribution_stores', async () => {
    throw await Promise.resolve(
      Failure.of('release-forbidden', { reason: phrase('stores are named when the server is started: mdist server start --store') }),
    );
  }),
  inApp('GET', '/distribution_stores/:store/releases', async ({ world, app, parameter }) => {
    const store = findStore(world, parameter('store'));
    const releases = await releasesAtStore(world, app, store, mostReleases);
    const [shown, orderOf] = [await releaseList(world, app, releases), await storeOrders(world)];
    const list = releases.map((release, index) => {
      const latest = shown[index]?.destinations.find(({ id }) => id === store.id)?.is_latest ?? false;
      const state = orderOf(release, store.name)?.state ?? null;
      return {
        ...shown[index],
        destination_type: 'store',
        distribution_stores: [{ ...storeShape(store), publishing_status: state, is_latest: latest }],
      };
    });
    return json(list);
  }),
  inApp('GET', '/distribution_stores/:store/latest_release', async (asked) => {
    const store = findStore(asked.world, asked.parameter('store'));
    const [newest] = await releasesAtStore(asked.world, asked.app, store, 1);
    if (!newest) throw Failure.of('release-not-found', { what: phrase('Release'), name: 'latest' });
    return json([await details(asked, store, newest)]);
  }),
  atStore('GET', '', async (asked) => json([await details(asked, asked.store, asked.release)])),
  // What the store has stays there: only the store itself can take it back.
  atStore('DELETE', '', async ({ world, actor, release, store }) => {
    await removeDestination(world, actor, release, store.id);
    return empty();
  }),
  atStore('GET', '/realtimestatus', async ({ app, store, release, order, storeState }) => {
    const status = { status: storeState ?? order?.state ?? null, storetype: store.type, track: store.track, version: release.version };
    return await Promise.resolve(json({ release_id: String(release.number), app_id: app.id, status }));
  }),
  atStore('GET', '/publish_error_details', async ({ order }) => {
    const { problem = null } = order ?? {};
    return await Promise.resolve(json({ message: problem ?? '', is_log_available: problem !== null }));
  }),
  atStore('GET', '/publish_logs', async ({ store, order, storeState }) => {
    const lines = [`${store.name}: ${order?.state ?? 'unknown'}`, storeState ?? '', order?.problem ?? ''];
    const text = lines.filter((line) => line !== '').join('\n');
    return await Promise.resolve({ kind: 'content', mediaType: 'text/plain; charset=utf-8', bytes: utf8(`${text}\n`) });
  }),
  inApp('GET', '/store_service_status', async ({ world }) => {
    const validUntil = Math.floor(world.clock.now().getTime() / 1000) + statusValidity;
    const status = (world.stores?.list() ?? []).length > 0 ? 'available' : 'unavailable';
    return await Promise.resolve(json({ service: 'store', status, valid_until: validUntil }));
  }),
  inApp('GET', '/apple_mapping', async ({ world, app }) => {
    const mapping = await appleMappingOf(world, app);
    if (!mapping) throw Failure.of('release-not-found', { what: phrase('Apple mapping'), name: app.name });
    return json(mappingShape(app.id, mapping));
  }),
  inApp('POST', '/apple_mapping', async ({ world, request, actor, app }) => {
    const fields = await readFields(request);
    const text = (name: string): string => fields.text(name) ?? '';
    const mapping = await mapAppleApp(world, actor, app, {
      connectionId: text('service_connection_id'),
      appleId: text('apple_id'),
      bundleIdentifier: text('bundle_identifier'),
      teamIdentifier: text('team_identifier'),
    });
    return json(mappingShape(app.id, mapping), 201);
  }),
  inApp('DELETE', '/apple_mapping', async ({ world, actor, app }) => {
    if (!(await unmapAppleApp(world, actor, app))) throw Failure.of('release-not-found', { what: phrase('Apple mapping'), name: app.name });
    return empty(200);
  }),
  ofRelease('POST', '/stores', async ({ world, request, actor, release }) => {
    const { id } = await publishToStore(world, actor, release, (await readFields(request)).text('id') ?? '');
    return json({ id }, 201);
  }),
  ofRelease('GET', '/stores/:store', async ({ world, release, parameter }) => {
    const store = findStore(world, parameter('store'));
    const { state = null, problem = null } = (await storeOrders(world))(release, store.name) ?? {};
    return json({ ...storeShape(store), publishing_status: state, error_details: problem });
  }),
  ofRelease('DELETE', '/stores/:store', async ({ world, actor, release, parameter }) => {
    const store = findStore(world, parameter('store'));
    if (!(await removeDestination(world, actor, release, store.id)))
      throw Failure.of('release-not-found', { what: phrase('Destination'), name: store.name });
    return empty();
  }),
];
