/** `mdist group list`: the distribution groups of an app on a release server. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const groupList: Command = {
  path: ['group', 'list'],
  summary: 'List the distribution groups of an app on a release server',
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist group list --server-app me/hello'],
  run: async (input, services) => {
    const groups = await (await connect(input, services)).listGroups(serverApp(input));
    return {
      document: { groups },
      issues: [],
      write: (page) =>
        page.table(
          ['Group', 'Public'],
          groups.map(({ name, isPublic }) => [name, isPublic]),
        ),
    };
  },
};
