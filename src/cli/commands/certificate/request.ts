/** `mdist certificate request`: a key and the request that Apple's site makes a certificate of. */

import { createAppleRequest } from '../../../core/assets/certificate/certificateRequest.ts';
import { encodePrivateKeyFile } from '../../../core/assets/certificate/privateKeyFile.ts';
import { utf8 } from '../../../core/base/bytes.ts';
import { encodePem } from '../../../core/formats/pem/pem.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { neededPath, newFilePassword, requireNewFile } from './newFile.ts';

export const certificateRequest: Command = {
  path: ['certificate', 'request'],
  summary: 'Make a key and a certificate request for developer.apple.com',
  details: [
    'Upload the request at developer.apple.com/account/resources/certificates, download the .cer that Apple makes of it, and put both together with mdist certificate combine. The key is needed then: keep it, and keep it to yourself.',
  ],
  operands: [{ name: 'FILE', says: 'The new request, such as apple.certSigningRequest' }],
  options: {
    key: { type: 'path', placeholder: 'FILE', says: 'The new private key, written under a password (PEM)' },
    password: { type: 'secret', says: 'Where the password of the key is; asked for when absent' },
    'common-name': { type: 'text', placeholder: 'NAME', says: 'Who asks (default: mobile-distribution); Apple writes its own name of you' },
    email: { type: 'text', placeholder: 'ADDRESS', says: 'Your address at Apple' },
    force: { type: 'flag', says: 'Replace files at these places' },
  },
  examples: ['mdist certificate request apple.certSigningRequest --key apple.key --email ada@example.com'],
  run: async (input, services) => {
    const { files, random } = services.ports;
    const path = input.operandPath(0);
    const key = neededPath(input, 'key', 'apple.key');
    await requireNewFile(input, services, path);
    await requireNewFile(input, services, key);
    const password = await newFilePassword(input, services, key);
    const emailAddress = input.text('email');
    const made = await createAppleRequest({
      commonName: input.text('common-name') ?? 'mobile-distribution',
      ...(emailAddress !== undefined && { emailAddress }),
    });
    await files.writeFile(key, utf8(await encodePrivateKeyFile(made.privateKey, password, random)), { mode: 0o600 });
    await files.writeFile(path, utf8(encodePem('CERTIFICATE REQUEST', made.request)));
    return {
      document: { path, key },
      issues: [],
      write: (page) => page.heading(`The request ${path} and its key ${key} are ready`),
      next: [`mdist certificate combine DOWNLOADED.cer --key ${shellWord(key)} --out distribution.p12`],
    };
  },
};
