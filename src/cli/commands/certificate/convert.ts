/** `mdist certificate convert`: a copy of a .p12 that Keychain Access imports. */

import { Failure } from '../../../core/base/failure.ts';
import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { writeCompatibleCopy } from '../../../core/workflow/assets/writeCertificate.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { certificatePassword, ownCertificatePasswordOption } from '../sharedOptions.ts';
import { neededPath } from '../newFile.ts';

export const certificateConvert: Command = {
  path: ['certificate', 'convert'],
  summary: 'Create a copy of a .p12 file with older encryption that macOS can import',
  details: ['The copy has the same password, keys and certificates as the original (3DES and SHA-1 instead of AES-256).'],
  operands: [{ name: 'FILE', says: 'The certificate with its key (.p12 or PEM)' }],
  options: {
    ...ownCertificatePasswordOption,
    out: { type: 'path', placeholder: 'FILE', says: 'The copy' },
    force: { type: 'flag', says: 'Replace an existing file' },
  },
  examples: ['mdist certificate convert distribution.p12 --out for-keychain.p12 --password env:P12_PASSWORD'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const out = neededPath(input, 'out', 'for-keychain.p12');
    const mayReplace = input.flag('force');
    await requireFree(services.ports, out, mayReplace, [path, ...input.secretFiles()]);
    const { terminal, signal } = services;
    const password = (await certificatePassword(input, services)) ?? (await terminal.askSecret?.(`Password of ${path}: `, signal));
    if (!password) throw Failure.of('secret-missing', { purpose: 'password', option: '--password' });
    await writeCompatibleCopy(services.ports, { from: path, path: out, password, mayReplace });
    return {
      document: { path: out },
      issues: [],
      write: (page) => page.heading(`Created ${out}, which Keychain Access can import`),
      next: [`mdist certificate inspect ${shellWord(out)}`],
    };
  },
};
