/**
 * Remembers, for the life of one session, what opening a file with a password gave: deriving keys from passwords is slow on purpose. By
 * the SHA-256 of the file, so that a changed one is read anew, and only for the same password. Never written anywhere.
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../base/bytes.ts';
import { type Secret } from '../base/secret.ts';

interface Entry {
  readonly passwords: readonly (Secret | undefined)[];
  readonly value: Promise<unknown>;
}

/** Signing assets of a workspace are a handful, profiles of Xcode some hundreds. */
const mostEntries = 512;

export class SessionCache {
  readonly #entries = new Map<string, Entry>();

  /** `purpose` says what is made of the bytes; for one purpose always the same type. A failed making is not remembered. */
  async remember<Value>(
    purpose: string,
    bytes: Bytes,
    passwords: readonly (Secret | undefined)[],
    make: () => Promise<Value>,
  ): Promise<Value> {
    const key = `${purpose}:${createHash('sha256').update(bytes).digest('hex')}`;
    const known = this.#entries.get(key);
    if (known && isSame(known.passwords, passwords)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one purpose makes one type
      return (await known.value) as Value;
    }
    const value = make();
    this.#entries.delete(key);
    this.#entries.set(key, { passwords, value });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostEntries && oldest !== undefined) this.#entries.delete(oldest);
    try {
      return await value;
    } catch (error) {
      if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
      throw error;
    }
  }
}

function isSame(known: readonly (Secret | undefined)[], given: readonly (Secret | undefined)[]): boolean {
  return known.length === given.length && known.every((secret, index) => sameSecret(secret, given[index]));
}

function sameSecret(one: Secret | undefined, other: Secret | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one.equals(other));
}
