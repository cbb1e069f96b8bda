/** `mdist certificate combine`: the .p12 of a key and of the .cer that Apple made for it. */

import { combineCertificate } from '../../../core/assets/certificate/certificateRequest.ts';
import { openPrivateKeyFile } from '../../../core/assets/certificate/privateKeyFile.ts';
import { largestCertificateFile, readCertificateFile } from '../../../core/assets/certificate/readCertificateFile.ts';
import { Failure } from '../../../core/base/failure.ts';
import { issueInFile } from '../../../core/base/issue.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { neededPath, newFilePassword, requireNewFile } from './newFile.ts';

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
    const { files, random } = services.ports;
    const path = input.operandPath(0);
    const keyPath = neededPath(input, 'key', 'apple.key');
    const out = neededPath(input, 'out', 'distribution.p12');
    await requireNewFile(input, services, out);
    const { identities, issues } = await readCertificateFile(await files.readFile(path, { maxBytes: largestCertificateFile }));
    const [first] = identities;
    if (!first) throw Failure.of('certificate-file-unusable', { path, reason: issues[0]?.message ?? 'it holds no certificate' });
    const keyFile = await files.readFile(keyPath, { maxBytes: largestCertificateFile });
    const password = await newFilePassword(input, services, out);
    const reference = input.secret('key-password');
    const keyPassword = reference === undefined ? password : await readSecret(services, '--key-password', reference);
    const privateKey = openPrivateKeyFile(keyFile, keyPassword);
    if (!privateKey) throw Failure.of('private-key-unreadable', { path: keyPath });
    const form = input.flag('compatible') ? 'compatible' : 'modern';
    const { certificate, issuers } = first;
    await files.writeFile(out, await combineCertificate({ certificate, privateKey, password, form, random, issuers }), { mode: 0o600 });
    return {
      document: { path: out },
      issues: issues.map((issue) => issueInFile(issue, path)),
      write: (page) => page.heading(`The certificate ${out} is ready`),
      next: [`mdist certificate inspect ${shellWord(out)}`],
    };
  },
};
