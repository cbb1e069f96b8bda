/** `mdist tester add`: puts testers into a group. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { changedOutcome, emailOption, groupOption, requiredEmails, requiredGroup } from './testerOptions.ts';

export const testerAdd: Command = {
  path: ['tester', 'add'],
  summary: 'Add testers to a group on a release server',
  options: { ...serverOptions, ...serverAppOption, ...groupOption, ...emailOption },
  examples: ['mdist tester add --server-app me/hello --group Beta --email ann@example.com --email bob@example.com'],
  run: async (input, services) => {
    const [name, group, emails] = [serverApp(input), requiredGroup(input), requiredEmails(input)];
    return changedOutcome('Added', await (await connect(input, services)).addTesters(name, group, emails));
  },
};
