/** `mdist feedback resolve`: marks feedback as resolved. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const feedbackResolve: Command = {
  path: ['feedback', 'resolve'],
  summary: 'Mark feedback on a release server as resolved',
  operands: [{ name: 'ID', says: 'Identifier of the feedback, from mdist feedback list' }],
  options: { ...serverOptions, ...serverAppOption, reopen: { type: 'flag', says: 'Mark it as not resolved' } },
  examples: ['mdist feedback resolve 5f0c… --server-app me/hello'],
  run: async (input, services) => {
    const [id = '', isResolved] = [input.operands[0], !input.flag('reopen')];
    await (await connect(input, services)).resolveFeedback(serverApp(input), id, isResolved);
    return { document: { id, isResolved }, issues: [], write: (page) => page.line(isResolved ? `Resolved ${id}` : `Reopened ${id}`) };
  },
};
