/** `mdist token list`: the tokens of a release server, without their secrets. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverAppOption, serverOptions } from '../release/connect.ts';

export const tokenList: Command = {
  path: ['token', 'list'],
  summary: 'List the tokens of a release server',
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist token list', 'mdist token list --server-app me/hello --json'],
  run: async (input, services) => {
    const tokens = await (await connect(input, services)).listTokens(input.text('server-app'));
    return {
      document: { tokens },
      issues: [],
      write: (page) => {
        if (tokens.length === 0) page.line('There are no tokens yet.');
        else
          page.table(
            ['Identifier', 'Scope', 'Created', 'Description'],
            tokens.map(({ id, scope, createdAt, description }) => [id, scope, createdAt.slice(0, 10), description]),
          );
      },
    };
  },
};
