/** Accounts at stores that a release server gets: those that were named, with their keys. */

import { Failure } from '../../../core/base/failure.ts';
import { identityWithin } from '../../../core/stores/storeAccount.ts';
import { type StoreOptions } from '../../../releases/server/runningServer.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { readAccounts } from '../store/accountFile.ts';

/** `undefined` without `--store`. */
export async function serverStores(input: CommandInput, services: CommandServices): Promise<readonly StoreOptions[] | undefined> {
  const wishes = input.textList('store');
  if (wishes.length === 0) return undefined;
  const accounts = await readAccounts(services);
  const stores: StoreOptions[] = [];
  for (const wish of wishes) {
    const [name = '', ...track] = wish.split(':');
    const account = accounts.find((each) => each.name === name);
    if (!account) throw Failure.of('store-account-unknown', { name, known: accounts.map((each) => each.name).join(', ') || '-' });
    if (stores.some((each) => each.name === name)) throw usageFailure(`--store ${name} is given twice`, 'Name each account once');
    if (account.key === undefined) throw usageFailure(`The account ${name} has no key`, 'Connect it again: mdist store connect');
    const key = (await readKey(services, '--store', account.key)).reveal();
    stores.push({ name, store: account.store, track: track.join(':'), key, identity: { ...identityWithin(account) } });
  }
  return stores;
}
