/** Mocha's results as events on the console of the extension host, and as counts in TALLY_FILE where that is named. */

import { writeFileSync } from 'node:fs';
import Mocha, { type MochaOptions, type Runner } from 'mocha';
import { writeHostEvent } from './hostEvents.ts';

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;

export class HostReporter extends Mocha.reporters.Base {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.on(EVENT_TEST_PASS, (test) => {
      writeHostEvent({ kind: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on(EVENT_TEST_FAIL, (test, error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      writeHostEvent({ kind: 'failed', title: test.fullTitle(), reason });
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      writeHostEvent({ kind: 'skipped', title: test.fullTitle() });
    });
  }

  override done(failures: number, callback: (failures: number) => void): void {
    const { passes: passed, failures: failed, pending: skipped } = this.stats;
    const tallyFile = process.env['TALLY_FILE'];
    if (tallyFile !== undefined) writeFileSync(tallyFile, JSON.stringify({ passed, failed, skipped }));
    writeHostEvent({ kind: 'end', passed, failed, skipped });
    callback(failures);
  }
}
