/**
 * The folder of one release server: records, packages, authority, and while it runs a file that says where. Only its owner can read it. One
 * server uses it at a time: it holds a lock that the system takes back when the process ends, however it ends. A server that only shares packages
 * has a folder for a time, which it removes at its end.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { utf8 } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { writeFailure } from '../../node/fileFailure.ts';
import { writeTogether } from '../../node/writeTogether.ts';
import { type RunningServerFile } from './runningServer.ts';

export class DataFolder {
  readonly path: string;
  readonly #lock: DatabaseSync;
  readonly #isRemoved: boolean;

  private constructor(path: string, lock: DatabaseSync, isRemoved: boolean) {
    this.path = path;
    this.#lock = lock;
    this.#isRemoved = isRemoved;
  }

  /** A new one below `parent`, removed when it is closed; those that killed servers left there are removed now. */
  static async openForATime(parent: string): Promise<DataFolder> {
    await removeLeftOver(parent);
    return await DataFolder.open(join(parent, randomUUID()), true);
  }

  /** Fails with `server-data-busy` while another server has it. */
  static async open(path: string, isRemoved = false): Promise<DataFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw writeFailure(error, path);
    });
    let lock: DatabaseSync | undefined;
    try {
      lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
      lock.exec('BEGIN EXCLUSIVE');
      return new DataFolder(path, lock, isRemoved);
    } catch (error) {
      lock?.close();
      const reason = error instanceof Error ? error.message : String(error);
      if (/locked/.test(reason)) throw Failure.of('server-data-busy', { path }, { cause: error });
      throw Failure.of('server-data-unusable', { path, reason }, { cause: error });
    }
  }

  /** For a second window or command of the same user. */
  async announce(running: RunningServerFile): Promise<void> {
    const bytes = utf8(`${JSON.stringify(running, undefined, 2)}\n`);
    await writeTogether([{ path: join(this.path, 'server.json'), bytes, mode: 0o600 }]);
  }

  async close(): Promise<void> {
    await rm(join(this.path, 'server.json'), { force: true }).catch(() => undefined);
    this.#lock.close();
    if (this.#isRemoved) await remove(this.path);
  }
}

/** A server that is starting has made its folder, and not taken its lock. */
const startMs = 60_000;

async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const path = join(parent, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age < startMs) continue;
    const folder = await DataFolder.open(path, true).catch(() => undefined);
    await folder?.close();
  }
}

/** Virus scanners of Windows hold files for a moment. What stays is removed by the next server. */
async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => undefined);
}
