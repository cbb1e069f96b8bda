/**
 * What this machine has for each engine, asked once: an engine may have to start programs to know its versions, and an app is checked at
 * each keystroke. `renew` forgets the answers, for a machine where something was installed meanwhile.
 */

import { type Toolchains } from '../toolchains/toolchains.ts';
import { type Engine } from './engine.ts';

export class MachineFacts {
  /** Absent where no engine needs tools of the machine. */
  readonly toolchains: Toolchains | undefined;
  readonly #versions = new Map<string, Promise<readonly string[]>>();

  constructor(toolchains?: Toolchains) {
    this.toolchains = toolchains;
  }

  /** The versions of an engine that can be chosen here, newest first. Empty: the engine is not available on this machine. */
  versionsOf(engine: Pick<Engine, 'id' | 'versions'>): Promise<readonly string[]> {
    const known = this.#versions.get(engine.id);
    if (known) return known;
    const asked = engine.versions();
    this.#versions.set(engine.id, asked);
    // After an error, the next question is asked again.
    asked.catch(() => this.#versions.delete(engine.id));
    return asked;
  }

  renew(): void {
    this.#versions.clear();
    this.toolchains?.renew();
  }
}
