/** What the packages of an app take. */

import { type App } from './access.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

export interface StorageUse {
  readonly releases: number;
  /** Of the packages that releases have now: the same bytes are stored once. */
  readonly sizeBytes: number;
}

export async function storageUse({ records }: ReleaseWorld, app: App): Promise<StorageUse> {
  const releases = await records.pick('release', ['sha256', 'sizeBytes'], { where: { appId: app.id, deletedAt: null } });
  const sizes = new Map(releases.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
  return { releases: releases.length, sizeBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}
