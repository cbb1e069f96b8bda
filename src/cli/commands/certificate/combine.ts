/** `mdist certificate combine`: the .p12 of a key and of the .cer that Apple made for it. */

import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { openDownloadedCertificate, writeCertificate } from '../../../core/workflow/assets/writeCertificate.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { neededPath, newFilePassword } from '../newFile.ts';

export const certificateCombine: Command = {
  path: ['certificate', 'combine'],
  summary: 'Combine a downloaded certificate and its key into a .p12 file',
  operands: [{ name: 'FILE', says: 'The certificate issued by Apple (.cer)' }],
  options: {
    key: { type: 'path', placeholder: 'FILE', says: 'The private key created by mdist certificate request' },
    out: { type: 'path', placeholder: 'FILE', says: 'The new .p12 file' },
    password: { type: 'secret', says: 'Source of the password of the .p12 (default: you are asked)' },
    'key-password': { type: 'secret', says: 'Source of the key password, if it differs' },
    compatible: { type: 'flag', says: 'Use encryption that macOS can import (3DES, SHA-1) instead of AES-256' },
    force: { type: 'flag', says: 'Replace an existing file' },
  },
  examples: ['mdist certificate combine distribution.cer --key apple.key --out distribution.p12 --compatible'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const keyPath = neededPath(input, 'key', 'apple.key');
    const out = neededPath(input, 'out', 'distribution.p12');
    const mayReplace = input.flag('force');
    await requireFree(services.ports, out, mayReplace, [path, keyPath, ...input.secretFiles()]);
    const certificate = await openDownloadedCertificate(services.ports, path);
    const password = await newFilePassword(input, services, { path: out });
    const reference = input.secret('key-password');
    const keyPassword = reference === undefined ? password : await readSecret(services, '--key-password', reference);
    const form = input.flag('compatible') ? 'compatible' : 'modern';
    await writeCertificate(services.ports, { certificate, keyPath, keyPassword, path: out, password, form, mayReplace });
    return {
      document: { path: out },
      issues: certificate.issues,
      write: (page) => page.heading(`Created the certificate ${out}`),
      next: [`mdist certificate inspect ${shellWord(out)}`],
    };
  },
};
