/**
 * Makes packages in a process of their own and gives it the passwords it asks for: the stored one first, otherwise the person's. A password
 * that was just typed is stored when the package shows that it was right.
 */

import { type Secret } from '../../../core/base/secret.ts';
import { type PasswordRequest, type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { createPackageInWorker } from '../../../node/packageWorker/packageWorker.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { type ProductPlaces } from '../../shared/productPlaces.ts';
import { type PasswordId, type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { type RunPackage } from './packageRuns.ts';

export interface WorkerParts {
  readonly places: ProductPlaces;
  readonly passwords: PasswordStore;
}

export function runInWorker({ places, passwords }: WorkerParts): RunPackage {
  return async (request, { report, onLogLine, signal }) => {
    const source = new EditorPasswords(passwords);
    const made = await createPackageInWorker({
      entry: places.packageWorker,
      world: { mediaFolder: places.mediaFolder, digestWorkerUrl: places.digestWorker.href, userFolder: userFolderOf(process.env) },
      request: {
        appFolder: request.appFolder,
        platform: request.platform,
        ...(request.runsProjectBuild === true && { runsProjectBuild: true }),
        overrides: { ...request.overrides, ...(request.buildType && { buildType: request.buildType }) },
      },
      passwords: source,
      report,
      onLogLine,
      signal,
    });
    await source.keep();
    return made;
  };
}

/** The passwords of one run. */
class EditorPasswords implements PasswordSource {
  readonly #store: PasswordStore;
  readonly #typed = new Map<PasswordId, Secret>();

  constructor(store: PasswordStore) {
    this.#store = store;
  }

  async ask({ purpose, file, alias, isNeeded }: PasswordRequest): Promise<Secret | undefined> {
    const id: PasswordId = { purpose, asset: file, ...(alias !== undefined && { alias }) };
    const stored = isNeeded ? await this.#store.obtain(id) : await this.#store.get(id);
    if (stored || !isNeeded) return stored;
    const typed = await this.#store.ask(id);
    this.#typed.set(id, typed);
    return typed;
  }

  /** The package was signed with them, so they were right. */
  async keep(): Promise<void> {
    for (const [id, password] of this.#typed) await this.#store.set(id, password);
  }
}
