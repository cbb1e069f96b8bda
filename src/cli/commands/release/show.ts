/** `mdist release show`: one release with its destinations and links. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { writeRelease } from './releaseFacts.ts';

export const releaseShow: Command = {
  path: ['release', 'show'],
  summary: 'Show a release with its destinations and links',
  operands: [{ name: 'RELEASE', says: 'Number of the release, or latest' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist release show latest --server-app me/hello', 'mdist release show 12 --server-app me/hello --json'],
  run: async (input, services) => {
    const release = await (await connect(input, services)).showRelease(serverApp(input), input.operands[0] ?? '');
    return { document: { ...release }, issues: [], write: (page) => writeRelease(page, release) };
  },
};
