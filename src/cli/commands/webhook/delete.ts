/** `mdist webhook delete`: removes a webhook. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const webhookDelete: Command = {
  path: ['webhook', 'delete'],
  summary: 'Delete a webhook of an app on a release server',
  operands: [{ name: 'ID', says: 'Identifier of the webhook, from mdist webhook list' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist webhook delete 5f0c… --server-app me/hello'],
  run: async (input, services) => {
    const id = input.operands[0] ?? '';
    await (await connect(input, services)).deleteWebhook(serverApp(input), id);
    return { document: { deleted: id }, issues: [], write: (page) => page.line(`Deleted the webhook ${id}`) };
  },
};
