/**
 * Builds of projects that someone allowed for the next package of a target, each once. Not part of the task: its definition can be written
 * in a tasks.json, and that file belongs to the project.
 */

import { type Platform } from '../../../core/settings/platform.ts';

/** A task starts at once; a permission that was not used then is not kept for another day. */
const longestMs = 60_000;

export class AllowedBuilds {
  readonly #isTrusted: () => boolean;
  readonly #now: () => number;
  readonly #until = new Map<string, number>();

  /** In Restricted Mode nothing of the project runs, also when it was allowed. */
  constructor(isTrusted: () => boolean, now: () => number = () => performance.now()) {
    this.#isTrusted = isTrusted;
    this.#now = now;
  }

  allow(appFolder: string, platform: Platform): void {
    this.#until.set(keyOf(appFolder, platform), this.#now() + longestMs);
  }

  /** Whether it was allowed; from then on it is not any more. */
  take(appFolder: string, platform: Platform): boolean {
    const key = keyOf(appFolder, platform);
    const until = this.#until.get(key);
    this.#until.delete(key);
    return until !== undefined && this.#now() <= until && this.#isTrusted();
  }
}

function keyOf(appFolder: string, platform: Platform): string {
  return `${platform} ${appFolder}`;
}
