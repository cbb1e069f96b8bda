/** Releases at stores: the order is written together with its job, and a worker carries it out. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type StoreDestination, type StoreOutcome } from '../ports/storeDestinations.ts';
import { requireWrite, type App } from './access.ts';
import { requireMappedApp } from './appleMapping.ts';
import { audit } from './auditLog.ts';
import { storePackageOf } from './installablePackage.ts';
import { enqueue } from './jobs.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { type Release } from './releases.ts';

/** By name or identifier. Fails with `release-not-found`. */
export function findStore({ stores }: Pick<ReleaseWorld, 'stores'>, name: string): StoreDestination {
  const found = stores?.list().find((each) => each.name === name || each.id === name);
  if (!found) throw Failure.of('release-not-found', { what: phrase('Store'), name });
  return found;
}

/** Which files each store takes. */
const formats: Readonly<Record<StoreDestination['type'], readonly string[]>> = {
  googleplay: ['apk', 'aab'],
  apple: ['ipa'],
  intune: ['apk', 'ipa'],
  appgallery: ['apk', 'aab'],
  firebase: ['apk', 'aab', 'ipa'],
};

/** Ends of the files that a store takes: `aab`. */
export function formatsOf({ type }: StoreDestination): readonly string[] {
  return formats[type];
}

/** Fails with `release-refused` where a store does not take packages that end so, and with `release-not-found` where there is no such store. */
export function requireStore(world: Pick<ReleaseWorld, 'stores'>, name: string, extension: string): StoreDestination {
  const store = findStore(world, name);
  if (!formatsOf(store).includes(extension))
    throw Failure.of('release-refused', { reason: phrase('the store does not take this kind of package') });
  return store;
}

/** Ordering it again repeats what failed, and changes nothing where it is done. */
export async function publishToStore(world: ReleaseWorld, actor: Actor, release: Release, name: string): Promise<StoreDestination> {
  requireWrite(actor);
  const store = requireStore(world, name, release.externalUrl === null ? storePackageOf(release).extension : '');
  if (store.type === 'apple') await requireMappedApp(world, release);
  await world.records.transaction(async (transaction) => {
    const row = {
      targetId: store.id,
      releaseId: release.id,
      kind: 'store',
      releaseNumber: release.number,
      isMandatory: false,
      notifiesTesters: false,
      addedAt: world.clock.now().toISOString(),
    };
    await transaction.insert('destination', row);
    await enqueue(world, transaction, 'store', { releaseId: release.id, store: store.name });
    await audit(world, transaction, actor, {
      action: 'release.distribute',
      subject: release.id,
      appId: release.appId,
      details: { target: store.id },
    });
  });
  return store;
}

/** What the worker does with an order: what was deleted since is done. */
export async function carryOutOrder(
  world: ReleaseWorld,
  { releaseId, store }: { readonly releaseId: string; readonly store: string },
  signal: AbortSignal,
): Promise<StoreOutcome> {
  const release = await world.records.one('release', { id: releaseId });
  if (!release || release.sha256 === null) return { kind: 'published' };
  if (!world.stores?.list().some(({ name }) => name === store))
    return { kind: 'refused', reason: phrase('this server has no account of that name'), isFinal: false };
  const { sha256, extension } = storePackageOf(release);
  const blob = await world.blobs.open(sha256);
  if (!blob) return { kind: 'refused', reason: phrase('the package is missing'), isFinal: true };
  try {
    const fileName = `${release.shortVersion || 'package'}-${release.version}.${extension}`.replace(/[^\w.-]/g, '_');
    return await world.stores.publish({ store, fileName, notes: release.notes ?? '', blob, signal });
  } finally {
    await blob.close();
  }
}

/** Newest first: those that were ordered for a store, also where that failed. */
export async function releasesAtStore(
  { records }: Pick<ReleaseWorld, 'records'>,
  app: Pick<App, 'id'>,
  store: StoreDestination,
  most: number,
): Promise<readonly Release[]> {
  // A store has releases of every app of the server.
  const rows = await records.pick('destination', ['releaseId'], { where: { targetId: store.id } });
  return await records.find('release', {
    where: { id: rows.map(({ releaseId }) => releaseId), appId: app.id, deletedAt: null },
    order: [['number', 'descending']],
    limit: most,
  });
}
