/** What can be wrong with the structure of a JKS keystore. Passwords are reported by the asset that uses the file. */

import { defineIssues } from './defineIssues.ts';

export const jksIssues = defineIssues({
  'jks-not-a-keystore': {
    severity: 'error',
    message: 'This is not a JKS keystore: it does not begin with FE ED FE ED',
    remedy: 'Choose the keystore for this app',
  },
  'jks-truncated': {
    severity: 'error',
    message: 'The keystore file is incomplete: it ends at byte {offset}',
    remedy: 'Copy the file again and compare its size with the original',
  },
  'jks-unknown-version': {
    severity: 'error',
    message: 'The keystore has the unknown JKS version {version}; known versions are 1 and 2',
    remedy: 'Restore the file from a backup; this one is damaged',
  },
  'jks-unknown-entry': {
    severity: 'error',
    message: 'The keystore contains an entry of unknown type {tag}',
    remedy: 'Restore the file from a backup; this one is damaged',
  },
  'jks-too-many-entries': {
    severity: 'error',
    message: 'The keystore has more than {limit} entries; the others were not read',
    remedy: 'Export only the keys that are needed with keytool -importkeystore',
  },
  'jks-trailing-bytes': {
    severity: 'warning',
    message: '{count} bytes follow the end of the keystore',
    remedy: 'Restore the file from a backup if there are other problems with it',
  },
  'jks-key-unreadable': {
    severity: 'error',
    message: 'The private key of {alias} cannot be read: {reason}',
    remedy: 'Restore the file from a backup',
  },
  'jks-certificate-mismatch': {
    severity: 'error',
    message: 'The certificate of {alias} does not belong to its private key',
    remedy: 'Import the certificate that was issued for this key',
  },
});
