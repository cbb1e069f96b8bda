/** `npm run check`: everything that must hold for every commit. Names of steps run these alone: `npm run check -- types lint`. */

import { checkSteps } from '../steps/checkSteps.ts';
import { runSteps } from '../steps/steps.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checkSteps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; there are ${checkSteps.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else {
  const { failed } = await runSteps(checkSteps.filter(({ name }) => wanted.length === 0 || wanted.includes(name)));
  if (failed > 0) process.exitCode = 1;
}
