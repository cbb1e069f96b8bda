import { deepStrictEqual, match } from 'node:assert/strict';
import { mock } from 'node:test';
import { type PackageTarget } from '../../../../../src/cli/commands/package/packageTargets.ts';
import { TargetProgress } from '../../../../../src/cli/commands/package/targetProgress.ts';
import { type ProgressUpdate } from '../../../../../src/core/base/progress.ts';
import { ProgressLine } from '../../../../../src/cli/terminal/progressLine.ts';
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

  it('shows programs each thing that was skipped, however little of the whole it is, and nothing else that is little', () => {
    const written: unknown[] = [];
    const out = { err: (text: string) => void written.push(JSON.parse(text)) } as unknown as Terminal;
    const progress = new TargetProgress({ terminal: out, report }, 'json', targets.slice(0, 1));
    const say = progress.reporter(0);
    say({ step: 'building', fraction: 0.5, detail: ':a' });
    say({ step: 'building', fraction: 0.501, detail: ':b', skipped: 'up-to-date' });
    say({ step: 'building', fraction: 0.502, detail: ':c', skipped: 'up-to-date' });
    say({ step: 'building', fraction: 0.503, detail: ':d', skipped: 'from-cache' });
    say({ step: 'building', fraction: 0.504, detail: ':e' });
    say({ step: 'building', fraction: 0.505, detail: ':f' });
    progress.stop();
    const target = { platform: 'android' };
    deepStrictEqual(written, [
      { target, event: 'progress', step: 'building', fraction: 0.5, detail: ':a' },
      { target, event: 'progress', step: 'building', fraction: 0.501, detail: ':b', skipped: 'up-to-date' },
      { target, event: 'progress', step: 'building', fraction: 0.502, detail: ':c', skipped: 'up-to-date' },
      { target, event: 'progress', step: 'building', fraction: 0.503, detail: ':d', skipped: 'from-cache' },
      { target, event: 'progress', step: 'building', fraction: 0.504, detail: ':e' },
    ]);
  });

  it('says on the line of a terminal what was skipped', () => {
    const lines: string[] = [];
    const line = new ProgressLine({ err: (text: string) => void lines.push(text) } as unknown as Terminal);
    const progress = new TargetProgress({ terminal, report: line.report }, 'line', targets.slice(0, 1));
    progress.reporter(0)({ step: 'building', fraction: 0.5, detail: ':app:preBuild', skipped: 'up-to-date' });
    match(lines[0] ?? '', /50 % building · :app:preBuild · up to date$/);
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
