/** `mdist retention set`: changes the rules by which releases of an app are deleted in time. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { policyOf, policyOptions, writePolicy } from './retentionOptions.ts';

export const retentionSet: Command = {
  path: ['retention', 'set'],
  summary: 'Set which releases a release server keeps',
  details: [
    'The newest release of each group, mandatory and labeled releases always stay. Deleted releases can be restored for a week.',
    'Releases that the rules delete are deleted within the hour; mdist retention apply deletes them now.',
  ],
  options: { ...serverOptions, ...serverAppOption, ...policyOptions },
  examples: ['mdist retention set --keep-per-group 10 --max-age-days 180 --server-app me/hello'],
  run: async (input, services) => {
    const [name, changes] = [serverApp(input), policyOf(input)];
    if (Object.keys(changes).length === 0)
      throw usageFailure('No rule is given', 'Use --keep-per-group, --max-age-days or --max-megabytes');
    const policy = await (await connect(input, services)).setRetention(name, changes);
    return { document: { ...policy }, issues: [], write: (page) => writePolicy(page, policy) };
  },
};
