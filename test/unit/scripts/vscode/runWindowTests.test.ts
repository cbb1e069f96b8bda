import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** Results of the attempts of each file, in their order: titles of the tests that failed. */
type Results = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Runs a task of two steps, of which one tries windows, in its own process: the exit code is part of what is tested. */
function runTask(results: Results) {
  const program = `
    import { runSteps } from './scripts/steps/steps.ts';
    import { FlakyTests } from './scripts/vscode/flakyTests.ts';
    import { runWindowTests } from './scripts/vscode/runWindowTests.ts';
    const results = ${JSON.stringify(results)};
    const flaky = new FlakyTests((title) => '/out/' + title + '.png');
    const attempt = async (job, lane, log) => {
      const failures = results[job].shift();
      if (!failures) throw new Error('the disk is full');
      log('attempt at ' + job);
      await new Promise((resolve) => setImmediate(resolve));
      log('end of ' + job);
      return { tally: { passed: 3 - failures.length, failed: failures.length, skipped: 0 }, failures };
    };
    const other = { name: 'other', about: 'passes', run: async () => ({ tally: { passed: 1, failed: 0, skipped: 0 } }) };
    const run = async () => await runWindowTests({ lanes: [1, 2], jobs: Object.keys(results), flaky, attempt });
    await runSteps([{ name: 'window', about: 'tried', run }, other]);
  `;
  const arguments_ = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, { encoding: 'utf8' });
  strictEqual(stderr, '');
  const lines = stdout.trimEnd().split('\n');
  return { status, lines, closing: lines.at(-1), summary: lines.findLast((line) => line.startsWith('window')) ?? '' };
}

describe('a task that tries windows', () => {
  it('exits with 0 when everything passes', () => {
    const { status, closing, summary } = runTask({ a: [[]], b: [[]], c: [[]] });
    deepStrictEqual([status, closing], [0, '10 passed, 0 failed, 0 skipped']);
    match(summary, /^window +✓ fine .*9 passed, 0 failed, 0 skipped$/);
  });

  it('exits with 0 when two tests are flaky, and names them in the summary', () => {
    const { status, closing, summary, lines } = runTask({ a: [['first'], []], b: [['second'], []] });
    deepStrictEqual([status, closing], [0, '7 passed, 0 failed, 0 skipped']);
    match(summary, /^window +✓ fine .*2 flaky: first, second$/);
    ok(lines.includes('  flaky: first; see /out/first.png'), lines.join('\n'));
  });

  it('exits with 1 when a third test is flaky, whichever lane it was in', () => {
    const { status, closing, summary } = runTask({ a: [['first'], []], b: [['second'], []], c: [['third'], []] });
    deepStrictEqual([status, closing], [1, '10 passed, 1 failed, 0 skipped']);
    match(summary, /^window +✗ failed .*1 failed, 0 skipped; 3 flaky: first, second, third$/);
  });

  it('exits with 1 when a test fails twice', () => {
    const { status, closing, summary } = runTask({ a: [[]], b: [['wrong'], ['wrong']] });
    deepStrictEqual([status, closing], [1, '6 passed, 1 failed, 0 skipped']);
    match(summary, /^window +✗ failed .*5 passed, 1 failed, 0 skipped$/);
  });

  it('exits with 1 when a file cannot be run, and runs the others', () => {
    const { status, closing, lines } = runTask({ a: [], b: [[]], c: [[]] });
    deepStrictEqual([status, closing], [1, '7 passed, 1 failed, 0 skipped']);
    ok(lines.includes('  ✗ Error: the disk is full'), lines.join('\n'));
  });

  it('prints what one file says in one piece', () => {
    const { lines } = runTask({ a: [['first'], []], b: [[]] });
    const said = lines
      .filter((line) => /^ {2}[ab] \(|attempt|end of|failed, and/.test(line))
      .map((line) => line.replace(/\(\d+ s\)/, '(…)'));
    const ofB = said.indexOf('  b (…)');
    deepStrictEqual(said.splice(ofB, 3), ['  b (…)', 'attempt at b', 'end of b']);
    const again = '  failed, and tried once more in a new window: first';
    deepStrictEqual(said, ['  a (…)', 'attempt at a', 'end of a', again, 'attempt at a', 'end of a']);
  });
});
