import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { RunQueue } from '../../../../src/core/base/runQueue.ts';

function works(queue: RunQueue, count: number) {
  const begun: number[] = [];
  const all = Array.from({ length: count }, (_, index) => {
    const end = Promise.withResolvers<undefined>();
    const leave = queue.add(async () => {
      begun.push(index);
      await end.promise;
    });
    return { leave, finish: () => end.resolve(undefined) };
  });
  return { begun, all };
}

describe('RunQueue', () => {
  it('begins as many as it may, and the others in their order', async () => {
    const { begun, all } = works(new RunQueue(2), 4);
    deepStrictEqual(begun, [0, 1]);
    all[1]?.finish();
    await setImmediate();
    deepStrictEqual(begun, [0, 1, 2]);
    for (const work of all) work.finish();
    await setImmediate();
    deepStrictEqual(begun, [0, 1, 2, 3]);
  });

  it('lets what waits leave, and nothing else', async () => {
    const { begun, all } = works(new RunQueue(1), 3);
    strictEqual(all[1]?.leave(), true);
    strictEqual(all[1]?.leave(), false);
    strictEqual(all[0]?.leave(), false);
    all[0]?.finish();
    await setImmediate();
    deepStrictEqual(begun, [0, 2]);
  });
});
