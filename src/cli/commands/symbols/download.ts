/** `mdist symbols download`: a symbol file of a release, as a file. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { requireOutput } from '../../../core/workflow/output.ts';
import { savePieces } from '../../../core/workflow/savePieces.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';
import { symbolsNameOption } from './symbolsName.ts';

export const symbolsDownload: Command = {
  path: ['symbols', 'download'],
  summary: 'Download a symbol file of a release',
  operands: [{ name: 'RELEASE', says: 'Number of the release, or latest' }],
  options: {
    ...serverOptions,
    ...serverAppOption,
    ...symbolsNameOption,
    out: { type: 'path', placeholder: 'FILE', says: 'Where to write it' },
  },
  examples: ['mdist symbols download 12 --name mapping.txt --out mapping.txt --server-app me/hello'],
  run: async (input, services) => {
    const [release = '', name, out] = [input.operands[0], input.text('name'), input.path('out')];
    if (name === undefined) throw usageFailure('--name is missing', 'Use --name FILE, from mdist symbols list');
    if (out === undefined) throw usageFailure('--out is missing', 'Use --out FILE');
    await requireOutput(services.ports, { path: out, inputs: [] });
    const pieces = await (await connect(input, services)).openSymbols(serverApp(input), release, name);
    const sizeBytes = await savePieces(services.ports.files, out, pieces);
    return {
      document: { path: out, fileName: name, sizeBytes },
      issues: [],
      write: (page) => page.line(`Downloaded ${out} (${formatByteSize(sizeBytes)})`),
    };
  },
};
