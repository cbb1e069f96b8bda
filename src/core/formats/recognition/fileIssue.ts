/** The issue that says what a file is instead of what it was given as, with the way out. The same words for every command. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { phrases } from '../../base/phrase.ts';
import { fileKinds, type FileKind, type RecognizedFile } from './fileKind.ts';

/** What a file was given as, to be in a sentence. */
export const wantedFiles = phrases({
  keystore: 'a keystore',
  certificate: 'a certificate file',
  profile: 'a provisioning profile',
  package: 'a package',
  key: 'a private key',
});

export type WantedFile = keyof typeof wantedFiles;

const choices: Readonly<Record<WantedFile, string>> = phrases({
  keystore: 'the keystore of the app (.p12, .pfx, .jks or .keystore)',
  certificate: 'the .p12 file with the certificate and its private key',
  profile: 'the .mobileprovision file from developer.apple.com or Xcode',
  package: 'an .apk, .aab or .ipa file',
  key: 'the file with the private key (.key, .pem or .p12)',
});

const bouncyCastle = '-providerclass org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar';

function keytoolCommand(storeType: string, provider = ''): string {
  const tail = provider === '' ? '' : ` ${provider}`;
  return `keytool -importkeystore -srckeystore FILE -srcstoretype ${storeType} -destkeystore upload.p12 -deststoretype PKCS12${tail}`;
}

/** How each is decrypted by the tool that made it. */
const decryption: Readonly<Partial<Record<FileKind, string>>> = {
  'gpg-encrypted': 'gpg --output NEW --decrypt FILE',
  'openssl-encrypted': 'openssl enc -d -aes-256-cbc -pbkdf2 -in FILE -out NEW (with the cipher and options used to encrypt it)',
  'match-encrypted': 'fastlane match decrypt, in a clone of the match repository',
  'age-encrypted': 'age --decrypt --identity KEY --output NEW FILE',
  'ansible-encrypted': 'ansible-vault decrypt --output NEW FILE',
  'git-crypt-encrypted': 'git-crypt unlock',
  'smime-encrypted': 'openssl cms -decrypt -inform DER -in FILE -inkey KEY.pem -out NEW',
};

/** Of a file that is none of those that `wanted` can be. */
export function fileIssue(file: RecognizedFile, wanted: WantedFile): Issue {
  const { kind, detail } = file;
  const what = wantedFiles[wanted];
  const choice = choices[wanted];
  const named = { kind: fileKinds[kind], what };
  switch (kind) {
    case 'empty':
      return createIssue('file-empty', { what });
    case 'zeros':
      return createIssue('file-zeros', {});
    case 'truncated':
      return createIssue('file-truncated', {});
    case 'replaced-text':
      return createIssue('file-replaced-text', { count: Number(detail) });
    case 'seven-bit':
      return createIssue('file-seven-bit', {});
    case 'web-page':
      return createIssue('file-web-page', { what });
    case 'server-answer':
      return createIssue('file-server-answer', { what });
    case 'lfs-pointer':
      return createIssue('file-lfs-pointer', { what });
    case 'annex-pointer':
      return createIssue('file-annex-pointer', { what });
    case 'link-text':
      return createIssue('file-link-text', { path: detail });
    case 'shortcut':
    case 'apple-double':
      return createIssue('file-shortcut', { what, choice });
    case 'gpg-encrypted':
    case 'openssl-encrypted':
    case 'match-encrypted':
    case 'age-encrypted':
    case 'ansible-encrypted':
    case 'git-crypt-encrypted':
    case 'smime-encrypted':
      return createIssue('file-encrypted', { ...named, command: decryption[kind] ?? '' });
    case 'jceks':
      return createIssue('file-keystore-unsupported', { format: 'JCEKS', command: keytoolCommand('JCEKS') });
    case 'bks':
    case 'uber':
    case 'bcfks': {
      const format = kind.toUpperCase();
      return createIssue('file-keystore-unsupported', { format, command: keytoolCommand(format, bouncyCastle) });
    }
    case 'pem-identity':
    case 'pem-other':
      return wanted === 'keystore' || wanted === 'certificate'
        ? createIssue('file-is-pem', { labels: detail, what })
        : createIssue('file-is-other', { ...named, choice });
    case 'certificate':
    case 'certificate-bundle':
      return createIssue('file-is-certificate', { what, choice });
    case 'certificate-request':
      return createIssue('file-is-certificate-request', { what, choice });
    case 'private-key':
      return wanted === 'keystore' || wanted === 'certificate'
        ? createIssue('file-is-private-key', { what })
        : createIssue('file-is-other', { ...named, choice });
    case 'public-key':
      return createIssue('file-is-public-key', { what, choice });
    case 'ssh-key':
      return createIssue('file-is-ssh-key', { what, choice });
    case 'jks':
    case 'pkcs12':
      return createIssue('file-is-keystore', { ...named, choice });
    case 'provisioning-profile':
      return createIssue('file-is-provisioning-profile', { what, choice });
    case 'pem-incomplete':
      return createIssue('file-pem-incomplete', {});
    case 'keychain':
      return createIssue('file-is-keychain', { what });
    case 'zip':
    case 'archive':
      return createIssue('file-is-archive', { archive: kind === 'zip' ? 'ZIP' : detail, what, choice });
    case 'unknown':
      return createIssue('file-is-unknown', { what, start: detail, choice });
    default:
      return createIssue('file-is-other', { ...named, choice });
  }
}

/** What is doubtful about a file whose content could be read all the same. */
export function encodingIssues({ encoding }: RecognizedFile): readonly Issue[] {
  return encoding === undefined ? [] : [createIssue('file-encoded', { encoding })];
}
