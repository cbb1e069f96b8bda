/** A release server in a separate process, as the command line starts it, on a free port and in a folder that is removed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type StartedServer } from '../../src/releases/server/startServer.ts';
import { type RunningServerFile, type ServerOptions } from '../../src/releases/server/runningServer.ts';

const entry = new URL('../../src/releases/server/serverMain.ts', import.meta.url);

export interface TestServer {
  readonly folder: string;
  readonly running: RunningServerFile;
  /** Kills the process as `kill -9` does, and starts another one in the same folder and on the same port. */
  killAndStartAgain(): Promise<RunningServerFile>;
  /** Headers and body as JSON. */
  ask(path: string, request?: { readonly method?: string; readonly body?: unknown; readonly token?: string | null }): Promise<Response>;
  stop(): Promise<void>;
}

export async function startTestServer({ port: usual = 0, ...options }: Partial<ServerOptions> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'release-server-'));
  const start = async (port: number): Promise<StartedServer> =>
    await startServer({ entry, dataFolder: folder, host: '127.0.0.1', isTls: false, ownerName: 'Olivia Owner', ...options, port });
  let started = await start(usual);
  return {
    folder,
    get running() {
      return started.running;
    },
    killAndStartAgain: async () => {
      process.kill(started.running.pid, 'SIGKILL');
      await started.ended;
      started = await start(Number(new URL(started.running.url).port));
      return started.running;
    },
    ask: async (path, { method = 'GET', body, token = started.running.ownerToken } = {}) =>
      await fetch(`${started.running.url}${path}`, {
        method,
        headers: { ...(token !== null && { 'x-api-token': token }), ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
