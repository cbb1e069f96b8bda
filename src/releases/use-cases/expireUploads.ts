/** Ends uploads that no one finished within a day, with what they left. Safe while others are under way. */

import { removeUnused } from './blobUse.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { isExpired } from './uploads.ts';

export async function expireUploads(world: ReleaseWorld): Promise<void> {
  const now = world.clock.now();
  const uploads = await world.records.find('upload', { where: { state: ['started', 'finished', 'failed', 'canceled'] } });
  const expired = uploads.filter((upload) => isExpired(upload, now));
  if (expired.length === 0) return;
  await world.records.transaction(async (transaction) => {
    for (const { id } of expired) await transaction.remove('upload', { id });
  });
  for (const { id } of expired) await world.blobs.discardUpload(id);
  await removeUnused(
    world,
    expired.flatMap(({ sha256 }) => sha256 ?? []),
  );
}
