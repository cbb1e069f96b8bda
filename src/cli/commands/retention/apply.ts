/** `mdist retention apply`: deletes now what the rules delete, or shows what that would be. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { policyOf, policyOptions } from './retentionOptions.ts';

export const retentionApply: Command = {
  path: ['retention', 'apply'],
  summary: 'Delete the releases that the retention rules delete',
  details: ['With --dry-run, nothing is deleted; then rules can be given to see what they would do.'],
  options: { ...serverOptions, ...serverAppOption, ...policyOptions, 'dry-run': { type: 'flag', says: 'Only show what would be deleted' } },
  examples: ['mdist retention apply --dry-run --keep-per-group 5 --server-app me/hello', 'mdist retention apply --server-app me/hello'],
  run: async (input, services) => {
    const name = serverApp(input);
    const client = await connect(input, services);
    const isDryRun = input.flag('dry-run');
    const plan = isDryRun ? await client.previewRetention(name, policyOf(input)) : await client.applyRetention(name);
    return {
      document: { ...plan, isDryRun },
      issues: [],
      write: (page) => {
        if (plan.releases.length > 0)
          page.table(
            ['Release', 'Reason', 'Size'],
            plan.releases.map(({ id, reason, sizeBytes }) => [id, reason, formatByteSize(sizeBytes)]),
          );
        const freed = formatByteSize(plan.freedBytes);
        page.line(
          isDryRun ? `Would delete ${plan.releases.length} releases (${freed})` : `Deleted ${plan.releases.length} releases (${freed})`,
        );
      },
    };
  },
};
