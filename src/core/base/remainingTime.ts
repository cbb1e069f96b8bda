/** A time that is left, as people say it: rough, since it is an estimate. */

export interface RemainingTime {
  readonly unit: 'seconds' | 'minutes';
  readonly count: number;
}

/** In steps of five seconds up to a minute, then in whole minutes. `undefined` where there is nothing left worth saying. */
export function remainingTime(milliseconds: number): RemainingTime | undefined {
  const seconds = milliseconds / 1000;
  if (!Number.isFinite(seconds) || seconds < 2) return undefined;
  if (seconds <= 55) return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) };
  return { unit: 'minutes', count: Math.max(1, Math.round(seconds / 60)) };
}

/** Lets a time that is left go on with the clock while nothing new is reported. Times are in milliseconds. */
export class Countdown {
  #reported: number | undefined;
  #since = 0;

  /** What is left at `now` of what was reported last; the same again is no news. `undefined` where nothing is known. */
  left(reported: number | undefined, now: number): number | undefined {
    if (reported !== this.#reported) {
      this.#reported = reported;
      this.#since = now;
    }
    return reported === undefined ? undefined : Math.max(0, reported - Math.max(0, now - this.#since));
  }
}

/** All wait for the last one, and nothing is known where one is unknown. */
export function longestTime(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((most, time) => (most === undefined || time === undefined ? undefined : Math.max(most, time)), 0);
}
