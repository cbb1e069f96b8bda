/**
 * Uploads that began and did not come to their end, so that the next attempt sends only what is missing: also after this computer lost its
 * power. One file an upload, of this user alone, with the identifier that the server gave it; without the token it is worth nothing.
 */

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8 } from '../../core/base/bytes.ts';
import { makePrivateFolder } from '../../node/makePrivateFolder.ts';
import { writeTogether } from '../../node/writeTogether.ts';

/** A server throws an upload away that no one goes on with for a day. */
const keptMs = 2 * 24 * 3_600_000;

export class UploadJournal {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The upload of the same file, to the same place. */
  async find(key: readonly (string | number)[]): Promise<string | undefined> {
    const text = await readFile(this.#pathOf(key), 'utf8').catch(() => '');
    return /^[\w-]{1,100}$/.exec(text.trim())?.[0];
  }

  /** A journal that cannot be written costs only the bytes that are sent again. */
  async remember(key: readonly (string | number)[], uploadId: string): Promise<void> {
    try {
      await makePrivateFolder(this.#folder);
      await writeTogether([{ path: this.#pathOf(key), bytes: utf8(`${uploadId}\n`), mode: 0o600 }]);
      await this.#forgetOld();
    } catch {
      // The upload itself goes on.
    }
  }

  async forget(key: readonly (string | number)[]): Promise<void> {
    await rm(this.#pathOf(key), { force: true }).catch(() => undefined);
  }

  #pathOf(key: readonly (string | number)[]): string {
    return join(this.#folder, createHash('sha256').update(JSON.stringify(key)).digest('hex'));
  }

  async #forgetOld(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > keptMs) await rm(path, { force: true });
    }
  }
}
