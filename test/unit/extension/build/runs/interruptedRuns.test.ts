import { setImmediate } from 'node:timers/promises';
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { type CreatedPackage } from '../../../../../src/core/workflow/createPackage.ts';
import { InterruptedRuns } from '../../../../../src/extension/build/runs/interruptedRuns.ts';
import { type RunPackage } from '../../../../../src/extension/build/runs/packageRuns.ts';
import { resetFakeEditor } from '../../../../support/fakeEditor.ts';

/** The state of a workspace, which outlives its windows. */
function stateOf() {
  const values = new Map<string, unknown>();
  let writes = 0;
  const memento = {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key),
    update: async (key: string, value: unknown) => {
      writes += 1;
      if (value === undefined) values.delete(key);
      else values.set(key, structuredClone(value));
    },
  };
  return { memento: memento as never, values, writes: () => writes };
}

async function windowOn(state: ReturnType<typeof stateOf>) {
  const { PackageRuns } = await import('../../../../../src/extension/build/runs/packageRuns.ts');
  const finishes: (() => void)[] = [];
  const work: RunPackage = (_request, { report, signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(Failure.of('cancelled', {})));
      for (const fraction of [0.1, 0.2, 0.3]) report({ step: 'building', fraction });
      finishes.push(() => resolve({} as CreatedPackage));
    });
  const runs = new PackageRuns(work);
  const told: string[] = [];
  new InterruptedRuns(state.memento, runs).start((interrupted) => {
    for (const { appName, platform, buildType, variant, overrides, isClean } of interrupted)
      told.push([appName, platform, buildType, variant, overrides?.engine, isClean === true ? 'clean' : ''].join(' ').trimEnd());
  });
  return { runs, finishes, told };
}

describe('packages that a reload of the window stops', () => {
  beforeEach(resetFakeEditor);

  it('are told to the next window, once', async () => {
    const state = stateOf();
    const first = await windowOn(state);
    first.runs.start({ appFolder: '/shop', appName: 'Shop', platform: 'android', buildType: 'release', variant: 'free' });
    first.runs.start({ appFolder: '/shop', appName: 'Shop', platform: 'ios', overrides: { engine: 'reuse' }, isClean: true });
    await setImmediate();
    // The window is gone before they end.
    await first.runs.stop();
    first.runs.dispose();
    await setImmediate();
    deepStrictEqual((await windowOn(state)).told, ['Shop android release free', 'Shop ios   reuse clean']);
    deepStrictEqual((await windowOn(state)).told, []);
  });

  it('are none where all had ended', async () => {
    const state = stateOf();
    const { runs, finishes } = await windowOn(state);
    const run = runs.start({ appFolder: '/shop', appName: 'Shop', platform: 'android' });
    await setImmediate();
    finishes[0]?.();
    await run.ended;
    deepStrictEqual((await windowOn(state)).told, []);
    // Once when it began, and once when it ended.
    strictEqual(state.writes(), 2);
  });
});
