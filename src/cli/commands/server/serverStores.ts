/** Accounts at stores that a release server gets: those that were named, with their keys. */

import { Failure } from '../../../core/base/failure.ts';
import { isExternalAccount, withSubjectTokenFile } from '../../../core/stores/google/externalAccount.ts';
import { identityWithin } from '../../../core/stores/storeAccount.ts';
import { type StoreOptions } from '../../../releases/server/runningServer.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { readAccounts } from '../store/accountFile.ts';

/** `undefined` without `--store`. The token of a workload is where the operator says, not where the file of the account does. */
export async function serverStores(input: CommandInput, services: CommandServices): Promise<readonly StoreOptions[] | undefined> {
  const wishes = input.textList('store');
  const accounts = wishes.length === 0 ? [] : await readAccounts(services);
  const tokenFiles = tokenFilesOf(input, services);
  const stores: StoreOptions[] = [];
  for (const wish of wishes) {
    const [name = '', ...track] = wish.split(':');
    const account = accounts.find((each) => each.name === name);
    if (!account) throw Failure.of('store-account-unknown', { name, known: accounts.map((each) => each.name).join(', ') || '-' });
    if (stores.some((each) => each.name === name)) throw usageFailure(`--store ${name} is given twice`, 'Name each account once');
    if (account.key === undefined) throw usageFailure(`The account ${name} has no key`, 'Connect it again: mdist store connect');
    const key = await readKey(services, '--store', account.key);
    const tokenFile = tokenFiles.get(name);
    tokenFiles.delete(name);
    if (tokenFile === undefined && isExternalAccount(key))
      throw usageFailure(`The account ${name} uses workload identity`, `Add --store-token ${name}=FILE with the token of the workload`);
    // Before the server starts: a key for an account that takes no key is refused.
    if (tokenFile !== undefined) withSubjectTokenFile(key, tokenFile);
    const identity = { ...identityWithin(account) };
    stores.push({
      name,
      store: account.store,
      track: track.join(':'),
      key: key.reveal(),
      identity,
      ...(tokenFile !== undefined && { tokenFile }),
    });
  }
  // An account that no one named.
  const [unused] = tokenFiles.keys();
  if (unused !== undefined) throw usageFailure(`--store-token names ${unused}, but --store does not`, `Add --store ${unused}`);
  return stores.length === 0 ? undefined : stores;
}

/** By account, absolute. */
function tokenFilesOf(input: CommandInput, { paths, workingFolder }: CommandServices): Map<string, string> {
  return new Map(
    input.textList('store-token').map((text) => {
      const [, name, file] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (name === undefined || file === undefined) throw usageFailure(`--store-token cannot be ${text}`, 'Write it as ACCOUNT=FILE');
      return [name, paths.resolve(workingFolder, file)];
    }),
  );
}
