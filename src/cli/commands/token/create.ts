/** `mdist token create`: a lasting token of a release server. It is shown once; the server keeps its hash alone. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverAppOption, serverOptions } from '../release/connect.ts';

export const tokenCreate: Command = {
  path: ['token', 'create'],
  summary: 'Create a token of a release server; it is shown once',
  options: {
    ...serverOptions,
    ...serverAppOption,
    description: { type: 'text', placeholder: 'TEXT', says: 'What the token is for' },
    scope: { type: 'choice', choices: ['full', 'read-only'], says: 'What the token allows (default: full)' },
  },
  examples: ['mdist token create --description CI --server-app me/hello', 'mdist token create --scope read-only --json'],
  run: async (input, services) => {
    const client = await connect(input, services);
    const created = await client.createToken({
      description: input.text('description') ?? '',
      scope: input.choice('scope', ['full', 'read-only']) ?? 'full',
      app: input.text('server-app'),
    });
    return {
      document: { ...created },
      issues: [],
      write: (page) => {
        page.facts([
          ['Token', created.token],
          ['Identifier', created.id],
          ['Scope', created.scope],
        ]);
        page.line('Store it now: it cannot be shown again.');
      },
    };
  },
};
