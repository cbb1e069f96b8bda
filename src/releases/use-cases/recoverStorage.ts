/**
 * What a server does when it starts: removes what an earlier process left without a record. What lies there is listed before records are
 * asked, and each package is looked at under its lock: so this is safe while other servers use the same storage.
 */

import { isUsed, removeUnused } from './blobUse.ts';
import { expireUploads } from './expireUploads.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { expireSymbolUploads } from './symbolUploads.ts';

export async function recoverStorage(world: ReleaseWorld): Promise<void> {
  await expireUploads(world);
  await expireSymbolUploads(world);
  const there = await world.blobs.listUploads();
  const open = new Set((await world.records.find('upload', { where: { state: 'started' } })).map(({ id }) => id));
  for (const id of there) if (!open.has(id)) await world.blobs.discardUpload(id);
  for await (const sha256 of world.blobs.listBlobs()) if (!(await isUsed(world, sha256))) await removeUnused(world, [sha256]);
}
