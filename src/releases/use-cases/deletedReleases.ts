/** Releases that were deleted and can still be restored: hidden at once, removed for good after a while. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { removeReleases, type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

/** Hides them at once; `restoreReleases` brings them back until `purgeDeleted` removes them. Fails with `release-not-found`. */
export async function trashReleases(world: ReleaseWorld, actor: Actor, app: App, numbers: readonly number[]): Promise<readonly Release[]> {
  requireWrite(actor);
  const deletedAt = world.clock.now().toISOString();
  return await world.records.transaction(async (transaction) => {
    const releases = await transaction.find('release', {
      where: { appId: app.id, number: numbers, deletedAt: null },
      order: [['number', 'descending']],
    });
    const missing = numbers.find((number) => !releases.some((release) => release.number === number));
    if (missing !== undefined) throw Failure.of('release-not-found', { what: phrase('Release'), name: String(missing) });
    for (const { id, number } of releases) {
      await transaction.update('release', { id }, { deletedAt });
      await audit(world, transaction, actor, { action: 'release.trash', subject: id, appId: app.id, details: { number } });
    }
    return releases;
  });
}

/** Newest first: what can still be restored. */
export async function listDeleted({ records }: ReleaseWorld, app: App, most: number): Promise<readonly Release[]> {
  const deleted = await records.pick('release', ['id', 'number'], {
    where: { appId: app.id },
    order: [['deletedAt', 'ascending']],
    after: '',
  });
  const newest = deleted.toSorted((a, b) => b.number - a.number).slice(0, most);
  return await records.find('release', { where: { id: newest.map(({ id }) => id) }, order: [['number', 'descending']] });
}

/** Fails with `release-not-found` for one that is gone, or was never deleted. */
export async function restoreReleases(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  numbers: readonly number[],
): Promise<readonly Release[]> {
  requireWrite(actor);
  const there = await world.records.find('release', { where: { appId: app.id, number: numbers } });
  const byNumber = new Map(there.map((release) => [release.number, release]));
  const found = numbers.map((number) => {
    const release = byNumber.get(number);
    if (!release || release.deletedAt === null) throw Failure.of('release-not-found', { what: phrase('Release'), name: String(number) });
    return release;
  });
  await world.records.transaction(async (transaction) => {
    for (const { id, number } of found) {
      await transaction.update('release', { id }, { deletedAt: null });
      await audit(world, transaction, actor, { action: 'release.restore', subject: id, appId: app.id, details: { number } });
    }
  });
  return found.map((release) => ({ ...release, deletedAt: null }));
}

/** Removes for good what was deleted before a time, and says how many. */
export async function purgeDeleted(world: ReleaseWorld, before: Date): Promise<number> {
  const deleted = await world.records.find('release', { order: [['deletedAt', 'ascending']], after: '' });
  const expired = deleted.filter(({ deletedAt }) => deletedAt !== null && deletedAt < before.toISOString());
  await removeReleases(world, { userId: 'server' }, expired, 'release.purge');
  return expired.length;
}
