/** What a person agreed to, until the tool does it: what is done must be the very same. */

import { Failure } from '../../core/base/failure.ts';

/** Questions that were never answered stay behind. */
const mostKept = 20;

export class Confirmations {
  readonly #given = new Map<string, string>();

  /** What is about to be shown to the person, for this input. */
  remember(input: unknown, deed: unknown): void {
    const key = JSON.stringify(input);
    this.#given.delete(key);
    this.#given.set(key, JSON.stringify(deed));
    const [oldest] = this.#given.keys();
    if (this.#given.size > mostKept && oldest !== undefined) this.#given.delete(oldest);
  }

  /** Fails unless the same was shown for this input. Each confirmation is good for one call. */
  require(input: unknown, deed: unknown): void {
    const key = JSON.stringify(input);
    const given = this.#given.get(key);
    this.#given.delete(key);
    if (given !== JSON.stringify(deed)) throw Failure.of('confirmation-outdated', {});
  }
}
