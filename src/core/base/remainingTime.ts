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
