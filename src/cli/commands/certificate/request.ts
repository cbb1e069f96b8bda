/** `mdist certificate request`: a key and the request that Apple's site makes a certificate of. */

import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { writeCertificateRequest } from '../../../core/workflow/assets/writeCertificateRequest.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { neededPath, newFilePassword } from '../newFile.ts';

export const certificateRequest: Command = {
  path: ['certificate', 'request'],
  summary: 'Create a key and a certificate request for developer.apple.com',
  details: [
    'Upload the request at developer.apple.com/account/resources/certificates, download the .cer file from Apple, and combine it with the key: mdist certificate combine. Keep the key, and keep it secret.',
  ],
  operands: [{ name: 'FILE', says: 'The new request, such as apple.certSigningRequest' }],
  options: {
    key: { type: 'path', placeholder: 'FILE', says: 'The new private key, protected by a password (PEM)' },
    password: { type: 'secret', says: 'Source of the key password (default: you are asked)' },
    'common-name': {
      type: 'text',
      placeholder: 'NAME',
      says: 'Name in the request (default: mobile-distribution); Apple replaces it with your account name',
    },
    email: { type: 'text', placeholder: 'ADDRESS', says: 'Email address of your Apple account' },
    force: { type: 'flag', says: 'Replace existing files' },
  },
  examples: ['mdist certificate request apple.certSigningRequest --key apple.key --email ada@example.com'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const key = neededPath(input, 'key', 'apple.key');
    const mayReplace = input.flag('force');
    await requireFree(services.ports, path, mayReplace, [key, ...input.secretFiles()]);
    await requireFree(services.ports, key, mayReplace, [path, ...input.secretFiles()]);
    const emailAddress = input.text('email');
    await writeCertificateRequest(services.ports, {
      path,
      keyPath: key,
      keyPassword: await newFilePassword(input, services, { path: key }),
      commonName: input.text('common-name') ?? 'mobile-distribution',
      ...(emailAddress !== undefined && { emailAddress }),
      mayReplace,
    });
    return {
      document: { path, key },
      issues: [],
      write: (page) => page.heading(`Created the request ${path} and its key ${key}`),
      next: [`mdist certificate combine DOWNLOADED.cer --key ${shellWord(key)} --out distribution.p12`],
    };
  },
};
