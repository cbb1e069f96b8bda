/**
 * Remembers, for the life of one session, what opening a file gave: deriving keys from passwords is slow on purpose, and Xcode keeps
 * hundreds of profiles. Never written anywhere.
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../base/bytes.ts';
import { Secret } from '../base/secret.ts';
import { type FileStat } from '../ports/fileSystem.ts';

/** Valid as long as these are the same. */
type Condition = readonly (Secret | number | undefined)[];

interface Entry {
  readonly condition: Condition;
  readonly value: Promise<unknown>;
}

/** Signing assets of a workspace are a handful; a profile of Xcode takes two. */
const mostEntries = 2048;
/** Some file systems tell times in steps of two seconds: a file that changed just now could change again without a trace. */
const settledAfterMs = 2500;

export class SessionCache {
  readonly #entries = new Map<string, Entry>();

  /**
   * By the SHA-256 of the file, so that a changed one is read again, and only for the same password. `purpose` says what is made of the
   * bytes; for one purpose always the same type. A failed making is not remembered.
   */
  async remember<Value>(
    purpose: string,
    bytes: Bytes,
    passwords: readonly (Secret | undefined)[],
    make: () => Promise<Value>,
  ): Promise<Value> {
    const key = `${purpose}:${createHash('sha256').update(bytes).digest('hex')}`;
    return await this.#get(key, passwords, make);
  }

  /** By the file's size and time, without reading it: for what is not decided on by the person's own settings. */
  async rememberFile<Value>(
    purpose: string,
    { path, stat, now }: { readonly path: string; readonly stat: FileStat; readonly now: Date },
    make: () => Promise<Value>,
  ): Promise<Value> {
    const changedAt = stat.modifiedAt.getTime();
    if (changedAt > now.getTime() - settledAfterMs) return await make();
    return await this.#get(`${purpose}:${path}`, [stat.sizeBytes, changedAt], make);
  }

  async #get<Value>(key: string, condition: Condition, make: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known && isSame(known.condition, condition)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one purpose makes one type
      return (await known.value) as Value;
    }
    const value = make();
    this.#entries.delete(key);
    this.#entries.set(key, { condition, value });
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

function isSame(known: Condition, given: Condition): boolean {
  return known.length === given.length && known.every((part, index) => isSamePart(part, given[index]));
}

function isSamePart(one: Condition[number], other: Condition[number]): boolean {
  return one === other || (one instanceof Secret && other instanceof Secret && one.equals(other));
}
