/** Work that waits its turn: a few pieces at once, the rest in the order in which they came. */

/** Packages that are made at the same time: each uses all cores while it packs and hashes. */
const packagesAtOnce = 2;

export class RunQueue {
  readonly #limit: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(limit = packagesAtOnce) {
    this.#limit = limit;
  }

  /**
   * Begins the work at once, or when there is room; it must not throw. The function that is returned takes it out again and says whether
   * it was still waiting.
   */
  add(work: () => Promise<void>): () => boolean {
    this.#waiting.push(work);
    this.#startWaiting();
    return () => {
      const place = this.#waiting.indexOf(work);
      if (place >= 0) this.#waiting.splice(place, 1);
      return place >= 0;
    };
  }

  #startWaiting(): void {
    while (this.#running < this.#limit) {
      const work = this.#waiting.shift();
      if (!work) return;
      this.#running += 1;
      void this.#run(work);
    }
  }

  async #run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      this.#running -= 1;
      this.#startWaiting();
    }
  }
}
