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
  const all = await records.pick('release', ['id'], { where: { appId: app.id, deletedAt: null } });
  const downloads = await records.pick('download', ['testerId', 'releaseId', 'at'], {
    where: { releaseId: all.map(({ id }) => id), testerId: testers.map(({ id }) => id) },
    order: [['at', 'descending']],
    limit: downloadsLookedAt,
  });
  const newestOf = new Map<string, (typeof downloads)[number]>();
  for (const download of downloads)
    if (download.testerId !== null && !newestOf.has(download.testerId)) newestOf.set(download.testerId, download);
  const fetched = await records.find('release', { where: { id: [...newestOf.values()].map(({ releaseId }) => releaseId) } });
  const last = (testerId: string): InstalledBuild['last'] => {
    const download = newestOf.get(testerId);
    const release = download && fetched.find(({ id }) => id === download.releaseId);
    return release ? { release, at: download.at } : null;
  };
  const enabled = await records.find('release', {
    where: { appId: app.id, deletedAt: null, isEnabled: true },
    order: [['number', 'descending']],
    limit: releasesLookedAt,
  });
  const builds: InstalledBuild[] = [];
  for (const tester of testers) {
    let newest: Release | null = null;
    for (const release of enabled) {
      if (!(await isForTester(world, release, tester.id))) continue;
      newest = release;
      break;
    }
    builds.push({ tester, last: last(tester.id), newest });
  }
  return builds;
}
