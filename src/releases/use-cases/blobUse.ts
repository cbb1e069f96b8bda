/**
 * Packages are kept while a release or an upload names them. Placing one and removing one that nothing names follow each other, so that a
 * package that is uploaded again is not removed under it.
 */

import { type ReleaseWorld } from './releaseWorld.ts';

const running = new WeakMap<object, Promise<unknown>>();

/** One after the other for one store of packages. */
export async function oneByOne<Result>({ blobs }: Pick<ReleaseWorld, 'blobs'>, work: () => Promise<Result>): Promise<Result> {
  const result = (running.get(blobs) ?? Promise.resolve()).then(work, work);
  running.set(
    blobs,
    result.catch(() => undefined),
  );
  return await result;
}

export async function removeUnused(world: ReleaseWorld, hashes: readonly string[]): Promise<void> {
  for (const sha256 of new Set(hashes))
    await oneByOne(world, async () => {
      if (await isUsed(world, sha256)) return;
      await world.records.transaction(async (transaction) => await transaction.remove('icon', { sha256 }));
      await world.blobs.remove(sha256);
    });
}

export async function isUsed({ records }: ReleaseWorld, sha256: string): Promise<boolean> {
  return ((await records.one('release', { sha256 })) ?? (await records.one('upload', { sha256 }))) !== undefined;
}
