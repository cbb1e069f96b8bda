/** `mdist certificate convert`: a copy of a .p12 that Keychain Access imports. */

import { makeCompatibleCopy } from '../../../core/assets/certificate/compatibleCopy.ts';
import { largestCertificateFile, readCertificateFile } from '../../../core/assets/certificate/readCertificateFile.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { certificatePassword, ownCertificatePasswordOption } from '../sharedOptions.ts';
import { neededPath, requireNewFile } from './newFile.ts';

export const certificateConvert: Command = {
  path: ['certificate', 'convert'],
  summary: 'Copy a .p12 into the older encryption that macOS imports',
  details: ['The copy has the same password, and the keys and certificates of the original (3DES and SHA-1 instead of AES-256).'],
  operands: [{ name: 'FILE', says: 'The certificate with its key (.p12 or PEM)' }],
  options: {
    ...ownCertificatePasswordOption,
    out: { type: 'path', placeholder: 'FILE', says: 'The copy' },
    force: { type: 'flag', says: 'Replace a file at that place' },
  },
  examples: ['mdist certificate convert distribution.p12 --out for-keychain.p12 --password env:P12_PASSWORD'],
  run: async (input, services) => {
    const { files, random } = services.ports;
    const path = input.operandPath(0);
    const out = neededPath(input, 'out', 'for-keychain.p12');
    await requireNewFile(input, services, out);
    const bytes = await files.readFile(path, { maxBytes: largestCertificateFile });
    const { terminal, signal } = services;
    const password = (await certificatePassword(input, services)) ?? (await terminal.askSecret?.(`Password of ${path}: `, signal));
    if (!password) throw Failure.of('secret-missing', { purpose: 'password', option: '--password' });
    const reading = await readCertificateFile(bytes, password);
    const copy = await makeCompatibleCopy(reading, password, random);
    if (!copy) {
      const reason = reading.issues.find(({ severity }) => severity === 'error')?.message ?? 'no private key in it is open';
      throw Failure.of('certificate-file-unusable', { path, reason });
    }
    await files.writeFile(out, copy, { mode: 0o600 });
    return {
      document: { path: out },
      issues: [],
      write: (page) => page.heading(`The copy ${out} is ready for Keychain Access`),
      next: [`mdist certificate inspect ${shellWord(out)}`],
    };
  },
};
