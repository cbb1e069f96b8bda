/** What a server does when it starts, before anybody can ask: removes what an earlier process left without a record. */

import { isUsed } from './blobUse.ts';
import { expireUploads } from './expireUploads.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

export async function recoverStorage(world: ReleaseWorld): Promise<void> {
  await expireUploads(world);
  const open = new Set((await world.records.find('upload', { where: { state: 'started' } })).map(({ id }) => id));
  for (const id of await world.blobs.listUploads()) if (!open.has(id)) await world.blobs.discardUpload(id);
  for await (const sha256 of world.blobs.listBlobs()) if (!(await isUsed(world, sha256))) await world.blobs.remove(sha256);
}
