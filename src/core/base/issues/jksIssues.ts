/** What can be wrong with the structure of a JKS keystore. Passwords are told by the asset that uses the file. */

import { defineIssues } from './defineIssues.ts';

export const jksIssues = defineIssues({
  'jks-not-a-keystore': {
    severity: 'error',
    message: 'This is not a JKS keystore: it does not begin with FE ED FE ED',
    remedy: 'Choose the keystore that was made for this app',
  },
  'jks-truncated': {
    severity: 'error',
    message: 'The keystore ends too early, at byte {offset}: it was not copied or downloaded completely',
    remedy: 'Copy the file again and compare its size with the original',
  },
  'jks-unknown-version': {
    severity: 'error',
    message: 'The keystore is of JKS version {version}; versions 1 and 2 exist',
    remedy: 'Take the file from a backup; this one is damaged',
  },
  'jks-unknown-entry': {
    severity: 'error',
    message: 'The keystore holds an entry of the unknown kind {tag}',
    remedy: 'Take the file from a backup; this one is damaged',
  },
  'jks-too-many-entries': {
    severity: 'error',
    message: 'The keystore has more than {limit} entries; the others were not looked at',
    remedy: 'Export only the keys that are needed with keytool -importkeystore',
  },
  'jks-trailing-bytes': {
    severity: 'warning',
    message: '{count} bytes follow the end of the keystore',
    remedy: 'Take the file from a backup if anything else is wrong with it',
  },
  'jks-key-unreadable': {
    severity: 'error',
    message: 'The private key of {alias} cannot be read: {reason}',
    remedy: 'Take the file from a backup',
  },
  'jks-certificate-mismatch': {
    severity: 'error',
    message: 'The certificate of {alias} does not belong to its private key',
    remedy: 'Import the certificate that was issued for this key',
  },
});
