/**
 * `npm run test:engines`: real builds of native projects by the built product, with the tools of others. Installs those where it may, and
 * runs every *.engine.ts below test/engines. Arguments are handed to mocha.
 */

import { buildProduct } from '../build/buildProduct.ts';
import { prepareCordova } from '../engines/prepareCordova.ts';
import { prepareGenerators } from '../engines/prepareGenerators.ts';
import { prepareGradle } from '../engines/prepareGradle.ts';
import { runSteps, type Step } from '../steps/steps.ts';
import { oneFailed, onePassed } from '../steps/tally.ts';
import { runMocha } from '../steps/toolStep.ts';

const mochaArguments = process.argv.slice(2);

const steps: readonly Step[] = [
  {
    name: 'tools',
    about: 'Gradle, the Android plugin and an SDK, of Debian’s packages; projects by the generators of six frameworks',
    run: async () => {
      const log = (line: string): void => {
        console.log(`  ${line}`);
      };
      // A developer’s machine may have no Debian packages; then nothing is built.
      const hasGradle = await prepareGradle(log);
      if (!hasGradle) process.env['NO_GRADLE'] = 'true';
      const hasProjects = await prepareGenerators(log);
      const isReady = hasGradle && hasProjects && (await prepareCordova(log));
      if (!isReady) process.env['NO_CORDOVA'] = 'true';
      return {
        tally: isReady || process.env['CI'] !== 'true' ? onePassed : oneFailed,
        ...(!isReady && { note: 'not here: builds are skipped' }),
      };
    },
  },
  {
    name: 'build',
    about: 'the product into dist',
    run: async () => {
      await buildProduct();
      return { tally: onePassed };
    },
  },
  {
    name: 'engines',
    about: 'mocha (test/engines/**/*.engine.ts)',
    run: async () => runMocha([...mochaArguments, 'test/engines/**/*.engine.ts']),
  },
];

await runSteps(steps);
