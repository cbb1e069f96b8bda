/**
 * Whether this thread does short work on files by itself. To hand it to another thread and to wake up again takes several times as long as
 * the work, as long as the system has in memory what is asked for. After some waits for a disk all goes to other threads, so that many of
 * them wait at the same time.
 */

/** Far more than a look at memory takes. The clock is that of the process: the global `performance` loads a dozen modules with its first use. */
const longestNs = 1_000_000n;
/** A busy machine makes one wait now and then, too. */
const mostWaits = 8;
/** One in so many goes to another thread all the same: signals and timers get their turn. */
const turnEvery = 64;

export class AtOnce {
  #waits = 0;
  #count = 0;

  get isAllowed(): boolean {
    return this.#waits < mostWaits;
  }

  /** Asked before each piece of work. */
  mayGoOn(): boolean {
    return this.isAllowed && ++this.#count % turnEvery !== 0;
  }

  timed<Value>(work: () => Value): Value {
    const started = process.hrtime.bigint();
    try {
      return work();
    } finally {
      if (process.hrtime.bigint() - started > longestNs) this.#waits++;
    }
  }
}
