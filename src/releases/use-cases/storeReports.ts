/**
 * What stores report: a message whose signature is right is a reason to look, and nothing in it is believed. What the store says of the releases
 * that went there is kept with them, and webhooks are called for what is new.
 */

import { readFacts } from '../model/storedJson.ts';
import { type Bytes } from '../../core/base/bytes.ts';
import { enqueue } from './jobs.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { announce } from './webhooks.ts';

const settingName = (store: string, releaseId: string): string => `store-state ${store} ${releaseId}`;
/** The newest ones; older ones do not change any more. */
const mostReleases = 50;
const longestState = 500;

/** Whether the message was taken. A second one while the first waits adds nothing. */
export async function takeStoreReport(world: ReleaseWorld, store: string, body: Bytes, signature: string | undefined): Promise<boolean> {
  if (world.stores?.isFromStore(store, body, signature) !== true) return false;
  await world.records.transaction(async (transaction) => {
    const waiting = await transaction.find('job', { where: { kind: 'store-look', state: 'waiting' } });
    const isThere = waiting.some(({ payload }) => JSON.stringify(payload) === JSON.stringify({ store }));
    if (!isThere) await enqueue(world, transaction, 'store-look', { store });
  });
  return true;
}

/** Looks at what the store has of each app that releases of this server went to it with. */
export async function lookAtStore(world: ReleaseWorld, store: string, signal: AbortSignal): Promise<void> {
  const destination = world.stores?.list().find(({ name }) => name === store);
  if (!world.stores || !destination) return;
  const rows = await world.records.find('destination', {
    where: { targetId: destination.id },
    order: [['releaseNumber', 'descending']],
    limit: mostReleases,
  });
  const releases = await world.records.find('release', { where: { id: rows.map(({ releaseId }) => releaseId), deletedAt: null } });
  const byApp = Map.groupBy(releases, ({ facts }) => readFacts(facts).identifier ?? '');
  for (const [appIdentifier, own] of byApp) {
    if (appIdentifier === '') continue;
    const seen = await world.stores.look(store, appIdentifier, signal);
    for (const { id: releaseId, appId, version, shortVersion } of own) {
      const found = seen.find(({ build, version: short }) => build === version && short === shortVersion);
      if (!found) continue;
      const value = found.state.slice(0, longestState);
      await world.records.transaction(async (transaction) => {
        const name = settingName(destination.id, releaseId);
        const [before] = await transaction.find('setting', { where: { name } });
        if (before?.value === value) return;
        if (before) await transaction.update('setting', { name }, { value });
        else await transaction.insert('setting', { name, value });
        await announce(world, transaction, { event: 'store', appId, releaseId, storeId: destination.id });
      });
    }
  }
}

/** Of releases at stores, by the id of the release and of the store. */
export async function storeStates(
  { records }: Pick<ReleaseWorld, 'records'>,
  places: readonly { readonly targetId: string; readonly releaseId: string }[],
): Promise<(storeId: string, releaseId: string) => string | null> {
  const names = places.map(({ targetId, releaseId }) => settingName(targetId, releaseId));
  const rows = names.length === 0 ? [] : await records.find('setting', { where: { name: names } });
  const states = new Map(rows.map(({ name, value }) => [name, typeof value === 'string' ? value : null]));
  return (storeId, releaseId) => states.get(settingName(storeId, releaseId)) ?? null;
}
