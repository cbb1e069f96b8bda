/** The steps of `npm test`. */

import { buildProduct } from '../build/buildProduct.ts';
import { fuzzTargets } from '../fuzz/fuzzTargets.ts';
import { runFuzz } from '../fuzz/runFuzz.ts';
import { checkSteps } from './checkSteps.ts';
import { type Step } from './steps.ts';
import { testedSteps } from './vscodeSteps.ts';
import { oneFailed, onePassed } from './tally.ts';

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

export const testSteps: readonly Step[] = [buildStep, ...checkSteps, ...testedSteps, fuzzStep];
