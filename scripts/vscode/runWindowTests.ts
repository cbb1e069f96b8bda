/** Runs tests of windows in lanes, each file or scene in its own window, and prints what one says when it has ended. */

import { type StepResult } from '../steps/steps.ts';
import { addTallies, closingLine, oneFailed } from '../steps/tally.ts';
import { flakyNote, type FlakyTests, type WindowAttempt } from './flakyTests.ts';
import { inLanes, LaneOutput } from './windowLanes.ts';

export interface WindowTests<Lane, Job extends string> {
  readonly lanes: readonly Lane[];
  /** The longest first. */
  readonly jobs: readonly Job[];
  /** Shared with other steps: what is flaky counts for the whole run. */
  readonly flaky: FlakyTests;
  /** Runs one job in a new window. */
  readonly attempt: (job: Job, lane: Lane, log: (line: string) => void) => Promise<WindowAttempt>;
}

export async function runWindowTests<Lane, Job extends string>({
  lanes,
  jobs,
  flaky,
  attempt,
}: WindowTests<Lane, Job>): Promise<StepResult> {
  const tallies = await inLanes(lanes, jobs, async (job, lane) => {
    const started = performance.now();
    const output = new LaneOutput();
    try {
      return await flaky.run(job, async () => await attempt(job, lane, output.log), output.log);
    } catch (error) {
      output.log(`  ✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return oneFailed;
    } finally {
      console.log(`  ${job} (${((performance.now() - started) / 1000).toFixed(0)} s)\n${output.text}`);
    }
  });
  const tally = addTallies(tallies);
  return { tally, note: `${closingLine(tally)}${flakyNote(flaky)}` };
}
