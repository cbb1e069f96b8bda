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
      return `Set the ${purposes[action.purpose]} password`;
    case 'createKeystore':
      return 'Create a keystore';
    case 'createPackage':
      return action.platform === 'android' ? 'Create an Android package' : 'Create an iOS package';
    case 'runBuild':
      return `Run the build: ${action.command}`;
    case 'evaluateProject':
      return 'Run the tools of the project for its computed values: mdist init --evaluate';
    case 'importSettings':
      return 'Set up the app';
    case 'compatibleCopy':
      return 'Make a copy that macOS can import';
    case 'requestCertificate':
      return 'Request a certificate';
    case 'combineCertificate':
      return 'Create a .p12 of the certificate and its key';
    case 'protectFile':
      return 'Make the file readable only by me';
    case 'untrackFile':
      return 'Stop tracking the file in Git';
    case 'ignoreFile':
      return 'Add the file to .gitignore';
    case 'connectStore':
      return 'Connect the store with the key: mdist store connect';
    case 'moveSecret':
      return `Move ${action.key} to secret storage`;
    case 'removeLine':
      return `Remove line ${action.line + 1}`;
    case 'allowFile':
      return `Add ${action.file} to ${action.list}.allowedFiles`;
    case 'openPage':
      return `Open ${action.url.replace(/^https:\/\//, '').split('/')[0] ?? action.url}`;
  }
}
