/** `mdist symbols upload`: keeps a dSYM archive, a mapping.txt or source maps with a release. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { filePieces } from '../../../core/stores/filePieces.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const symbolsUpload: Command = {
  path: ['symbols', 'upload'],
  summary: 'Keep a symbol file with a release: a dSYM archive, mapping.txt, source maps',
  details: ['A file of the same name is replaced. Up to 2 GB each.'],
  operands: [{ name: 'RELEASE', says: 'Number of the release, or latest' }],
  options: { ...serverOptions, ...serverAppOption, file: { type: 'path', placeholder: 'FILE', says: 'The symbol file' } },
  examples: [
    'mdist symbols upload 12 --file app/build/outputs/mapping/release/mapping.txt --server-app me/hello',
    'mdist symbols upload latest --file Hello.app.dSYM.zip --server-app me/hello',
  ],
  run: async (input, services) => {
    const { files, paths } = services.ports;
    const [release = '', path] = [input.operands[0], input.path('file')];
    if (path === undefined) throw usageFailure('--file is missing', 'Use --file FILE');
    const client = await connect(input, services);
    const file = await files.openFile(path);
    try {
      const body = { sizeBytes: file.size, open: () => filePieces(file, 0, file.size) };
      const symbols = await client.putSymbols(serverApp(input), release, paths.basename(path), body);
      return {
        document: { ...symbols },
        issues: [],
        write: (page) => page.line(`Uploaded ${symbols.fileName} (${formatByteSize(symbols.sizeBytes)})`),
        next: [`mdist symbols list ${release}`],
      };
    } finally {
      await file.close();
    }
  },
};
