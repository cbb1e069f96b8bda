/** `mdist store list`: the accounts that were connected. */

import { storeTitles } from '../../../core/stores/storeAccount.ts';
import { type Command } from '../../grammar/command.ts';
import { readAccounts } from './accountFile.ts';

export const storeList: Command = {
  path: ['store', 'list'],
  summary: 'List the connected store accounts',
  options: {},
  examples: ['mdist store list', 'mdist store list --json'],
  run: async (_, services) => {
    const accounts = await readAccounts(services);
    return {
      document: { accounts },
      issues: [],
      write: (page) => {
        if (accounts.length === 0) page.line('No store is connected. Connect one with mdist store connect.');
        else
          page.table(
            ['Name', 'Store', 'Key'],
            accounts.map(({ name, store, key }) => [name, storeTitles[store], key]),
          );
      },
    };
  },
};
