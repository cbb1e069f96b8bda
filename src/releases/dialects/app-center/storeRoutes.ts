/** App Center's stores: the accounts that this server was started with, and publishing a release to one of them. */

import { json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type StoreDestination } from '../../ports/storeDestinations.ts';
import { findStore, publishToStore, storeStateOf } from '../../use-cases/storeReleases.ts';
import { type DialectWorld } from '../dialect.ts';
import { inApp, ofRelease } from './appCenterRoute.ts';
import { readFields } from './requestFields.ts';

function storeShape({ id, name, type, track }: StoreDestination) {
  return { id, name, type, track };
}

export const storeRoutes: readonly Route<DialectWorld>[] = [
  inApp('GET', '/distribution_stores', async ({ world }) => json((world.stores?.list() ?? []).map(storeShape))),
  inApp('GET', '/distribution_stores/:store', async ({ world, parameter }) => json(storeShape(findStore(world, parameter('store'))))),
  ofRelease('POST', '/stores', async ({ world, request, actor, release }) => {
    const { id } = await publishToStore(world, actor, release, (await readFields(request)).text('id') ?? '');
    return json({ id }, 201);
  }),
  ofRelease('GET', '/stores/:store', async ({ world, release, parameter }) => {
    const store = findStore(world, parameter('store'));
    const { state = null, problem = null } = (await storeStateOf(world, release, store.name)) ?? {};
    return json({ ...storeShape(store), publishing_status: state, error_details: problem });
  }),
];
