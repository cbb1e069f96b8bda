/** `mdist token delete`: a token that was deleted opens nothing any more. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverAppOption, serverOptions } from '../release/connect.ts';

export const tokenDelete: Command = {
  path: ['token', 'delete'],
  summary: 'Delete a token of a release server',
  operands: [{ name: 'ID', says: 'Identifier of the token, from mdist token list' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist token delete 5f0c…'],
  run: async (input, services) => {
    const id = input.operands[0] ?? '';
    await (await connect(input, services)).deleteToken(id, input.text('server-app'));
    return { document: { deleted: id }, issues: [], write: (page) => page.line(`Deleted the token ${id}`) };
  },
};
