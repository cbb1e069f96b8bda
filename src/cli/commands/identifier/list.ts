/** `mdist identifier list`: the app identifiers (bundle ids) of a team at Apple. */

import { listIdentifiers } from '../../../core/stores/app-store-connect/appleCertificates.ts';
import { withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { type Command } from '../../grammar/command.ts';
import { readStore } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';

export const identifierList: Command = {
  path: ['identifier', 'list'],
  summary: 'List the app identifiers of your team at Apple',
  options: { ...appleAccessOptions },
  examples: ['mdist identifier list --account apple'],
  run: async (input, services) => {
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const identifiers = await withConnect(await services.loadWorkflow(), account, undefined, async (api) => listIdentifiers(api));
    return {
      document: { identifiers },
      issues: [],
      write: (page) => {
        if (identifiers.length === 0) page.line('There are no identifiers. Register one with mdist identifier register.');
        else
          page.table(
            ['Identifier', 'Name'],
            identifiers.map(({ identifier, name }) => [identifier, name]),
          );
      },
    };
  },
};
