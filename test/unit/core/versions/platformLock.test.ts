import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { acquirePlatformLock, type LockWorld } from '../../../../src/core/versions/platformLock.ts';
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

const isBusy = (error: unknown) => isFailure(error, 'platform-busy');
const foreign = (fields: object) =>
  JSON.stringify({ pid: 9, host: 'here', startedAt: 'then', lockedAt: '2026-11-21T09:00:00Z', ...fields });
const place = '/locks/android.00000000000000aa.lock';

describe('acquirePlatformLock', () => {
  it('lets one in at a time, and the next one after the release', async () => {
    const files = new MemoryFiles();
    const lock = await acquirePlatformLock(world(files), '/locks', 'android');
    await rejects(acquirePlatformLock(world(files, { seed: 7 }), '/locks', 'android'), isBusy);
    await lock.release();
    deepStrictEqual(files.paths(), []);
    await acquirePlatformLock(world(files), '/locks', 'android');
  });

  it('keeps the platforms apart', async () => {
    const files = new MemoryFiles();
    await acquirePlatformLock(world(files), '/locks', 'android');
    await acquirePlatformLock(world(files), '/locks', 'ios');
    strictEqual(files.paths().length, 2);
  });

  it('takes over from a process that was killed, and from a later process with the same number', async () => {
    for (const left of [foreign({}), foreign({ pid: 1, startedAt: 'earlier' }), 'no lock at all']) {
      const files = new MemoryFiles({ [place]: left });
      await acquirePlatformLock(world(files), '/locks', 'android');
      deepStrictEqual(files.paths().includes(place), false, left);
    }
  });

  it('waits for another machine for hours, but not for ever', async () => {
    const recent = new MemoryFiles({ [place]: foreign({ host: 'there' }) });
    await rejects(acquirePlatformLock(world(recent), '/locks', 'android'), isBusy);
    const old = new MemoryFiles({ [place]: foreign({ host: 'there', lockedAt: '2026-11-20T10:00:00Z' }) });
    await acquirePlatformLock(world(old), '/locks', 'android');
  });

  it('never lets two in, however they interleave', async () => {
    for (let round = 0; round < 30; round++) {
      const files = new MemoryFiles();
      const results = await Promise.allSettled(
        [1, 2, 3].map((seed) => acquirePlatformLock(world(files, { seed: seed * 40 + round }), '/locks', 'android')),
      );
      const winners = results.filter(({ status }) => status === 'fulfilled').length;
      strictEqual(winners <= 1, true);
      strictEqual(files.paths().length, winners);
    }
  });
});
