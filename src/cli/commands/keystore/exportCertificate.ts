/** `mdist keystore export-certificate`: the public certificate of a key as PEM, as Google Play takes an upload certificate. */

import { certificatePem } from '../../../core/assets/keystore/publicCertificate.ts';
import { utf8 } from '../../../core/base/bytes.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { openKeystoreCertificate } from '../../../core/workflow/assets/keystoreCertificate.ts';
import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { type Command } from '../../grammar/command.ts';
import { neededPath } from '../newFile.ts';
import { keystoreOptions, keystorePasswords, ownPasswordOptions } from '../sharedOptions.ts';

export const keystoreExportCertificate: Command = {
  path: ['keystore', 'export-certificate'],
  summary: 'Export the certificate of a key as PEM, for Google Play and websites',
  details: [
    'The file contains no secret: the certificate is part of every package. Google Play asks for it when you register or reset an upload key.',
  ],
  operands: [{ name: 'FILE', says: 'The keystore' }],
  options: {
    out: { type: 'path', placeholder: 'FILE', says: 'The new file, such as upload_certificate.pem' },
    alias: keystoreOptions.alias,
    ...ownPasswordOptions,
    force: { type: 'flag', says: 'Replace an existing file' },
  },
  examples: ['mdist keystore export-certificate upload.p12 --out upload_certificate.pem --password env:STORE_PASSWORD'],
  run: async (input, services) => {
    const { files } = services.ports;
    const path = input.operandPath(0);
    const out = neededPath(input, 'out', 'upload_certificate.pem');
    await requireFree(services.ports, out, input.flag('force'), [path, ...input.secretFiles()]);
    const passwords = keystorePasswords(input, services, 'password');
    const certificate = await openKeystoreCertificate(services.ports, path, passwords, input.text('alias'));
    await files.writeFile(out, utf8(certificatePem(certificate.der)));
    const { sha1, sha256, subject } = certificate;
    return {
      document: { path: out, subject: subject.text, sha1, sha256 },
      issues: [],
      write: (page) => {
        page.heading(`Created ${out}`);
        page.facts([
          ['Subject', subject.text],
          ['SHA-1', fingerprintText(sha1)],
          ['SHA-256', fingerprintText(sha256)],
        ]);
      },
    };
  },
};
