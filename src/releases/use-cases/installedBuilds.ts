/** Who has which build: what each tester fetched last, as far as the addresses that they opened say who they are. */

import { type App } from './access.ts';
import { listTesters, type Tester } from './groups.ts';
import { isForTester } from './releaseAccess.ts';
import { type Release } from './releases.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

export interface InstalledBuild {
  readonly tester: Tester;
  /** `null` for one who has fetched nothing. */
  readonly last: { readonly release: Release; readonly at: string } | null;
  /** The newest one that went to them; `null` when none did. */
  readonly newest: Release | null;
}

/** More than a page shows, and enough for the newest of each tester. */
const downloadsLookedAt = 10_000;
const releasesLookedAt = 50;

/** By address. */
export async function listBuilds(world: ReleaseWorld, app: App): Promise<readonly InstalledBuild[]> {
  const { records } = world;
  const testers = await listTesters(world, app);
  const releases = await records.find('release', { where: { appId: app.id, deletedAt: null }, order: [['number', 'descending']] });
  const byId = new Map(releases.map((release) => [release.id, release]));
  const downloads = await records.find('download', {
    where: { releaseId: [...byId.keys()], testerId: testers.map(({ id }) => id) },
    order: [['at', 'descending']],
    limit: downloadsLookedAt,
  });
  const last = new Map<string, { readonly release: Release; readonly at: string }>();
  for (const { testerId, releaseId, at } of downloads) {
    const release = byId.get(releaseId);
    if (testerId !== null && release && !last.has(testerId)) last.set(testerId, { release, at });
  }
  const enabled = releases.filter(({ isEnabled }) => isEnabled).slice(0, releasesLookedAt);
  const builds: InstalledBuild[] = [];
  for (const tester of testers) {
    let newest: Release | null = null;
    for (const release of enabled) {
      if (!(await isForTester(world, release, tester.id))) continue;
      newest = release;
      break;
    }
    builds.push({ tester, last: last.get(tester.id) ?? null, newest });
  }
  return builds;
}
