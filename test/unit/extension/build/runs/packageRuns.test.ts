import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { type BuildType } from '../../../../../src/core/settings/platform.ts';
import { type CreatedPackage } from '../../../../../src/core/workflow/createPackage.ts';
import { type PackageRun } from '../../../../../src/extension/build/runs/packageRun.ts';
import { type PackageRuns, type RunHooks, type RunPackage } from '../../../../../src/extension/build/runs/packageRuns.ts';
import { resetFakeEditor } from '../../../../support/fakeEditor.ts';

/** A run that goes on until the test ends it. */
interface Work {
  readonly name: string;
  readonly finish: () => void;
}

async function runsWith(): Promise<{
  readonly runs: PackageRuns;
  readonly works: Work[];
  readonly start: (buildType?: BuildType, app?: string) => PackageRun;
}> {
  const { PackageRuns: Runs } = await import('../../../../../src/extension/build/runs/packageRuns.ts');
  const works: Work[] = [];
  const work: RunPackage = (request, { signal }) =>
    new Promise((resolve, reject) => {
      works.push({ name: `${request.appFolder} ${request.buildType ?? ''}`.trim(), finish: () => resolve({} as CreatedPackage) });
      signal.addEventListener('abort', () => reject(Failure.of('cancelled', {})));
    });
  const runs = new Runs(work);
  const start = (buildType?: BuildType, app = 'a'): PackageRun =>
    runs.start({ appFolder: app, appName: app, platform: 'android', ...(buildType && { buildType }) });
  return { runs, works, start };
}

const kinds = (...runs: readonly PackageRun[]): readonly string[] => runs.map(({ state }) => state.kind);

describe('PackageRuns', () => {
  beforeEach(resetFakeEditor);

  it('runs several targets at once up to a limit, and the others in their order', async () => {
    const { works, start } = await runsWith();
    const all = [start('debug'), start('release'), start('app-bundle'), start('debug', 'b')] as const;
    deepStrictEqual(kinds(...all), ['running', 'running', 'waiting', 'waiting']);
    works[1]?.finish();
    await all[1].ended;
    await setImmediate();
    deepStrictEqual(kinds(...all), ['running', 'made', 'running', 'waiting']);
    works[0]?.finish();
    works[2]?.finish();
    await Promise.all([all[0].ended, all[2].ended]);
    await setImmediate();
    deepStrictEqual(kinds(...all), ['made', 'made', 'made', 'running']);
    deepStrictEqual(
      works.map(({ name }) => name),
      ['a debug', 'a release', 'a app-bundle', 'b debug'],
    );
  });

  it('runs a target once at a time, also while it waits', async () => {
    const { start } = await runsWith();
    start('debug');
    start('release');
    start('app-bundle');
    for (const buildType of ['debug', 'app-bundle'] as const)
      throws(
        () => start(buildType),
        (error) => isFailure(error, 'platform-running'),
      );
  });

  it('cancels what waits at once, and gives its place to no one else', async () => {
    const { runs, works, start } = await runsWith();
    const [first, second, third, fourth] = [start('debug'), start('release'), start('app-bundle'), start('debug', 'b')];
    await runs.cancel(third);
    deepStrictEqual(kinds(first, second, third, fourth), ['running', 'running', 'cancelled', 'waiting']);
    await runs.stop();
    deepStrictEqual(kinds(first, second, third, fourth), ['cancelled', 'cancelled', 'cancelled', 'cancelled']);
    strictEqual(works.length, 2);
  });

  it('names of a platform the run that is active, and otherwise the last one', async () => {
    const { runs, works, start } = await runsWith();
    const debug = start('debug');
    const release = start('release');
    works[1]?.finish();
    await release.ended;
    strictEqual(runs.latest('a', 'android')?.id, debug.id);
    works[0]?.finish();
    await debug.ended;
    strictEqual(runs.latest('a', 'android')?.id, release.id);
    const again = start('debug');
    strictEqual(runs.latest('a', 'android')?.id, again.id);
    ok(runs.activeOf({ appFolder: 'a', platform: 'android', buildType: 'debug' }));
    strictEqual(runs.activeOf({ appFolder: 'a', platform: 'android' }), undefined);
  });

  it('makes several together in one place of the queue, and stops all of them with one', async () => {
    const { PackageRuns: Runs } = await import('../../../../../src/extension/build/runs/packageRuns.ts');
    const groups: unknown[] = [];
    const finishes: (() => void)[] = [];
    const work: RunPackage = (_request, { signal, together }) =>
      new Promise((resolve, reject) => {
        groups.push(together);
        finishes.push(() => resolve({} as CreatedPackage));
        signal.addEventListener('abort', () => reject(Failure.of('cancelled', {})));
      });
    const runs = new Runs(work);
    const target = { appFolder: 'a', appName: 'a', platform: 'android' } as const;
    const variants = ['free', 'paid', 'gold'].map((variant) => ({ ...target, variant }));
    const all = runs.startTogether(variants);
    const alone = runs.start({ ...target, appFolder: 'b' });
    deepStrictEqual(kinds(...all, alone), ['running', 'running', 'running', 'running']);
    deepStrictEqual(groups, [{ count: 3 }, { count: 3 }, { count: 3 }, undefined]);
    strictEqual(new Set(groups).size, 2);
    throws(
      () => runs.startTogether([{ ...target, variant: 'blue' }, ...variants]),
      (error) => isFailure(error, 'platform-running'),
    );
    finishes[0]?.();
    await all[0]?.ended;
    if (all[1]) await runs.cancel(all[1]);
    deepStrictEqual(kinds(...all, alone), ['made', 'cancelled', 'cancelled', 'running']);
  });

  it('lets the time that is left go on while nothing is reported, and shows the longest of several', async () => {
    mock.timers.enable({ apis: ['setInterval', 'Date'] });
    try {
      const { PackageRuns: Runs } = await import('../../../../../src/extension/build/runs/packageRuns.ts');
      const { progressOfAll, progressText } = await import('../../../../../src/extension/build/runs/runText.ts');
      const hooks: RunHooks[] = [];
      const finishes: (() => void)[] = [];
      const runs = new Runs(async (_request, given) => {
        hooks.push(given);
        return await new Promise((resolve) => finishes.push(() => resolve({} as CreatedPackage)));
      });
      const run = runs.start({ appFolder: 'a', appName: 'a', platform: 'android' });
      const other = runs.start({ appFolder: 'a', appName: 'a', platform: 'ios' });
      let changes = 0;
      runs.onDidChange(() => (changes += 1));
      hooks[0]?.report({ step: 'building', fraction: 0.5, remainingMs: 40_000 });
      strictEqual(progressText(run), '50 % · building · about 40 s left');
      strictEqual(progressOfAll([run, other]), '2 packages 25 %');
      mock.timers.tick(10_000);
      // The other one, of which nothing is known, is not told again.
      strictEqual(changes, 3);
      // The same again is no news.
      hooks[0]?.report({ step: 'building', fraction: 0.5, remainingMs: 40_000 });
      strictEqual(progressText(run), '50 % · building · about 30 s left');
      hooks[1]?.report({ step: 'building', fraction: 0.1, remainingMs: 180_000 });
      strictEqual(progressOfAll([run, other]), '2 packages 30 % · about 3 min left');
      for (const finish of finishes) finish();
      await Promise.all([run.ended, other.ended]);
      const last = changes;
      mock.timers.tick(60_000);
      strictEqual(changes, last);
    } finally {
      mock.timers.reset();
    }
  });
});
