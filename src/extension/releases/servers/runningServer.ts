/** Finds the release server of this machine, regardless of who started it: it leaves a file that only its owner can read. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../../../node/isAlive.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { type RunningServer } from '../../../releases/client/runningServerFile.ts';

/** The same as that of the command line. */
export function serverFolder(): string {
  return join(userFolderOf(process.env), 'server');
}

/** `undefined` also when its process ended without taking the file away. */
export async function readRunningServer(): Promise<RunningServer | undefined> {
  const text = await readFile(join(serverFolder(), 'server.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // Most windows have none: they need not load what reads it.
  const { parseRunningServer } = await import('../../../releases/client/runningServerFile.ts');
  const running = parseRunningServer(text);
  return running && isAlive(running.pid) ? running : undefined;
}

const stopMs = 10_000;
const lookMs = 50;

/** By its process, as another window or a terminal has its channel. It loses nothing that it acknowledged. */
export async function stopRunningServer(): Promise<void> {
  const running = await readRunningServer();
  if (!running) return;
  process.kill(running.pid, 'SIGTERM');
  for (let waited = 0; waited < stopMs && isAlive(running.pid); waited += lookMs) await wait(lookMs);
}
