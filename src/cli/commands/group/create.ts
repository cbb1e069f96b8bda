/** `mdist group create`: a distribution group of an app on a release server. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const groupCreate: Command = {
  path: ['group', 'create'],
  summary: 'Create a distribution group on a release server',
  operands: [{ name: 'NAME', says: 'Name of the group' }],
  options: {
    ...serverOptions,
    ...serverAppOption,
    public: { type: 'flag', says: 'Mark the group as public; links to releases work without signing in either way' },
  },
  examples: ['mdist group create Beta --server-app me/hello'],
  run: async (input, services) => {
    const group = await (await connect(input, services)).createGroup(serverApp(input), input.operands[0] ?? '', input.flag('public'));
    return { document: { ...group }, issues: [], write: (page) => page.line(`Created the group ${group.name}`) };
  },
};
