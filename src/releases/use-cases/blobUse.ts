/**
 * Packages are kept while a release or an upload names them. Placing one and removing one that nothing names follow each other, so that a
 * package that is uploaded again is not removed under it.
 */

import { type ReleaseWorld } from './releaseWorld.ts';

/** One after the other for one package, whichever process asks. */
export async function whileUsing<Result>({ records }: ReleaseWorld, sha256: string, work: () => Promise<Result>): Promise<Result> {
  return await records.exclusive(`package ${sha256}`, work);
}

export async function removeUnused(world: ReleaseWorld, hashes: readonly string[]): Promise<void> {
  // An external release has no package.
  for (const sha256 of new Set(hashes.filter((hash) => hash !== '')))
    await whileUsing(world, sha256, async () => {
      if (await isUsed(world, sha256)) return;
      await world.records.transaction(async (transaction) => await transaction.remove('icon', { sha256 }));
      await world.blobs.remove(sha256);
    });
}

export async function isUsed({ records }: ReleaseWorld, sha256: string): Promise<boolean> {
  for (const table of ['release', 'upload', 'symbols', 'symbolUpload', 'symbolBlock'] as const)
    if ((await records.find(table, { where: { sha256 }, limit: 1 })).length > 0) return true;
  return (await records.find('release', { where: { bundleSha256: sha256 }, limit: 1 })).length > 0;
}
