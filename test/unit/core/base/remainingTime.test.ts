import { deepStrictEqual } from 'node:assert/strict';
import { Countdown, longestTime, remainingTime } from '../../../../src/core/base/remainingTime.ts';

describe('remaining time', () => {
  it('goes on with the clock until something new is reported, and never below nothing', () => {
    const countdown = new Countdown();
    const told = [
      [undefined, 0],
      [60_000, 1000],
      [60_000, 11_000],
      [60_000, 500],
      [30_000, 12_000],
      [30_000, 17_000],
      [30_000, 99_000],
      [undefined, 100_000],
      [30_000, 101_000],
    ] as const;
    deepStrictEqual(
      told.map(([reported, now]) => countdown.left(reported, now)),
      [undefined, 60_000, 50_000, 60_000, 30_000, 25_000, 0, undefined, 30_000],
    );
  });

  it('of several is that of the longest, and unknown where one is unknown', () => {
    deepStrictEqual([longestTime([20, 30, 0]), longestTime([20, undefined])], [30, undefined]);
  });

  it('is told in rough steps', () => {
    deepStrictEqual(
      [remainingTime(12_000), remainingTime(120_000), remainingTime(1000)],
      [{ unit: 'seconds', count: 15 }, { unit: 'minutes', count: 2 }, undefined],
    );
  });
});
