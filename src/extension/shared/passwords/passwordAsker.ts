/**
 * Asks for the password of a signing asset, tries it on the file at once, and asks again with the reason while it is wrong.
 * Only a password that opens its file is stored.
 */

import { isCancelled } from '../../../core/base/cancellation.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type PasswordRequest, type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { type PasswordId, type PasswordStore } from './passwordStore.ts';
import { wrongPassword } from './passwordTrial.ts';

export interface ObtainedPassword {
  readonly password: Secret;
  readonly isRight: boolean;
  /** Whether it was typed, and is not stored yet. */
  readonly isTyped: boolean;
}

export class PasswordAsker implements PasswordSource {
  readonly #files: Pick<FileSystem, 'readFile'>;
  readonly #passwords: PasswordStore;
  readonly #signal: AbortSignal | undefined;
  /** Right ones that were typed and are not stored yet. */
  readonly #typed = new Map<string, Secret>();

  /** A question that is open goes away with the signal. */
  constructor(files: Pick<FileSystem, 'readFile'>, passwords: PasswordStore, signal?: AbortSignal) {
    this.#files = files;
    this.#passwords = passwords;
    this.#signal = signal;
  }

  /** The stored password, or the one that was asked for because it is needed. */
  async ask({ purpose, file, alias, isNeeded }: PasswordRequest): Promise<Secret | undefined> {
    const id: PasswordId = { purpose, asset: file, ...(alias !== undefined && { alias }) };
    return isNeeded ? await this.storedOrAsked(id) : await this.#passwords.get(id);
  }

  async storedOrAsked(id: PasswordId): Promise<Secret> {
    const { password, isTyped } = await this.obtain(id);
    if (isTyped) await this.#passwords.set(id, password);
    return password;
  }

  /** Throws `cancelled` on Escape, and when the file is not such an asset at all. */
  async askAndStore(id: PasswordId): Promise<Secret> {
    const { password } = await this.#type(id, undefined, Infinity);
    await this.#passwords.set(id, password);
    return password;
  }

  /** The stored password; one that no longer opens its file is asked for again, with the reason. Stores none. */
  async obtain(id: PasswordId, mostTries = Infinity): Promise<ObtainedPassword> {
    const typed = this.#typed.get(keyOf(id));
    if (typed) return { password: typed, isRight: true, isTyped: true };
    const stored = await this.#passwords.obtain(id);
    const reason = stored && (await this.#wrongIfKnown(id, stored));
    if (stored && reason === undefined) return { password: stored, isRight: true, isTyped: false };
    return { ...(await this.#type(id, reason, mostTries)), isTyped: true };
  }

  /** Asks until the password opens its file, or as often as is allowed: then the last one is given, though it is wrong. */
  async #type(id: PasswordId, reason: string | undefined, mostTries: number): Promise<Omit<ObtainedPassword, 'isTyped'>> {
    let why = reason;
    for (let tries = 1; ; tries += 1) {
      const password = await this.#passwords.ask(id, why, this.#signal);
      why = await this.#wrong(id, password);
      if (why === undefined) this.#typed.set(keyOf(id), password);
      if (why === undefined || tries >= mostTries) return { password, isRight: why === undefined };
    }
  }

  /** What is not such a file at all is said by the work that needs the password. */
  async #wrongIfKnown(id: PasswordId, password: Secret): Promise<string | undefined> {
    try {
      return await this.#wrong(id, password);
    } catch (error) {
      if (isCancelled(error)) throw error;
      return undefined;
    }
  }

  /** Why a password does not open its file; nothing when it does. A key can be tried only in a keystore that is open. */
  async #wrong(id: PasswordId, password: Secret): Promise<string | undefined> {
    const store = id.purpose === 'key' ? await this.storedOrAsked({ purpose: 'keystore', asset: id.asset }) : undefined;
    return await wrongPassword(this.#files, id, password, store);
  }
}

function keyOf({ purpose, asset, alias = '' }: PasswordId): string {
  return JSON.stringify([purpose, asset, alias]);
}
