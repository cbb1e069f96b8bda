/** `npm run check`: everything that must be true of every commit. Names of steps run these alone: `npm run check -- types lint`. */

import { checkSteps } from '../steps/checkSteps.ts';
import { chooseSteps, runSteps } from '../steps/steps.ts';

await runSteps(chooseSteps(checkSteps, process.argv.slice(2)));
