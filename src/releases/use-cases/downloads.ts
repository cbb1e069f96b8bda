/** Packages on their way to people, and who fetched them. */

import { type OpenBlob } from '../ports/blobs.ts';
import { newId } from './identifiers.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { type Release } from './releases.ts';

/** `undefined` when the package is gone, or the release is disabled. */
export async function openDownload({ blobs }: ReleaseWorld, release: Release): Promise<OpenBlob | undefined> {
  return release.isEnabled ? await blobs.open(release.sha256) : undefined;
}

/** `client` is what the client says it is. */
export async function recordDownload(world: ReleaseWorld, release: Release, client: string): Promise<void> {
  const row = { id: newId(world.random), releaseId: release.id, at: world.clock.now().toISOString(), client: client.slice(0, 200) };
  await world.records.transaction(async (transaction) => {
    // It may have been deleted while it was sent.
    if (await transaction.one('release', { id: release.id })) await transaction.insert('download', row);
  });
}

export async function countDownloads({ records }: ReleaseWorld, release: Release): Promise<number> {
  return await records.count('download', { releaseId: release.id });
}
