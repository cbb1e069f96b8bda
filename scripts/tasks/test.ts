/**
 * `npm test`: builds the product, checks everything, runs all tests that need no program of others, tries the packed extension
 * in a real VS Code, and fuzzes each format for a moment. Names of steps run these alone: `npm test -- build tests`.
 */

import { buildProduct } from '../build/buildProduct.ts';
import { fuzzTargets } from '../fuzz/fuzzTargets.ts';
import { runFuzz } from '../fuzz/runFuzz.ts';
import { checkSteps } from '../steps/checkSteps.ts';
import { chooseSteps, runSteps, type Step } from '../steps/steps.ts';
import { closeVsCode, testedSteps } from '../steps/vscodeSteps.ts';
import { oneFailed, onePassed } from '../steps/tally.ts';

const runsEach = 2000;

const buildStep: Step = {
  name: 'build',
  about: 'the product into dist',
  run: async () => {
    const { outputs, wasFresh } = await buildProduct();
    const kilobytes = outputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 1024;
    return { tally: onePassed, note: wasFresh ? 'up to date' : `${outputs.length} files, ${kilobytes.toFixed(0)} KB` };
  },
};

const fuzzStep: Step = {
  name: 'fuzz',
  about: `${runsEach} mutations of each format (npm run fuzz: a million)`,
  run: async () => {
    const targets = await fuzzTargets();
    const findings = await runFuzz(targets, { runsEach, seed: 1 });
    const passed = targets.length - new Set(findings.map(({ target }) => target)).size;
    return { tally: findings.length > 0 ? { ...oneFailed, passed } : { ...onePassed, passed } };
  },
};

const steps = chooseSteps([buildStep, ...checkSteps, ...testedSteps, fuzzStep], process.argv.slice(2));
try {
  const { failed } = await runSteps(steps);
  if (failed > 0) process.exitCode = 1;
} finally {
  await closeVsCode();
}
