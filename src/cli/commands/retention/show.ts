/** `mdist retention show`: the rules by which releases of an app are deleted in time. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { writePolicy } from './retentionOptions.ts';

export const retentionShow: Command = {
  path: ['retention', 'show'],
  summary: 'Show which releases a release server keeps',
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist retention show --server-app me/hello'],
  run: async (input, services) => {
    const policy = await (await connect(input, services)).showRetention(serverApp(input));
    return { document: { ...policy }, issues: [], write: (page) => writePolicy(page, policy) };
  },
};
