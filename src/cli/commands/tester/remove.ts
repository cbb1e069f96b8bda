/** `mdist tester remove`: takes testers out of a group. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { changedOutcome, emailOption, groupOption, requiredEmails, requiredGroup } from './testerOptions.ts';

export const testerRemove: Command = {
  path: ['tester', 'remove'],
  summary: 'Remove testers from a group on a release server',
  options: { ...serverOptions, ...serverAppOption, ...groupOption, ...emailOption },
  examples: ['mdist tester remove --server-app me/hello --group Beta --email ann@example.com'],
  run: async (input, services) => {
    const [name, group, emails] = [serverApp(input), requiredGroup(input), requiredEmails(input)];
    return changedOutcome('Removed', await (await connect(input, services)).removeTesters(name, group, emails));
  },
};
