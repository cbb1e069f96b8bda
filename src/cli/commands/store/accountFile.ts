/** The accounts that `store connect` remembered, in a file of this user. There is no key in it. */

import { fromUtf8, utf8 } from '../../../core/base/bytes.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { encodeStoreAccounts, parseStoreAccounts, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type CommandServices } from '../../commandServices.ts';

const largestFile = 1024 * 1024;

export async function readAccounts(services: CommandServices): Promise<readonly StoreAccount[]> {
  try {
    return parseStoreAccounts(fromUtf8(await services.files.readFile(accountPath(services), { maxBytes: largestFile })));
  } catch (error) {
    if (isFailure(error, 'file-not-found')) return [];
    throw error;
  }
}

export async function writeAccounts(services: CommandServices, accounts: readonly StoreAccount[]): Promise<void> {
  await services.files.writeFile(accountPath(services), utf8(encodeStoreAccounts(accounts)), { mode: 0o600 });
}

function accountPath({ paths, userFolder }: CommandServices): string {
  return paths.join(userFolder, 'stores.json');
}
