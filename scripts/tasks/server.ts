/**
 * `npm run test:server`: the release server with the programs of others around it, and with much to do. Installs what is missing where it may, and
 * runs every *.server.ts below test/server, and the tests with a real mail server and a real provider of OpenID Connect. Arguments are handed to mocha.
 */

import { buildProduct } from '../build/buildProduct.ts';
import { prepareServers } from '../servers/prepareServers.ts';
import { runSteps, type Step } from '../steps/steps.ts';
import { oneFailed, onePassed } from '../steps/tally.ts';
import { runMocha } from '../steps/toolStep.ts';

const mochaArguments = process.argv.slice(2);

const steps: readonly Step[] = [
  {
    name: 'tools',
    about: 'radosgw, PostgreSQL, nginx, Caddy, HAProxy and fdroidserver of Debian’s packages',
    run: async () => {
      const isReady = await prepareServers((line) => {
        console.log(`  ${line}`);
      });
      return {
        tally: isReady || process.env['CI'] !== 'true' ? onePassed : oneFailed,
        ...(!isReady && { note: 'not all are here: what needs them is skipped' }),
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
    name: 'server',
    about: 'mocha (test/server/**/*.server.ts)',
    run: async () => runMocha([...mochaArguments, 'test/server/**/*.server.ts']),
  },
  {
    name: 'people',
    about: 'mocha (mail with smtp-server, signing in with oidc-provider)',
    run: async () =>
      runMocha([
        ...mochaArguments,
        'test/unit/releases/notify/mail.test.ts',
        ...['signIn', 'testerSignIn', 'invitations'].map((name) => `test/unit/releases/server/${name}.test.ts`),
      ]),
  },
];

await runSteps(steps);
