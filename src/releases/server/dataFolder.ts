/**
 * The folder of one release server: records, packages, authority, and while it runs a file that says where. Only its owner can read it. One
 * server uses it at a time: it holds a lock that the system takes back when the process ends, however it ends.
 */

import { mkdir, rm } from 'node:fs/promises';
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

  private constructor(path: string, lock: DatabaseSync) {
    this.path = path;
    this.#lock = lock;
  }

  /** Fails with `server-data-busy` while another server has it. */
  static async open(path: string): Promise<DataFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw writeFailure(error, path);
    });
    let lock: DatabaseSync | undefined;
    try {
      lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
      lock.exec('BEGIN EXCLUSIVE');
      return new DataFolder(path, lock);
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
  }
}
