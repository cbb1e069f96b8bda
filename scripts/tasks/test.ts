/**
 * `npm test`: builds the product, checks everything, runs all tests that need no program of others, tries the packed extension
 * in a real VS Code, and fuzzes each format for a moment. Names of steps run these alone: `npm test -- build tests`.
 */

import { chooseSteps, runSteps } from '../steps/steps.ts';
import { testSteps } from '../steps/testSteps.ts';
import { closeVsCode } from '../steps/vscodeSteps.ts';

const steps = chooseSteps(testSteps, process.argv.slice(2));
try {
  await runSteps(steps);
} finally {
  await closeVsCode();
}
