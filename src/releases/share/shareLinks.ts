/**
 * The links that were created: an unguessable token for each, the package behind it, and the time it ends. Nothing of a
 * request but the token is ever looked up, so that no path can be walked.
 */

import { type Clock } from '../../core/ports/clock.ts';
import { type Random } from '../../core/ports/random.ts';
import { toBase64 } from '../../core/base/bytes.ts';
import { type SharedPackage } from './sharedPackage.ts';

export interface ShareLink {
  readonly token: string;
  readonly shared: SharedPackage;
  /** As it was given to people. */
  readonly address: string;
  readonly expiresAt: Date;
}

/** 192 bits; 128 would do. */
const tokenBytes = 24;
const maxLinks = 1000;

export class ShareLinks {
  readonly #links = new Map<string, ShareLink>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  add(shared: SharedPackage, origin: string, lifetimeMs: number): ShareLink {
    const token = toBase64(this.#random.bytes(tokenBytes)).replaceAll('+', '-').replaceAll('/', '_');
    const expiresAt = new Date(this.#clock.now().getTime() + lifetimeMs);
    const link: ShareLink = { token, shared, address: `${origin}/p/${token}`, expiresAt };
    this.#links.set(token, link);
    // The oldest goes first: an editor that stays open for weeks must not collect links forever.
    for (const old of this.#links.keys()) {
      if (this.#links.size <= maxLinks) break;
      this.#links.delete(old);
    }
    return link;
  }

  replace(token: string, shared: SharedPackage): boolean {
    const link = this.find(token);
    if (!link || link === 'expired' || link.shared.page.format !== shared.page.format) return false;
    this.#links.set(token, { ...link, shared });
    return true;
  }

  remove(token: string): void {
    this.#links.delete(token);
  }

  /** The link of a token; `'expired'` when its time is over. */
  find(token: string): ShareLink | 'expired' | undefined {
    const link = this.#links.get(token);
    if (!link) return undefined;
    return link.expiresAt.getTime() > this.#clock.now().getTime() ? link : 'expired';
  }

  all(): readonly ShareLink[] {
    const now = this.#clock.now().getTime();
    return [...this.#links.values()].filter((link) => link.expiresAt.getTime() > now);
  }
}
