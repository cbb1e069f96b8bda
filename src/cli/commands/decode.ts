/** `mdist decode`: the original of a keystore, certificate or profile that a transport wrote as text. */

import { fileKinds } from '../../core/formats/recognition/fileKind.ts';
import { writeDecodedFile } from '../../core/workflow/assets/decodeFile.ts';
import { type Command } from '../grammar/command.ts';
import { neededPath } from './newFile.ts';

export const decode: Command = {
  path: ['decode'],
  summary: 'Restore a keystore, certificate or profile from base64 or other text',
  details: [
    'Reads base64 (also after data: or NAME=, in quotation marks, in UTF-16), hexadecimal dumps, PEM around a whole file, converted line endings, and HTTP headers before the file. The result must be a file of a known type.',
  ],
  operands: [{ name: 'FILE', says: 'The encoded file' }],
  options: {
    out: { type: 'path', placeholder: 'FILE', says: 'The restored file' },
    force: { type: 'flag', says: 'Replace an existing file' },
  },
  examples: ['mdist decode keystore.b64 --out upload.p12'],
  run: async (input, services) => {
    const from = input.operandPath(0);
    const path = neededPath(input, 'out', 'upload.p12');
    const { kind, encoding = '' } = await writeDecodedFile(services.ports, { from, path, mayReplace: input.flag('force') });
    return {
      document: { path, kind, encoding },
      issues: [],
      write: (page) => {
        page.heading(`Decoded to ${path}`);
        page.facts([
          ['Was', encoding],
          ['Is', fileKinds[kind]],
        ]);
      },
    };
  },
};
