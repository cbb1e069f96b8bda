/**
 * The releases that a group or a tester got, newest first. They are read in pages by their numbers, so that the newest of a group costs the
 * same with ten releases and with a hundred thousand.
 */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type App } from './access.ts';
import { type Group } from './groups.ts';
import { type Release } from './releases.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

type Asked = Pick<ReleaseWorld, 'records'>;

interface Page {
  readonly limit: number;
  /** Only releases with lower numbers. */
  readonly before?: number | undefined;
}

/** Where the newest is looked for: it is in the first page, but for groups that several apps share and releases that were deleted. */
const shortPage = 20;
const longPage = 500;

/** Deleted ones are left out, and those of other apps, which a shared group has as well. */
async function* releasesTo({ records }: Asked, appId: string, targetId: string, { limit, before }: Page): AsyncGenerator<Release> {
  let after: readonly (string | number)[] | undefined = before === undefined ? undefined : [before];
  for (;;) {
    const rows = await records.find('destination', {
      where: { targetId },
      // Releases of several apps may have the same number.
      order: [
        ['releaseNumber', 'descending'],
        ['releaseId', 'descending'],
      ],
      limit,
      ...(after && { after }),
    });
    const last = rows.at(-1);
    if (!last) return;
    yield* await records.find('release', {
      where: { id: rows.map(({ releaseId }) => releaseId), appId, deletedAt: null },
      order: [['number', 'descending']],
    });
    if (rows.length < limit) return;
    after = [last.releaseNumber, last.releaseId];
  }
}

interface GroupPage {
  /** All by default. */
  readonly most?: number;
  /** Only releases with lower numbers. */
  readonly before?: number;
  readonly isEnabled?: boolean;
}

/** Those that went to anyone, newest first. */
export async function listPublished(
  { records }: Asked,
  app: Pick<App, 'id'>,
  { most, before }: { readonly most: number; readonly before?: number },
): Promise<readonly Release[]> {
  const published: Release[] = [];
  let after = before;
  while (published.length < most) {
    const releases: readonly Release[] = await records.find('release', {
      where: { appId: app.id, deletedAt: null },
      order: [['number', 'descending']],
      limit: longPage,
      ...(after !== undefined && { after }),
    });
    const rows = await records.find('destination', { where: { releaseId: releases.map(({ id }) => id) } });
    const ids = new Set(rows.map(({ releaseId }) => releaseId));
    published.push(...releases.filter(({ id }) => ids.has(id)));
    after = releases.at(-1)?.number;
    if (after === undefined || releases.length < longPage) break;
  }
  return published.slice(0, most);
}

export async function releasesOfGroup(
  asked: Asked,
  app: Pick<App, 'id'>,
  group: Pick<Group, 'id'>,
  { most = Number.POSITIVE_INFINITY, before, isEnabled }: GroupPage = {},
): Promise<readonly Release[]> {
  const found: Release[] = [];
  for await (const release of releasesTo(asked, app.id, group.id, { limit: Math.min(longPage, Math.max(most, shortPage)), before })) {
    if (isEnabled !== undefined && release.isEnabled !== isEnabled) continue;
    found.push(release);
    if (found.length >= most) break;
  }
  return found;
}

/** What went to a user as a tester: alone, or in a group. Nothing where no tester has the user's address. */
export async function releasesOfUser(
  asked: Asked,
  app: Pick<App, 'id'>,
  userId: string,
  { most = Number.POSITIVE_INFINITY, before }: Omit<GroupPage, 'isEnabled'> = {},
): Promise<readonly Release[]> {
  const { records } = asked;
  const { email = null } = (await records.one('account', { id: userId })) ?? {};
  const tester = email === null ? undefined : await records.one('tester', { email: email.toLowerCase() });
  if (!tester) return [];
  const members = await records.find('member', { where: { testerId: tester.id } });
  const found = new Map<number, Release>();
  for (const id of [tester.id, ...members.map(({ groupId }) => groupId)])
    for (const release of await releasesOfGroup(asked, app, { id }, { most, ...(before !== undefined && { before }), isEnabled: true }))
      found.set(release.number, release);
  return [...found.values()].toSorted((a, b) => b.number - a.number).slice(0, most);
}

/** A number, or `latest`: the newest that is enabled. Fails with `release-not-found`. */
export async function findReleaseOfGroup(asked: Asked, app: Pick<App, 'id'>, group: Group, name: string): Promise<Release> {
  const release = name === 'latest' ? await newestEnabled(asked, app.id, group.id) : await releaseByNumber(asked, app.id, group.id, name);
  if (!release) throw Failure.of('release-not-found', { what: phrase('Release'), name });
  return release;
}

async function newestEnabled(asked: Asked, appId: string, targetId: string): Promise<Release | undefined> {
  for await (const release of releasesTo(asked, appId, targetId, { limit: shortPage })) if (release.isEnabled) return release;
  return undefined;
}

async function releaseByNumber({ records }: Asked, appId: string, targetId: string, name: string): Promise<Release | undefined> {
  if (!/^\d{1,15}$/.test(name)) return undefined;
  const release = await records.one('release', { appId, number: Number(name), deletedAt: null });
  return release && (await records.one('destination', { targetId, releaseId: release.id })) && release;
}

/** The identifier of the newest release of an app for each of these groups and testers, where there is one. */
export async function newestFor(asked: Asked, appId: string, targetIds: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const newest = new Map<string, string>();
  for (const targetId of new Set(targetIds))
    for await (const release of releasesTo(asked, appId, targetId, { limit: shortPage })) {
      newest.set(targetId, release.id);
      break;
    }
  return newest;
}
