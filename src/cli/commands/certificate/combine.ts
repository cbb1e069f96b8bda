/** `mdist certificate combine`: the .p12 of a key and of the .cer that Apple made for it. */

import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { openDownloadedCertificate, writeCertificate } from '../../../core/workflow/assets/writeCertificate.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { neededPath, newFilePassword } from './newFile.ts';

export const certificateCombine: Command = {
  path: ['certificate', 'combine'],
  summary: 'Put a downloaded certificate and its key into a .p12',
  operands: [{ name: 'FILE', says: 'The certificate that Apple made (.cer)' }],
  options: {
    key: { type: 'path', placeholder: 'FILE', says: 'The private key that mdist certificate request wrote' },
    out: { type: 'path', placeholder: 'FILE', says: 'The new .p12' },
    password: { type: 'secret', says: 'Where the password of the .p12 is; asked for when absent' },
    'key-password': { type: 'secret', says: 'Where the password of the key is, when it is another one' },
    compatible: { type: 'flag', says: 'Encrypt as macOS imports it (3DES, SHA-1) instead of AES-256' },
    force: { type: 'flag', says: 'Replace a file at that place' },
  },
  examples: ['mdist certificate combine distribution.cer --key apple.key --out distribution.p12 --compatible'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const keyPath = neededPath(input, 'key', 'apple.key');
    const out = neededPath(input, 'out', 'distribution.p12');
    const mayReplace = input.flag('force');
    await requireFree(services.ports, out, mayReplace, [path, keyPath, ...input.secretFiles()]);
    const certificate = await openDownloadedCertificate(services.ports, path);
    const password = await newFilePassword(input, services, out);
    const reference = input.secret('key-password');
    const keyPassword = reference === undefined ? password : await readSecret(services, '--key-password', reference);
    const form = input.flag('compatible') ? 'compatible' : 'modern';
    await writeCertificate(services.ports, { certificate, keyPath, keyPassword, path: out, password, form, mayReplace });
    return {
      document: { path: out },
      issues: certificate.issues,
      write: (page) => page.heading(`The certificate ${out} is ready`),
      next: [`mdist certificate inspect ${shellWord(out)}`],
    };
  },
};
