/** `mdist keystore export-certificate`: the public certificate of a key as PEM, as Google Play takes an upload certificate. */

import { openSigningIdentity } from '../../../core/assets/keystore/openSigningIdentity.ts';
import { certificatePem } from '../../../core/assets/keystore/publicCertificate.ts';
import { largestKeystore } from '../../../core/assets/keystore/readKeystore.ts';
import { utf8 } from '../../../core/base/bytes.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { issueInFile } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type Command } from '../../grammar/command.ts';
import { neededPath, requireNewFile } from '../certificate/newFile.ts';
import { keystoreOptions, keystorePasswords, ownPasswordOptions } from '../sharedOptions.ts';

export const keystoreExportCertificate: Command = {
  path: ['keystore', 'export-certificate'],
  summary: 'Write the certificate of a key as PEM, for Google Play and web sites',
  details: ['The file holds no secret: it is what every package shows. Google Play asks for it when an upload key is registered or reset.'],
  operands: [{ name: 'FILE', says: 'The keystore' }],
  options: {
    out: { type: 'path', placeholder: 'FILE', says: 'The file to write, such as upload_certificate.pem' },
    alias: keystoreOptions.alias,
    ...ownPasswordOptions,
    force: { type: 'flag', says: 'Replace a file at that place' },
  },
  examples: ['mdist keystore export-certificate upload.p12 --out upload_certificate.pem --password env:STORE_PASSWORD'],
  run: async (input, services) => {
    const { files } = services.ports;
    const path = input.operandPath(0);
    const out = neededPath(input, 'out', 'upload_certificate.pem');
    await requireNewFile(input, services, out);
    const bytes = await files.readFile(path, { maxBytes: largestKeystore });
    const alias = input.text('alias');
    const chosen = alias === undefined ? {} : { alias };
    // The certificates of a JKS can be read without its password.
    const visible = await openSigningIdentity(bytes, chosen);
    const isClosed = !visible.certificate && visible.issues.some(({ code }) => code === 'keystore-password-missing');
    const passwords = keystorePasswords(input, services, 'password');
    const password = isClosed ? await passwords.ask({ purpose: 'keystore', file: path, isNeeded: true }) : undefined;
    const { certificate, issues } = password ? await openSigningIdentity(bytes, { ...chosen, password }) : visible;
    if (!certificate) throw issuesFound(issues.map((issue) => issueInFile(issue, path)));
    await files.writeFile(out, utf8(certificatePem(certificate.der)));
    const { sha1, sha256, subject } = certificate;
    return {
      document: { path: out, subject: subject.text, sha1, sha256 },
      issues: [],
      write: (page) => {
        page.heading(`${out} is written`);
        page.facts([
          ['Subject', subject.text],
          ['SHA-1', fingerprintText(sha1)],
          ['SHA-256', fingerprintText(sha256)],
        ]);
      },
    };
  },
};
