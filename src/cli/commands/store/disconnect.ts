/** `mdist store disconnect`: forgets an account. The key file stays. */

import { Failure } from '../../../core/base/failure.ts';
import { type Command } from '../../grammar/command.ts';
import { readAccounts, writeAccounts } from './accountFile.ts';

export const storeDisconnect: Command = {
  path: ['store', 'disconnect'],
  summary: 'Forget a store account; its key stays where it is',
  operands: [{ name: 'NAME', says: 'Name of the account' }],
  options: {},
  examples: ['mdist store disconnect play'],
  run: async ({ operands: [name = ''] }, services) => {
    const accounts = await readAccounts(services);
    if (!accounts.some((each) => each.name === name))
      throw Failure.of('store-account-unknown', { name, known: accounts.map((each) => each.name).join(', ') || '-' });
    const kept = accounts.filter((each) => each.name !== name);
    await writeAccounts(services, kept);
    return { document: { accounts: kept }, issues: [], write: (page) => page.line(`Forgot the account ${name}`) };
  },
};
