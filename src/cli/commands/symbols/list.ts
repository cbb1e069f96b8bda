/** `mdist symbols list`: the symbol files of a release. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const symbolsList: Command = {
  path: ['symbols', 'list'],
  summary: 'List the symbol files of a release on a release server',
  operands: [{ name: 'RELEASE', says: 'Number of the release, or latest' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist symbols list latest --server-app me/hello'],
  run: async (input, services) => {
    const symbols = await (await connect(input, services)).listSymbols(serverApp(input), input.operands[0] ?? '');
    return {
      document: { symbols },
      issues: [],
      write: (page) => {
        if (symbols.length === 0) page.line('The release has no symbol files.');
        else
          page.table(
            ['File', 'Size', 'Uploaded', 'SHA-256'],
            symbols.map(({ fileName, sizeBytes, uploadedAt, sha256 }) => [
              fileName,
              formatByteSize(sizeBytes),
              uploadedAt.slice(0, 16).replace('T', ' '),
              sha256,
            ]),
          );
      },
    };
  },
};
