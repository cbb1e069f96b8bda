import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type ProgressUpdate } from '../../../../src/core/base/progress.ts';
import { remainingTime } from '../../../../src/core/base/remainingTime.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { lastTimes, PackageTimes } from '../../../../src/core/workflow/packageTimes.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

/** A clock that goes on by what it is told. */
function steppingClock() {
  let at = Date.parse('2026-11-29T12:00:00Z');
  return { now: () => new Date(at), pass: (milliseconds: number) => void (at += milliseconds) };
}

const known = { checking: 1000, building: 97_000, signing: 1000, verifying: 1000, 'building.gradle': 96_000, 'building.prepare': 1000 };

describe('the times of a package', () => {
  function collect(expected?: Readonly<Record<string, number>>) {
    const clock = steppingClock();
    const updates: ProgressUpdate[] = [];
    const times = new PackageTimes(clock, (update) => updates.push(update));
    times.expect(expected);
    return { clock, updates, times };
  }

  it('weight the parts and say how long the rest takes, where an earlier package is known', () => {
    const { updates, times } = collect(known);
    times.begin('checking')({ step: 'checking', fraction: 0 });
    times.begin('building')({ step: 'building', fraction: 0.5 });
    times.begin('verifying')({ step: 'verifying', fraction: 1 });
    deepStrictEqual(
      updates.map(({ fraction, remainingMs }) => [fraction, remainingMs]),
      [
        [0, 100_000],
        [0.495, 50_500],
        [1, 0],
      ],
    );
    deepStrictEqual(times.expectedSteps, { gradle: 96_000, prepare: 1000 });
  });

  it('keep the usual shares where none is, or where a part of it is unknown', () => {
    for (const expected of [undefined, { building: 5 }, {}, { checking: 0, building: 0, signing: 0, verifying: 0 }]) {
      const { updates, times } = collect(expected);
      times.begin('building')({ step: 'building', fraction: 0 });
      deepStrictEqual(updates, [{ step: 'building', fraction: 0.1 }]);
      strictEqual(times.expectedSteps, undefined);
    }
  });

  it('are measured by part, with the steps of the engine', () => {
    const { clock, times } = collect();
    clock.pass(5);
    times.begin('building');
    clock.pass(70);
    times.addSteps({ gradle: 60 });
    times.begin('signing');
    clock.pass(3);
    times.begin('verifying');
    clock.pass(2);
    deepStrictEqual(times.end(), { checking: 5, building: 70, signing: 3, verifying: 2, 'building.gradle': 60 });
  });

  it('are those of the last package of the same kind', () => {
    const made = (createdAt: string, more: Partial<PackageRecord> = {}): PackageRecord => ({
      ...packageRecord(),
      platform: 'android',
      buildType: 'release',
      engine: 'gradle',
      createdAt,
      partsMs: { checking: Date.parse(createdAt) % 100_000 },
      ...more,
    });
    const records = [
      made('2026-01-02T00:00:02Z'),
      made('2026-01-01T00:00:01Z'),
      made('2026-01-03T00:00:03Z', { variant: 'freeRelease' }),
      made('2026-01-03T00:00:03Z', { buildType: 'debug' }),
    ];
    const kind = { platform: 'android', buildType: 'release', engine: 'gradle' };
    deepStrictEqual(lastTimes(records, kind), records[0]?.partsMs);
    deepStrictEqual(lastTimes(records, { ...kind, variant: 'freeRelease' }), records[2]?.partsMs);
    strictEqual(lastTimes(records, { ...kind, engine: 'web' }), undefined);
  });
});

describe('a time that is left', () => {
  it('is said roughly', () => {
    const say = (milliseconds: number): string => {
      const left = remainingTime(milliseconds);
      return left ? `${left.count} ${left.unit}` : '';
    };
    deepStrictEqual([0, 1500, 2100, 12_000, 55_000, 58_000, 170_000, Number.NaN].map(say), [
      '',
      '',
      '5 seconds',
      '15 seconds',
      '55 seconds',
      '1 minutes',
      '3 minutes',
      '',
    ]);
  });
});
