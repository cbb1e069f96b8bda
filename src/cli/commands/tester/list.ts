/** `mdist tester list`: the testers of a group. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { groupOption, requiredGroup } from './testerOptions.ts';

export const testerList: Command = {
  path: ['tester', 'list'],
  summary: 'List the testers of a group on a release server',
  options: { ...serverOptions, ...serverAppOption, ...groupOption },
  examples: ['mdist tester list --server-app me/hello --group Beta'],
  run: async (input, services) => {
    const [name, group] = [serverApp(input), requiredGroup(input)];
    const testers = await (await connect(input, services)).listTesters(name, group);
    return {
      document: { testers },
      issues: [],
      write: (page) => {
        if (testers.length === 0) page.line('This group has no testers yet.');
        for (const { email } of testers) page.line(email);
      },
    };
  },
};
