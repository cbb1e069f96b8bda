/**
 * Mocha's dots and failures, then the name of each skipped test and of each failed one, then the one closing line that CI and people look for.
 * A task that runs mocha as one of several steps sets TALLY_FILE: the counts go there, and the task prints the line.
 */

import { writeFileSync } from 'node:fs';
import { reporters, type MochaOptions, type Runner, type Test } from 'mocha';
import { failedLine } from '../../scripts/steps/tally.ts';
import { followRunner, skipReason } from './currentRunnable.ts';

export class ClosingLineReporter extends reporters.Dot {
  readonly #skipped: Test[] = [];
  readonly #failed: string[] = [];
  readonly #reasons: string[] = [];

  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    followRunner(runner);
    runner.on('fail', (test, error: unknown) => {
      this.#failed.push(test.fullTitle());
      this.#reasons.push(firstLine(error));
    });
    runner.on('pending', (test) => this.#skipped.push(test));
  }

  override done(failures: number, callback: (failures: number) => void): void {
    for (const test of this.#skipped) console.log(`  skipped: ${test.fullTitle()} (${skipReason(test) ?? 'marked in its source'})`);
    for (const [index, title] of this.#failed.entries()) console.log(failedLine(title, this.#reasons[index] ?? ''));
    const { passes: passed, failures: failed, pending: skipped } = this.stats;
    const tallyFile = process.env['TALLY_FILE'];
    if (tallyFile === undefined) console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    else writeFileSync(tallyFile, JSON.stringify({ passed, failed, skipped, failures: this.#failed }));
    callback(failures);
  }
}

/** With its causes: what `fetch` says of itself tells nothing. Errors that come from another process are plain objects. */
function firstLine(error: unknown): string {
  const { message, cause } = typeof error === 'object' && error !== null ? (error as { message?: unknown; cause?: unknown }) : {};
  const [text = ''] = (typeof message === 'string' ? message : String(error)).split('\n', 1);
  return cause === undefined ? text : `${text}: ${firstLine(cause)}`;
}

// Mocha loads reporters with require(), which gives this export instead of the module.
export { ClosingLineReporter as 'module.exports' };
