/** Opens the storage of a release server that does not run, or one that servers share, for work on all of it. */

import { DataFolder } from '../dataFolder.ts';
import { type TeamStorageOptions } from '../runningServer.ts';
import { openStorage, type ServerStorage } from '../serverStorage.ts';

/** Fails with `server-data-busy` while a server uses the folder. */
export async function withStorage<Result>(
  dataFolder: string,
  team: TeamStorageOptions | undefined,
  work: (storage: ServerStorage) => Promise<Result>,
): Promise<Result> {
  const folder = await DataFolder.open(dataFolder);
  try {
    const storage = await openStorage(folder.path, team);
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  } finally {
    await folder.close();
  }
}
