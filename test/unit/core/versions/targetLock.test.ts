import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { acquireTargetLock, type LockWorld } from '../../../../src/core/versions/targetLock.ts';
import { countingRandom, FakeProcesses, fixedClock } from '../../../support/fixedWorld.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

function world(files: MemoryFiles, fields: Partial<LockWorld> & { seed?: number } = {}): LockWorld {
  return {
    files,
    paths: posixPaths,
    processes: new FakeProcesses(),
    random: countingRandom(fields.seed),
    clock: fixedClock(),
    wait: () => turn(),
    ...fields,
  };
}

const isBusy = (error: unknown) => isFailure(error, 'target-busy');
const foreign = (fields: object) =>
  JSON.stringify({ pid: 9, host: 'here', startedAt: 'then', lockedAt: '2026-11-21T09:00:00Z', ...fields });
const release = { platform: 'android', buildType: 'release' } as const;
const place = '/locks/android-release.00000000000000aa.lock';

describe('acquireTargetLock', () => {
  it('lets one in at a time, and the next one after the release', async () => {
    const files = new MemoryFiles();
    const lock = await acquireTargetLock(world(files), '/locks', release);
    await rejects(acquireTargetLock(world(files, { seed: 7 }), '/locks', release), isBusy);
    await lock.release();
    deepStrictEqual(files.paths(), []);
    await acquireTargetLock(world(files), '/locks', release);
  });

  it('keeps platforms, build types and variants apart', async () => {
    const files = new MemoryFiles();
    await acquireTargetLock(world(files), '/locks', release);
    await acquireTargetLock(world(files), '/locks', { platform: 'ios', buildType: 'ad-hoc' });
    await acquireTargetLock(world(files), '/locks', { platform: 'android', buildType: 'app-bundle' });
    for (const variant of ['free', 'Free', 'f-ree']) await acquireTargetLock(world(files), '/locks', { ...release, variant });
    strictEqual(files.paths().length, 6);
    await rejects(acquireTargetLock(world(files, { seed: 9 }), '/locks', { ...release, variant: 'Free' }), isBusy);
  });

  it('takes over from a process that was killed, and from a later process with the same number', async () => {
    for (const left of [foreign({}), foreign({ pid: 1, startedAt: 'earlier' }), 'no lock at all']) {
      const files = new MemoryFiles({ [place]: left });
      await acquireTargetLock(world(files), '/locks', release);
      deepStrictEqual(files.paths().includes(place), false, left);
    }
  });

  it('waits for another machine for hours, but not forever', async () => {
    const recent = new MemoryFiles({ [place]: foreign({ host: 'there' }) });
    await rejects(acquireTargetLock(world(recent), '/locks', release), isBusy);
    const old = new MemoryFiles({ [place]: foreign({ host: 'there', lockedAt: '2026-11-20T10:00:00Z' }) });
    await acquireTargetLock(world(old), '/locks', release);
  });

  it('never lets two in, however they interleave', async () => {
    for (let round = 0; round < 30; round++) {
      const files = new MemoryFiles();
      const results = await Promise.allSettled(
        [1, 2, 3].map((seed) => acquireTargetLock(world(files, { seed: seed * 40 + round }), '/locks', release)),
      );
      const winners = results.filter(({ status }) => status === 'fulfilled').length;
      strictEqual(winners <= 1, true);
      strictEqual(files.paths().length, winners);
    }
  });

  it('gives no version code to two runs, however they interleave', async () => {
    for (let round = 0; round < 30; round++) {
      const files = new MemoryFiles();
      const take = async (seed: number, buildType: 'debug' | 'release' | 'app-bundle'): Promise<number> => {
        const lock = await acquireTargetLock(world(files, { seed: seed * 40 + round }), '/locks', { platform: 'android', buildType });
        for (;;) {
          const versionCode = Math.max(0, ...(await lock.others()).map((code) => code.versionCode)) + 1;
          await turn();
          if (await lock.reserve({ platform: 'android', appIdentifier: 'com.acme', versionCode })) return versionCode;
        }
      };
      const codes = await Promise.all([take(1, 'debug'), take(2, 'release'), take(3, 'app-bundle')]);
      strictEqual(new Set(codes).size, 3, String(codes));
    }
  });

  it('says whether another run of the app is under way', async () => {
    const files = new MemoryFiles();
    const first = await acquireTargetLock(world(files), '/locks', release);
    const second = await acquireTargetLock(world(files), '/locks', { platform: 'android', buildType: 'debug' });
    deepStrictEqual([first.isAlone, second.isAlone], [true, false]);
    await first.reserve({ platform: 'android', appIdentifier: 'com.acme', versionCode: 7 });
    deepStrictEqual(await second.others(), [{ platform: 'android', appIdentifier: 'com.acme', versionCode: 7 }]);
    await first.release();
    deepStrictEqual(await second.others(), []);
  });

  it('waits no longer for a process that was stopped while it chose', async () => {
    const stopped = { code: { platform: 'android', appIdentifier: 'com.acme', versionCode: 7 } };
    const other = '/locks/android-release.ffffffffffffffff.lock';
    const files = new MemoryFiles({ [other]: foreign({ pid: 1, ...stopped }) });
    const lock = await acquireTargetLock(world(files), '/locks', { platform: 'android', buildType: 'debug' });
    strictEqual(await lock.reserve({ platform: 'android', appIdentifier: 'com.acme', versionCode: 7 }), false);
    strictEqual(await lock.reserve({ platform: 'android', appIdentifier: 'com.acme', versionCode: 8 }), true);
  });
});
