/** What an app on a phone asks: which release is the newest for it. It knows the secret of its app, which is public, and perhaps a link of its tester. */

import { type Row } from '../model/tables.ts';
import { findReleaseOfGroup } from './groupReleases.ts';
import { isFailure } from '../../core/base/failure.ts';
import { listGroups, type Group } from './groups.ts';
import { type Release } from './releases.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

type AppRow = Row<'app'>;

export interface Update {
  readonly release: Release;
  readonly group: Group;
  readonly isMandatory: boolean;
}

export async function findAppBySecret(
  { records }: ReleaseWorld,
  secret: string,
): Promise<(AppRow & { readonly owner: Row<'account'> }) | undefined> {
  const app = await records.one('app', { secret });
  const owner = app && (await records.one('account', { id: app.ownerId }));
  return app && owner && { ...app, owner };
}

/** The newest of these groups; `undefined` when none has a release. */
export async function newestUpdate(world: ReleaseWorld, app: AppRow, groups: readonly Group[]): Promise<Update | undefined> {
  const updates: Update[] = [];
  for (const group of groups) {
    const release = await newestOf(world, app, group);
    const destination = release && (await world.records.one('destination', { targetId: group.id, releaseId: release.id }));
    if (release && destination) updates.push({ release, group, isMandatory: destination.isMandatory });
  }
  return updates.toSorted((a, b) => b.release.number - a.release.number)[0];
}

async function newestOf(world: ReleaseWorld, app: AppRow, group: Group): Promise<Release | undefined> {
  try {
    return await findReleaseOfGroup(world, app, group, 'latest');
  } catch (error) {
    if (isFailure(error, 'release-not-found')) return undefined;
    throw error;
  }
}

export async function publicGroups(world: ReleaseWorld, app: AppRow): Promise<readonly Group[]> {
  return (await listGroups(world, app)).filter(({ isPublic }) => isPublic);
}

/** Groups that a tester is in, by the identifier. */
export async function groupsOfTester(world: ReleaseWorld, app: AppRow, testerId: string): Promise<readonly Group[]> {
  const memberships = await world.records.find('member', { where: { testerId } });
  const ids = new Set(memberships.map(({ groupId }) => groupId));
  return (await listGroups(world, app)).filter(({ id }) => ids.has(id));
}

/** By what an installed app knows of itself: App Center's hash, or the SHA-256 of the file. The newest, where several are the same: apps ask for a recent one. */
export async function findReleaseByHash({ records }: ReleaseWorld, app: AppRow, hash: string): Promise<Release | undefined> {
  // The hashes of a package that is elsewhere are empty.
  if (hash === '') return undefined;
  const newest = { order: [['number', 'descending']], limit: 1 } as const;
  const where = { appId: app.id, deletedAt: null };
  const found = [
    ...(await records.find('release', { where: { ...where, packageHash: hash }, ...newest })),
    ...(await records.find('release', { where: { ...where, sha256: hash }, ...newest })),
  ];
  return found.toSorted((a, b) => b.number - a.number)[0];
}
