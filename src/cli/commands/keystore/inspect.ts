/** `mdist keystore inspect`: what a keystore contains. Without a password it says what can be known without one. */

import { issueInFile } from '../../../core/base/issue.ts';
import { assetLinks } from '../../../core/assets/keystore/publicCertificate.ts';
import { inspectKeystore } from '../../../core/assets/keystore/inspectKeystore.ts';
import { largestKeystore } from '../../../core/assets/keystore/readKeystore.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { type Command } from '../../grammar/command.ts';
import { jsonText } from '../../report/jsonText.ts';
import { keystorePasswords, ownPasswordOptions } from '../sharedOptions.ts';

export const keystoreInspect: Command = {
  path: ['keystore', 'inspect'],
  summary: 'Show the keys and certificates of a keystore',
  operands: [{ name: 'FILE', says: 'PKCS12 (.p12, .pfx) or JKS (.jks, .keystore); detected by content, not by name' }],
  options: {
    ...ownPasswordOptions,
    assetlinks: {
      type: 'text',
      placeholder: 'ID',
      says: 'Print only /.well-known/assetlinks.json for the app identifier ID, with the fingerprints of all keys',
    },
  },
  examples: [
    'mdist keystore inspect upload.p12',
    'mdist keystore inspect upload.jks --password env:STORE_PASSWORD --json',
    'mdist keystore inspect upload.p12 --password env:STORE_PASSWORD --assetlinks com.acme.hello',
  ],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const bytes = await services.ports.files.readFile(path, { maxBytes: largestKeystore });
    const passwords = keystorePasswords(input, services, 'password');
    const password = await passwords.ask({ purpose: 'keystore', file: path, isNeeded: false });
    const keyPassword = await passwords.ask({ purpose: 'key', file: path, isNeeded: false });
    const { format, entries, issues } = await inspectKeystore(bytes, {
      ...(password && { password }),
      ...(keyPassword && { keyPassword }),
    });
    const linked = input.text('assetlinks');
    const prints = entries.flatMap(({ kind, sha256 }) => (kind === 'private-key' && sha256 !== undefined ? [sha256] : []));
    return {
      ...(linked !== undefined && prints.length > 0 && { printed: jsonText(assetLinks(linked, prints)) }),
      document: { path, format: format ?? null, entries },
      issues: issues.map((issue) => issueInFile(issue, path)),
      write: (page) => {
        page.heading(`${path}: ${format === undefined ? 'no keystore' : format.toUpperCase()}`);
        for (const entry of entries) {
          page.line();
          page.facts([
            ['Alias', entry.alias],
            ['Kind', entry.kind],
            ['Key', entry.algorithm && `${entry.algorithm} ${entry.curve ?? entry.keyBits ?? ''}`.trim()],
            ['Subject', entry.subject],
            ['Issuer', entry.issuer === entry.subject ? undefined : entry.issuer],
            ['Valid', entry.notAfter && `${day(entry.notBefore)} to ${day(entry.notAfter)}`],
            ['SHA-1', entry.sha1 && fingerprintText(entry.sha1)],
            ['SHA-256', entry.sha256 && fingerprintText(entry.sha256)],
          ]);
        }
      },
    };
  },
};

function day(date: Date | undefined): string {
  return date?.toISOString().slice(0, 10) ?? '?';
}
