/** `mdist webhook list`: the webhooks of an app on a release server, without what is secret about them. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const webhookList: Command = {
  path: ['webhook', 'list'],
  summary: 'List the webhooks of an app on a release server',
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist webhook list --server-app me/hello'],
  run: async (input, services) => {
    const webhooks = await (await connect(input, services)).listWebhooks(serverApp(input));
    return {
      document: { webhooks },
      issues: [],
      write: (page) => {
        if (webhooks.length === 0) page.line('There are no webhooks.');
        else
          page.table(
            ['Name', 'Kind', 'Host', 'Events', 'Enabled', 'Identifier'],
            webhooks.map(({ id, name, kind, host, events, isEnabled }) => [name, kind, host, events.join(', '), isEnabled, id]),
          );
      },
    };
  },
};
