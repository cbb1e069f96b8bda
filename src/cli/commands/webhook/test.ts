/** `mdist webhook test`: sends the newest release to a webhook, to see whether it arrives. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const webhookTest: Command = {
  path: ['webhook', 'test'],
  summary: 'Send the newest release to a webhook',
  operands: [{ name: 'ID', says: 'Identifier of the webhook, from mdist webhook list' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist webhook test 5f0c… --server-app me/hello'],
  run: async (input, services) => {
    const id = input.operands[0] ?? '';
    await (await connect(input, services)).testWebhook(serverApp(input), id);
    return { document: { tested: id }, issues: [], write: (page) => page.line(`Queued a message for the webhook ${id}`) };
  },
};
