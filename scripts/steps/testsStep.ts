/** The tests that need no program of others, on all processors. */

import { availableParallelism } from 'node:os';
import { type Step } from './steps.ts';
import { runMocha } from './toolStep.ts';

export function testsStep({ coverage = false } = {}): Step {
  return {
    name: 'tests',
    about: `mocha (test/**/*.test.ts)${coverage ? ', with the lines that are run' : ''}`,
    // Mocha by itself leaves a core to the process that only waits for the others.
    run: async () => runMocha(['--parallel', '--jobs', String(availableParallelism()), 'test/**/*.test.ts'], { coverage }),
  };
}
