/** The time of a stand-in: that of the machine, or one that the test says; moved forward by the test. */
export class StandInClock {
  #ahead = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** From now on it is this time, and goes on from there. */
  set(time: Date): void {
    this.#ahead = time.getTime() - Date.now();
  }

  advance(seconds: number): void {
    this.#ahead += seconds * 1000;
  }
}
