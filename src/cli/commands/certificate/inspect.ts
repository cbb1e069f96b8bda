/** `mdist certificate inspect`: whose certificates a file contains, for what, and until when. Without a password it says what can be known without one. */

import { issueInFile } from '../../../core/base/issue.ts';
import { describeCertificateKind } from '../../../core/assets/apple/appleCertificateKind.ts';
import { inspectCertificateFile } from '../../../core/assets/certificate/inspectCertificateFile.ts';
import { largestCertificateFile } from '../../../core/assets/certificate/readCertificateFile.ts';
import { dayOf } from '../../../core/assets/validity.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { type Command } from '../../grammar/command.ts';
import { certificatePassword, ownCertificatePasswordOption } from '../sharedOptions.ts';

export const certificateInspect: Command = {
  path: ['certificate', 'inspect'],
  summary: 'Show the certificates in a file and whether it contains their keys',
  operands: [{ name: 'FILE', says: 'PKCS12 (.p12, .pfx), certificate (.cer, .crt, .p7b) or PEM; detected by content, not by name' }],
  options: ownCertificatePasswordOption,
  examples: ['mdist certificate inspect distribution.p12 --password env:P12_PASSWORD', 'mdist certificate inspect distribution.cer --json'],
  run: async (input, services) => {
    const { files, clock, trustedRoots = [] } = services.ports;
    const path = input.operandPath(0);
    const bytes = await files.readFile(path, { maxBytes: largestCertificateFile });
    const password = await certificatePassword(input, services);
    const { format, identities, issues } = await inspectCertificateFile(bytes, {
      now: clock.now(),
      trusted: trustedRoots,
      ...(password && { password }),
    });
    return {
      document: {
        path,
        identities: identities.map(({ subject, team, kind, notBefore, notAfter, sha1, sha256, hasPrivateKey }) => ({
          subject,
          team: team ?? null,
          kind,
          notBefore,
          notAfter,
          sha1,
          sha256,
          hasPrivateKey,
        })),
      },
      issues: issues.map((issue) => issueInFile(issue, path)),
      write: (page) => {
        page.heading(`${path}: ${format === undefined ? 'no certificate' : formatNames[format]}`);
        for (const identity of identities) {
          page.line();
          page.facts([
            ['Name', identity.name],
            ['Kind', describeCertificateKind(identity.kind).replace(/^an? /, '')],
            ['Team', identity.team],
            ['Private key', identity.hasPrivateKey ? `yes, ${identity.key}` : 'no'],
            ['Subject', identity.subject],
            ['Issuer', identity.issuer],
            ['Valid', `${dayOf(identity.notBefore)} to ${dayOf(identity.notAfter)}`],
            ['SHA-1', fingerprintText(identity.sha1)],
            ['SHA-256', fingerprintText(identity.sha256)],
          ]);
        }
      },
    };
  },
};

const formatNames = { pkcs12: 'PKCS12', pem: 'PEM', der: 'certificate', pkcs7: 'certificate bundle' } as const;
