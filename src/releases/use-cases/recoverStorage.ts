/** What a server does when it starts: ends uploads that nobody will finish, and removes what an earlier process left without a record. */

import { isUsed } from './blobUse.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { isExpired } from './uploads.ts';

export async function recoverStorage(world: ReleaseWorld): Promise<void> {
  const now = world.clock.now();
  const uploads = await world.records.find('upload', {});
  const expired = uploads.filter((upload) => isExpired(upload, now) && upload.state !== 'published');
  await world.records.transaction(async (transaction) => {
    for (const { id } of expired) await transaction.remove('upload', { id });
  });
  const open = new Set(uploads.filter((upload) => upload.state === 'started' && !expired.includes(upload)).map(({ id }) => id));
  for (const id of await world.blobs.listUploads()) if (!open.has(id)) await world.blobs.discardUpload(id);
  for await (const sha256 of world.blobs.listBlobs()) if (!(await isUsed(world, sha256))) await world.blobs.remove(sha256);
}
