/** `mdist testflight webhook`: App Store Connect tells a release server what happens, so that it does not have to ask. */

import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import { registerWebhook } from '../../../core/stores/app-store-connect/connectWebhooks.ts';
import { findConnectApp, withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { appleOnlyOptions, readStore, storeAppIdentifier, storeAppOptions } from '../store/storeAccess.ts';

export const testflightWebhook: Command = {
  path: ['testflight', 'webhook'],
  summary: 'Let App Store Connect report to a release server what happens to builds and versions',
  details: [
    'The server must reach the internet under the address, and be started with --store ACCOUNT for the same account: the signature of the messages is made with a secret that both derive from its key.',
  ],
  options: {
    server: { type: 'text', placeholder: 'URL', says: 'Public https address of the release server' },
    ...appleOnlyOptions,
    ...storeAppOptions,
  },
  examples: ['mdist testflight webhook --server https://releases.example.com --account apple'],
  run: async (input, services) => {
    const server = URL.parse(input.text('server') ?? '');
    const name = input.text('account');
    if (!server || (server.protocol !== 'https:' && server.hostname !== '127.0.0.1'))
      throw usageFailure('--server must be an https address', 'Add --server https://releases.example.com');
    if (name === undefined) throw usageFailure('--account is missing', 'Name the account that the server was started with');
    const appIdentifier = await storeAppIdentifier(input, services, 'app-store-connect');
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const url = `${withoutEnd(server.href, '/')}/hooks/app-store-connect/${encodeURIComponent(name)}`;
    const webhook = await withConnect(await services.loadWorkflow(), account, appIdentifier, async (api) =>
      registerWebhook(api, (await findConnectApp(api, appIdentifier)).id, url, account.key),
    );
    return {
      document: { appIdentifier, ...webhook },
      issues: [],
      write: (page) => {
        page.line(
          webhook.isChanged ? 'App Store Connect reports to the server.' : 'App Store Connect reports to the server already.',
          'green',
        );
        page.facts([['Address', webhook.url]]);
      },
    };
  },
};
