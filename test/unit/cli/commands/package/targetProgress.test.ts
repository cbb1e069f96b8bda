import { deepStrictEqual } from 'node:assert/strict';
import { mock } from 'node:test';
import { type PackageTarget } from '../../../../../src/cli/commands/package/packageTargets.ts';
import { TargetProgress } from '../../../../../src/cli/commands/package/targetProgress.ts';
import { type ProgressUpdate } from '../../../../../src/core/base/progress.ts';
import { type Terminal } from '../../../../../src/cli/terminal/terminal.ts';

const targets: readonly PackageTarget[] = [
  { platform: 'android', overrides: {} },
  { platform: 'ios', overrides: {} },
];

describe('the progress of packages on the terminal', () => {
  let shown: (number | undefined)[] = [];
  let now = 0;
  const terminal = {} as Terminal;
  const report = ({ remainingMs }: ProgressUpdate): unknown => shown.push(remainingMs);

  beforeEach(() => {
    shown = [];
    now = 1000;
    mock.timers.enable({ apis: ['setInterval'] });
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  function pass(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      now += 1000;
      mock.timers.tick(1000);
    }
  }

  it('counts the time that is left down while nothing is reported, until it is stopped', () => {
    const progress = new TargetProgress({ terminal, report }, 'line', targets.slice(0, 1));
    progress.reporter(0)({ step: 'building', fraction: 0.5, remainingMs: 40_000 });
    pass(3);
    deepStrictEqual(shown, [40_000, 39_000, 38_000, 37_000]);
    progress.stop();
    pass(3);
    deepStrictEqual(shown.length, 4);
  });

  it('shows the longer time of two, each counted since it was reported', () => {
    const progress = new TargetProgress({ terminal, report }, 'line', targets);
    progress.reporter(0)({ step: 'building', fraction: 0.5, remainingMs: 100_000 });
    pass(50);
    progress.reporter(1)({ step: 'building', fraction: 0.1, remainingMs: 60_000 });
    pass(1);
    deepStrictEqual([shown[0], ...shown.slice(-2)], [undefined, 60_000, 59_000]);
    progress.stop();
  });

  it('does not draw over a question', async () => {
    const progress = new TargetProgress({ terminal, report }, 'line', targets.slice(0, 1));
    const answered = Promise.withResolvers<undefined>();
    progress.reporter(0)({ step: 'building', fraction: 0.5, remainingMs: 40_000 });
    const asking = progress.whileAsking({ ask: async () => await answered.promise }).ask({} as never);
    pass(5);
    deepStrictEqual(shown, [40_000]);
    answered.resolve(undefined);
    await asking;
    pass(1);
    deepStrictEqual(shown, [40_000, 34_000]);
    progress.stop();
  });
});
