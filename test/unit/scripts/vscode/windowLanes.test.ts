import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { longestFirst, slowStories } from '../../../../scripts/vscode/storyOrder.ts';
import { inLanes } from '../../../../scripts/vscode/windowLanes.ts';

describe('lanes of windows', () => {
  it('share the jobs, and each does one at a time', async () => {
    const begun: string[] = [];
    const gates = new Map(['a', 'b', 'c', 'd'].map((job) => [job, Promise.withResolvers<void>()]));
    const ended = inLanes(['left', 'right'], ['a', 'b', 'c', 'd'], async (job, lane) => {
      begun.push(`${lane} ${job}`);
      await gates.get(job)?.promise;
      return job.toUpperCase();
    });
    const settled = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
    await settled();
    deepStrictEqual(begun, ['left a', 'right b']);
    // The first job is long: the other lane does everything else.
    for (const job of ['b', 'c', 'd']) {
      gates.get(job)?.resolve();
      await settled();
    }
    deepStrictEqual(begun, ['left a', 'right b', 'right c', 'right d']);
    gates.get('a')?.resolve();
    deepStrictEqual(await ended, ['A', 'B', 'C', 'D']);
  });

  it('end with the error of a job', async () => {
    await rejects(
      inLanes([1, 2], ['a', 'b'], async (job) => {
        if (job === 'b') throw new Error('the disk is full');
        return await Promise.resolve(job);
      }),
      /the disk is full/,
    );
  });
});

describe('the order of window tests', () => {
  it('has the slowest first, and every one once', () => {
    const [slowest = '', slower = ''] = slowStories;
    const stories = ['test/ui/one.ui.ts', slower, 'test/ui/two.ui.ts', slowest];
    deepStrictEqual(longestFirst(stories), [slowest, slower, 'test/ui/one.ui.ts', 'test/ui/two.ui.ts']);
    deepStrictEqual(longestFirst(['test/ui/one.ui.ts']), ['test/ui/one.ui.ts']);
  });

  it('names files that exist', () => {
    for (const story of slowStories) ok(existsSync(story), story);
    strictEqual(new Set(slowStories).size, slowStories.length);
  });
});
