/**
 * Every kind of file that people offer as a keystore, a certificate, a provisioning profile or a package: the right ones and the
 * mix-ups. Each has the words for a sentence, with its article.
 */

import { phrases } from '../../base/phrase.ts';

export const fileKinds = phrases({
  // Files that sign
  jks: 'a Java keystore (JKS)',
  pkcs12: 'a PKCS #12 file (.p12, .pfx)',
  jceks: 'a JCEKS keystore',
  bks: 'a BKS keystore',
  uber: 'an UBER keystore',
  bcfks: 'a BCFKS keystore',
  'pem-identity': 'PEM text with a private key and a certificate',
  certificate: 'a certificate',
  'certificate-bundle': 'a certificate bundle (.p7b)',
  'certificate-request': 'a certificate request',
  'revocation-list': 'a certificate revocation list',
  'private-key': 'a private key without a certificate',
  'public-key': 'a public key',
  'ssh-key': 'an SSH key',
  keychain: 'a macOS keychain',
  'pem-incomplete': 'incomplete PEM text',
  'pem-other': 'PEM text of another kind',
  'provisioning-profile': 'a provisioning profile',
  'property-list': 'a property list',
  'signed-data': 'signed data (CMS)',
  // Packages and archives
  zip: 'a ZIP archive',
  archive: 'an archive',
  'disk-image': 'a disk image',
  // Encrypted for transport
  'gpg-encrypted': 'a file encrypted with GPG',
  'openssl-encrypted': 'a file encrypted with openssl enc',
  'match-encrypted': 'an encrypted file of a fastlane match repository',
  'age-encrypted': 'a file encrypted with age',
  'ansible-encrypted': 'a file encrypted with Ansible Vault',
  'git-crypt-encrypted': 'a file encrypted with git-crypt',
  'smime-encrypted': 'a file encrypted with S/MIME (CMS)',
  // Downloads, copies and checkouts that went wrong
  empty: 'an empty file',
  zeros: 'a file that contains only zeros',
  truncated: 'an incomplete file',
  'replaced-text': 'a binary file that was saved as text',
  'seven-bit': 'a binary file damaged by a text-mode transfer (the highest bit of each byte is missing)',
  'web-page': 'a web page',
  'server-answer': 'a server response, not a file',
  'lfs-pointer': 'a Git LFS pointer',
  'annex-pointer': 'a git-annex pointer',
  'link-text': 'the path of a symbolic link, as text',
  shortcut: 'a shortcut to a file',
  'apple-double': 'a macOS companion file (._ file)',
  // Everything else
  program: 'a program or library',
  image: 'an image',
  document: 'a document',
  json: 'a JSON file',
  xml: 'an XML file',
  text: 'a text file',
  unknown: 'a file of an unknown kind',
});

export type FileKind = keyof typeof fileKinds;

/** What a file looks like, and how it has to be read. */
export interface RecognizedFile {
  readonly kind: FileKind;
  /** The bytes of the file itself. */
  readonly given: Uint8Array;
  /** The bytes to read: those of the file, or what a reversible encoding hid. */
  readonly bytes: Uint8Array;
  /** Whether `bytes` are PEM text. */
  readonly isPem: boolean;
  /** The reversible encoding that was undone, as a phrase. */
  readonly encoding?: string;
  /** What distinguishes this file from others of its kind: labels of PEM, the kind of an archive, the path of a link, the first bytes. */
  readonly detail: string;
}
