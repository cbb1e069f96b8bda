/**
 * The passwords of one run. A stored one that no longer opens its file, and a typed one that does not, are asked for again with the reason;
 * after some tries the wrong one is given on, and the run ends with the same issue as on the command line.
 */

import { Failure } from '../../../core/base/failure.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type PasswordRequest, type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { PasswordAsker } from '../../shared/passwords/passwordAsker.ts';
import { type PasswordId, type PasswordStore } from '../../shared/passwords/passwordStore.ts';

const mostTries = 3;

/** In words for a language model. */
const purposeNames: Readonly<Record<PasswordId['purpose'], string>> = {
  keystore: 'keystore password',
  key: 'key password',
  certificate: 'certificate password',
  privateKey: 'private key password',
};

export interface RunPasswordsOptions {
  /** Whether only stored passwords are used. */
  readonly asksNobody?: boolean;
  /** Takes away a question that is open. */
  readonly signal?: AbortSignal;
}

export class RunPasswords implements PasswordSource {
  readonly #store: PasswordStore;
  readonly #asker: PasswordAsker;
  readonly #asksNobody: boolean;
  readonly #right: (readonly [PasswordId, Secret])[] = [];

  constructor(files: Pick<FileSystem, 'readFile'>, store: PasswordStore, { asksNobody = false, signal }: RunPasswordsOptions = {}) {
    this.#store = store;
    this.#asksNobody = asksNobody;
    this.#asker = new PasswordAsker(files, store, signal);
  }

  async ask({ purpose, file, alias, isNeeded }: PasswordRequest): Promise<Secret | undefined> {
    const id: PasswordId = { purpose, asset: file, ...(alias !== undefined && { alias }) };
    if (!isNeeded) return await this.#store.get(id);
    if (this.#asksNobody) return await this.#stored(id);
    const { password, isRight, isTyped } = await this.#asker.obtain(id, mostTries);
    if (isRight && isTyped) this.#right.push([id, password]);
    return password;
  }

  /** A stored one that is wrong is reported by the run, as on the command line. */
  async #stored(id: PasswordId): Promise<Secret> {
    const stored = await this.#store.get(id);
    if (!stored) throw Failure.of('password-not-stored', { purpose: purposeNames[id.purpose], file: id.asset });
    return stored;
  }

  /** The package was signed with them. */
  async keep(): Promise<void> {
    for (const [id, password] of this.#right) await this.#store.set(id, password);
  }
}
