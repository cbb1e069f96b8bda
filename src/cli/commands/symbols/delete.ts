/** `mdist symbols delete`: removes a symbol file of a release. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { symbolsNameOption } from './symbolsName.ts';

export const symbolsDelete: Command = {
  path: ['symbols', 'delete'],
  summary: 'Delete a symbol file of a release',
  details: ['A file that App Center’s clients uploaded for a version is deleted for every release of that version.'],
  operands: [{ name: 'RELEASE', says: 'Number of the release, or latest' }],
  options: { ...serverOptions, ...serverAppOption, ...symbolsNameOption },
  examples: ['mdist symbols delete 12 --name mapping.txt --server-app me/hello'],
  run: async (input, services) => {
    const [release = '', name] = [input.operands[0], input.text('name')];
    if (name === undefined) throw usageFailure('--name is missing', 'Use --name FILE, from mdist symbols list');
    await (await connect(input, services)).deleteSymbols(serverApp(input), release, name);
    return { document: { deleted: name }, issues: [], write: (page) => page.line(`Deleted ${name}`) };
  },
};
