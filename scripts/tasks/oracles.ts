/**
 * `npm run test:oracles`: other people's tools judge what the product makes. Installs them where it may, names each with
 * its version, and runs every *.oracle.ts below test/oracle. Arguments are handed to mocha, such as `-g zip` or a path.
 */

import { judgeNames, judgeRow, originOf } from '../../test/oracle/support/judgeTable.ts';
import { judgeVersion } from '../../test/oracle/support/judgeVersion.ts';
import { buildProduct } from '../build/buildProduct.ts';
import { installJudges } from '../judges/installJudges.ts';
import { runSteps, type Step } from '../steps/steps.ts';
import { oneFailed, onePassed } from '../steps/tally.ts';
import { runMocha } from '../steps/toolStep.ts';

const isCi = process.env['CI'] === 'true';
const mochaArguments = process.argv.slice(2);
const spec = mochaArguments.some((argument) => argument.endsWith('.oracle.ts')) ? [] : ['test/oracle/**/*.oracle.ts'];

const judgesStep: Step = {
  name: 'judges',
  about: 'which there are, and of what version',
  run: async () => {
    await installJudges((line) => {
      console.log(`  ${line}`);
    });
    let absent = 0;
    for (const name of judgeNames) {
      const version = judgeVersion(name);
      if (version === undefined) absent += 1;
      console.log(`  ${name.padEnd(12)}  ${version ?? `absent (${originOf(judgeRow(name))}): its tests ${isCi ? 'fail' : 'are skipped'}`}`);
    }
    return { tally: isCi && absent > 0 ? oneFailed : onePassed, ...(absent > 0 && { note: `${absent} absent` }) };
  },
};

const buildStep: Step = {
  name: 'build',
  about: 'the product into dist',
  run: async () => {
    await buildProduct();
    return { tally: onePassed };
  },
};

const oracleStep: Step = {
  name: 'oracles',
  about: 'mocha (test/oracle/**/*.oracle.ts)',
  run: async () => runMocha([...mochaArguments, ...spec]),
};

await runSteps([judgesStep, buildStep, oracleStep]);
