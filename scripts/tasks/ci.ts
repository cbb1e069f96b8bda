/**
 * What `.ci/run` starts: all tests, other people's tools as judges, and Windows under Wine. Everything runs, also after a failure; the last
 * line sums up all of it. `npm test` and its siblings do the same one after the other.
 */

import { ciPhases, type CiTask } from '../ci/ciPhases.ts';
import { runTee } from '../ci/runTee.ts';
import { addTallies, closingLine, failedLines, oneFailed, parseClosingLine, type Tally } from '../steps/tally.ts';

interface Outcome {
  readonly title: string;
  readonly tally: Tally;
  readonly seconds: number;
  /** What failed in it, by name. */
  readonly failures: readonly string[];
}

const started = performance.now();
const outcomes: Outcome[] = [];
for (const phase of ciPhases)
  await Promise.all(
    phase.map(async (lane, index) => {
      // The first lane is shown as it runs, the others when a task of theirs has ended.
      for (const task of lane) outcomes.push(await run(task, index === 0));
    }),
  );

const width = Math.max(...outcomes.map(({ title }) => title.length));
console.log('');
for (const { title, tally, seconds } of outcomes)
  console.log(
    `${title.padEnd(width)}  ${tally.failed > 0 ? '✗ failed' : '✓ fine  '} ${seconds.toFixed(0).padStart(5)} s  ${closingLine(tally)}`,
  );
for (const { title, failures } of outcomes.filter((each) => each.failures.length > 0))
  console.log(['', `${title}:`, ...failures].join('\n'));
console.log(`${((performance.now() - started) / 60_000).toFixed(1)} minutes\n`);
const total = addTallies(outcomes.map(({ tally }) => tally));
console.log(closingLine(total));
if (total.failed > 0) process.exitCode = 1;

async function run({ task, steps = [] }: CiTask, isShown: boolean): Promise<Outcome> {
  const title = [task, ...steps].join(' ');
  if (isShown) console.log(`\n━━ ${title}`);
  const since = performance.now();
  const { exitCode, output } = await runTee(task, steps, isShown);
  if (!isShown) console.log(`\n━━ ${title}\n${output.trimEnd()}`);
  const tally = parseClosingLine(output);
  const failed = { ...(tally ?? oneFailed), failed: Math.max(1, tally?.failed ?? 1) };
  // A task that ended without its closing line has failed, whatever its exit code.
  const seconds = (performance.now() - since) / 1000;
  return { title, tally: tally && exitCode === 0 ? tally : failed, seconds, failures: failedLines(output) };
}
