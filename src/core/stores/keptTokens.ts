/** Access tokens that are kept in memory until their last minute. Nothing of them is stored. */

import { type Secret } from '../base/secret.ts';
import { type Clock } from '../ports/clock.ts';
import { type AccessTokens } from './storeApi.ts';

export interface TimedToken {
  readonly value: Secret;
  readonly endsAtMs: number;
}

/** A token is not used in its last minute. */
const spareMs = 60_000;

export class KeptTokens implements AccessTokens {
  readonly #clock: Clock;
  readonly #fetch: (nowMs: number) => Promise<TimedToken>;
  #token: TimedToken | undefined;
  #fetching: Promise<TimedToken> | undefined;

  constructor(clock: Clock, fetch: (nowMs: number) => Promise<TimedToken>) {
    this.#clock = clock;
    this.#fetch = fetch;
  }

  /** Those who ask at the same time wait for the same answer. */
  async get(): Promise<Secret> {
    const nowMs = this.#clock.now().getTime();
    if (!this.#token || this.#token.endsAtMs - spareMs <= nowMs) {
      this.#fetching ??= this.#fetch(nowMs).finally(() => (this.#fetching = undefined));
      this.#token = await this.#fetching;
    }
    return this.#token.value;
  }

  forget(): void {
    this.#token = undefined;
  }
}
