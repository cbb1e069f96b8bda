/** `mdist link delete`: withdraws a link, at once. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const linkDelete: Command = {
  path: ['link', 'delete'],
  summary: 'Withdraw a link of an app on a release server',
  operands: [{ name: 'ID', says: 'Identifier of the link, from mdist link list' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist link delete 5f0c… --server-app me/hello'],
  run: async (input, services) => {
    const id = input.operands[0] ?? '';
    await (await connect(input, services)).withdrawLink(serverApp(input), id);
    return { document: { deleted: id }, issues: [], write: (page) => page.line(`Withdrew the link ${id}`) };
  },
};
