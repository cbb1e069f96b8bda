/** What `keytool -list -v` prints, as values to compare with. */

import { type KeystoreEntry } from '../../../../src/core/assets/keystore/keystore.ts';

/** The parts of an entry that both sides know; keytool shows aliases of PKCS12 and JKS in lower case. */
export interface ListedEntry {
  readonly alias: string;
  readonly kind: string;
  readonly chainLength: number;
  readonly subject: string;
  readonly notAfter: number;
  readonly sha1: string;
  readonly sha256: string;
  readonly signatureAlgorithm: string;
  readonly key: string;
}

function value(text: string, name: string): string {
  return new RegExp(`^\\s*${name}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
}

function hex(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}

export function parseKeytoolListing(stdout: string): readonly ListedEntry[] {
  return stdout
    .split(/^Alias name: /m)
    .slice(1)
    .map((part) => ({
      alias: (part.split('\n')[0] ?? '').trim(),
      kind: value(part, 'Entry type') === 'PrivateKeyEntry' ? 'private-key' : 'certificate',
      chainLength: Number(value(part, 'Certificate chain length') || 1),
      subject: value(part, 'Owner'),
      notAfter: Date.parse(/until: (.*)$/m.exec(part)?.[1] ?? ''),
      sha1: hex(value(part, 'SHA1')),
      sha256: hex(value(part, 'SHA256')),
      signatureAlgorithm: value(part, 'Signature algorithm name').replace(/ \(.*\)$/, ''),
      key: value(part, 'Subject Public Key Algorithm').replace(/ \(.*\)/, ''),
    }))
    .sort((a, b) => a.alias.localeCompare(b.alias));
}

export function asListed(entries: readonly KeystoreEntry[]): readonly ListedEntry[] {
  return entries
    .map((entry) => ({
      alias: entry.alias.toLowerCase(),
      kind: entry.kind,
      chainLength: entry.chainLength,
      subject: entry.subject ?? '',
      notAfter: entry.notAfter?.getTime() ?? 0,
      sha1: entry.sha1 ?? '',
      sha256: entry.sha256 ?? '',
      signatureAlgorithm: entry.signatureAlgorithm ?? '',
      key: `${entry.keyBits}-bit ${entry.algorithm} key`,
    }))
    .sort((a, b) => a.alias.localeCompare(b.alias));
}
