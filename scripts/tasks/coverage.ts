/**
 * `npm run coverage`: which lines of the source the tests run, as a page in `coverage`. Not part of `npm test`: every process that a test starts
 * then writes what it ran, which takes as long as the tests.
 */

import { runSteps } from '../steps/steps.ts';
import { testsStep } from '../steps/testsStep.ts';

await runSteps([testsStep({ coverage: true })]);
