/**
 * For tests of a release server: one in this process, on a free port and in a folder that is removed after all of them. Each error of its own fails the
 * tests. Call it inside `describe`.
 */

import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReleaseServer, type ServerParts } from '../../src/releases/server/releaseServer.ts';

const hashWorker = new URL('../../src/releases/storage/blobs-disk/uploadHashWorker.ts', import.meta.url);
export const inspectionWorker = new URL('../../src/releases/server/inspection/inspectionWorker.ts', import.meta.url);

interface OpenedServer {
  readonly folder: string;
  readonly server: ReleaseServer;
  /** In the same folder, on another port. */
  readonly startAgain: () => Promise<ReleaseServer>;
}

export function useReleaseServer(
  onOpened: (opened: OpenedServer) => void,
  { isTls = false, ...parts }: Partial<ServerParts> & { readonly isTls?: boolean } = {},
): void {
  const errors: unknown[] = [];
  let folder: string;
  let server: ReleaseServer;
  const start = async (): Promise<ReleaseServer> => {
    const options = { dataFolder: folder, port: 0, host: '127.0.0.1', isTls, ownerName: 'Olivia' };
    server = await ReleaseServer.start(options, { inspectionWorker, hashWorker, onError: (error) => errors.push(error), ...parts });
    return server;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-server-'));
    onOpened({
      folder,
      server: await start(),
      startAgain: async () => {
        await server.stop();
        return await start();
      },
    });
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    deepStrictEqual(errors, []);
  });
}
