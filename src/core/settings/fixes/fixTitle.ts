/** What a fix is called, in English: on the command line, and as the text that the editor translates. */

import { type FixAction } from './fix.ts';

const purposes = { keystore: 'keystore', key: 'key', certificate: 'certificate' } as const;

export function fixTitle(action: FixAction): string {
  switch (action.kind) {
    case 'set':
      return `Set ${action.path.join('.')} to ${JSON.stringify(action.value)}`;
    case 'remove':
      return `Remove ${action.path.join('.')}`;
    case 'rename':
      return `Rename to ${action.name}`;
    case 'keepLast':
      return `Keep only the last ${action.path.at(-1) ?? ''}`;
    case 'choose':
      return `Choose ${action.path.join('.')}`;
    case 'ask':
      return `Enter ${action.path.join('.')}`;
    case 'browse':
      return action.path.at(-1) === 'webDir' ? 'Choose another folder' : 'Choose another file';
    case 'chooseProfile':
      return 'Choose another provisioning profile';
    case 'setPassword':
      return `Give the password of the ${purposes[action.purpose]}`;
    case 'createKeystore':
      return 'Make a keystore';
    case 'createPackage':
      return action.platform === 'android' ? 'Create an Android package' : 'Create an iOS package';
    case 'importSettings':
      return 'Write settings from what is there';
    case 'compatibleCopy':
      return 'Save a copy that macOS imports';
    case 'requestCertificate':
      return 'Make a certificate request';
    case 'combineCertificate':
      return 'Combine the certificate with its key';
    case 'protectFile':
      return 'Let only me read the file';
    case 'untrackFile':
      return 'Let git forget the file';
    case 'moveSecret':
      return `Move ${action.key} to the secret storage`;
    case 'removeLine':
      return `Remove line ${action.line + 1}`;
    case 'openPage':
      return `Open ${action.url.replace(/^https:\/\//, '').split('/')[0] ?? action.url}`;
  }
}
