import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { FlakyTests, flakyNote, type WindowAttempt } from '../../../../scripts/vscode/flakyTests.ts';

const passed: WindowAttempt = { tally: { passed: 3, failed: 0, skipped: 0 }, failures: [] };
const failing = (...failures: readonly string[]): WindowAttempt => ({
  tally: { passed: 1, failed: failures.length, skipped: 1 },
  failures,
});

describe('tests of windows', () => {
  let flaky: FlakyTests;
  let lines: string[];

  /** Runs with these results, one after the other, and says how many of them were asked for. */
  async function run(name: string, ...results: readonly WindowAttempt[]) {
    const left = [...results];
    const tally = await flaky.run(
      name,
      async () => left.shift() ?? failing('asked too often'),
      (line) => lines.push(line),
    );
    return { tally, attempts: results.length - left.length };
  }

  beforeEach(() => {
    lines = [];
    flaky = new FlakyTests((title) => (title === 'no picture' ? undefined : `/out/${title}.png`));
  });

  it('run once when they pass', async () => {
    deepStrictEqual(await run('story', passed, failing('a')), { tally: passed.tally, attempts: 1 });
    deepStrictEqual([flaky.found, flakyNote(flaky)], [[], '']);
  });

  it('have failed when they fail twice, with what the second time found', async () => {
    deepStrictEqual(await run('story', failing('a'), failing('b', 'c')), { tally: failing('b', 'c').tally, attempts: 2 });
    deepStrictEqual(flaky.found, []);
  });

  it('are flaky when they pass in a new window, and are named with their picture', async () => {
    deepStrictEqual(await run('story', failing('a'), passed), { tally: passed.tally, attempts: 2 });
    deepStrictEqual(await run('other', failing('no picture'), passed), { tally: passed.tally, attempts: 2 });
    deepStrictEqual(flaky.found, [{ title: 'a', picture: '/out/a.png' }, { title: 'no picture' }]);
    strictEqual(flakyNote(flaky), '; 2 flaky: a, no picture');
    deepStrictEqual(
      lines.filter((line) => line.startsWith('  flaky:')),
      ['  flaky: a; see /out/a.png', '  flaky: no picture'],
    );
  });

  it('fail when more than two are flaky', async () => {
    strictEqual((await run('one', failing('a'), passed)).tally.failed, 0);
    strictEqual((await run('two', failing('b'), passed)).tally.failed, 0);
    strictEqual((await run('three', failing('c'), passed)).tally.failed, 1);
    strictEqual((await run('four', failing('d', 'e'), passed)).tally.failed, 2);
    strictEqual((await run('five', passed)).tally.failed, 0);
  });

  it('fail when three of one window are flaky', async () => {
    strictEqual((await run('one', failing('a', 'b', 'c'), passed)).tally.failed, 1);
  });

  it('are named after their window when it broke off', async () => {
    await run('story', { tally: { passed: 0, failed: 1, skipped: 0 }, failures: [] }, passed);
    deepStrictEqual(flaky.found, [{ title: 'story', picture: '/out/story.png' }]);
  });
});
