/** `mdist store connect`: remembers an account at a store after looking what it may do there. The key stays where it is. */

import { storeNames, storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { checkStore } from '../../../core/workflow/stores/openStore.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { fileOf } from '../../secrets/secretReference.ts';
import { readAccounts, writeAccounts } from './accountFile.ts';
import { checkedSource, identityOf, identityOptions, keyIssues, refuseForeignIdentity, storeOption } from './storeAccess.ts';
import { writePermissions } from './permissionText.ts';

export const storeConnect: Command = {
  path: ['store', 'connect'],
  summary: 'Remember an account at a store, and check what it may do',
  details: [
    'The key stays where it is: only its place (a file or a variable) is remembered, in a file of your user. Keep the key file outside of the project, readable by you alone.',
    'With --app-identifier, the rights for that app are checked. On Google Play this opens an edit, writes tracks as they are, and deletes the edit; nothing changes for anyone.',
  ],
  operands: [{ name: 'NAME', says: 'Name of the account here' }],
  options: {
    ...storeOption,
    key: { type: 'secret', says: 'Source of the key for the store; a file is read whole' },
    ...identityOptions,
    'app-identifier': { type: 'text', placeholder: 'ID', says: 'App to check the rights for' },
  },
  examples: [
    'mdist store connect play --store google-play --key file:play.json --app-identifier com.acme.hello',
    'mdist store connect apple --store app-store-connect --key file:AuthKey.p8 --key-id ABC123 --issuer UUID',
    'mdist store connect company --store intune --key env:INTUNE_SECRET --tenant acme.example --client-id UUID',
  ],
  run: async (input, services) => {
    const store = input.choice('store', storeNames);
    if (store === undefined) throw usageFailure('--store is missing', `Add --store with one of ${storeNames.join(', ')}`);
    refuseForeignIdentity(input, store);
    const reference = input.secret('key');
    if (reference === undefined) throw usageFailure('--key is missing', 'Add --key file:PATH or --key env:NAME');
    const [name = ''] = input.operands;
    const identity = identityOf(input);
    const source = checkedSource({ store, ...identity, key: await readKey(services, '--key', reference) });
    const access = await checkStore(await services.loadWorkflow(), source, input.text('app-identifier'), services.signal);
    const file = fileOf(reference);
    const key = file === undefined ? reference : `file:${services.paths.resolve(services.workingFolder, file)}`;
    const account: StoreAccount = { name, store, key, ...identity };
    const others = (await readAccounts(services)).filter((each) => each.name !== name);
    await writeAccounts(services, [...others, account]);
    return {
      document: { account, ...access },
      issues: await keyIssues(input, services),
      write: (page) => {
        page.line(`Connected to ${storeTitles[store]} as ${access.who}.`, 'green');
        writePermissions(page, access.permissions);
      },
      next: [`mdist store status --account ${name}`],
    };
  },
};
