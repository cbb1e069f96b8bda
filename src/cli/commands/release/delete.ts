/** `mdist release delete`: deletes releases; they can be restored for a week. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { releaseNumber, releaseOperand } from './releaseFacts.ts';

export const releaseDelete: Command = {
  path: ['release', 'delete'],
  summary: 'Delete a release; it can be restored for a week',
  operands: [releaseOperand],
  options: { ...serverOptions, ...serverAppOption, restore: { type: 'flag', says: 'Restore the release instead' } },
  examples: ['mdist release delete 12 --server-app me/hello', 'mdist release delete 12 --restore --server-app me/hello'],
  run: async (input, services) => {
    const [name, number] = [serverApp(input), releaseNumber(input)];
    const client = await connect(input, services);
    const isRestored = input.flag('restore');
    if (isRestored) await client.restoreRelease(name, number);
    else await client.trashRelease(name, number);
    return {
      document: { [isRestored ? 'restored' : 'deleted']: number },
      issues: [],
      write: (page) => page.line(isRestored ? `Restored release ${number}` : `Deleted release ${number}`),
    };
  },
};
