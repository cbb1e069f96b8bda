/**
 * Runs in the Node of Windows: the test files that are its arguments, one after the other in one process. A file that cannot be loaded
 * fails by itself.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { ClosingLineReporter } from '../../test/support/closingLineReporter.ts';

/** Wine starts programs slowly, and the machine may be busy. */
const testMs = 5 * 60_000;

const mocha = new Mocha({ ui: 'bdd', reporter: ClosingLineReporter, timeout: testMs, forbidOnly: true });
mocha.suite.emit('pre-require', globalThis, '', mocha);
for (const file of process.argv.slice(2)) {
  try {
    await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    Mocha.describe(file, () => {
      Mocha.it('can be loaded', () => {
        throw error;
      });
    });
  }
}
const untested = new Set<string>(JSON.parse(process.env['UNTESTED_TITLES'] ?? '[]'));
mocha.suite.eachTest((test) => {
  if (untested.has(test.fullTitle())) test.pending = true;
});
mocha.run((failures) => {
  // What a failed test left open must not keep the process.
  process.exit(failures > 0 ? 1 : 0);
});
