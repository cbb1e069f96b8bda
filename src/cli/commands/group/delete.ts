/** `mdist group delete`: removes a distribution group; its releases stay. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const groupDelete: Command = {
  path: ['group', 'delete'],
  summary: 'Delete a distribution group on a release server; its releases stay',
  operands: [{ name: 'NAME', says: 'Name of the group' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist group delete Beta --server-app me/hello'],
  run: async (input, services) => {
    const name = input.operands[0] ?? '';
    await (await connect(input, services)).deleteGroup(serverApp(input), name);
    return { document: { deleted: name }, issues: [], write: (page) => page.line(`Deleted the group ${name}`) };
  },
};
