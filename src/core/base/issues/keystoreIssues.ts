/** What can be wrong with a keystore and with the key chosen from it. */

import { defineIssues } from './defineIssues.ts';

export const keystoreIssues = defineIssues({
  // What the file is instead of a keystore
  'keystore-too-large': {
    severity: 'error',
    message: 'The file is too large for a keystore: {sizeBytes} bytes',
    remedy: 'Choose the keystore for this app',
  },
  // Passwords and integrity
  'keystore-password-missing': {
    severity: 'info',
    message: 'The keystore is protected by a password; without it only these details are available',
    remedy: 'Enter the keystore password',
  },
  'keystore-password-wrong': {
    severity: 'error',
    message: 'Wrong keystore password',
    remedy: 'Try again; if you are sure that the password is right, the file may be damaged',
  },
  'keystore-tampered': {
    severity: 'error',
    message: 'The password is right, but the keystore was changed or damaged after it was written',
    remedy: 'Restore the keystore from a backup',
  },
  'keystore-without-integrity': {
    severity: 'info',
    message: 'The keystore has no integrity check, so changes to it cannot be detected',
    remedy: 'No action is needed; keytool -importkeystore creates a copy with an integrity check',
  },
  'keystore-key-password-wrong': {
    severity: 'error',
    message: 'Neither the key password nor the keystore password opens the key {alias}',
    remedy: 'Enter the password of this key; it may differ from the keystore password',
  },
  'keystore-key-password-missing': {
    severity: 'error',
    message: 'The key {alias} has a separate password; the keystore password does not open it',
    remedy: 'Enter the password of this key as the key password',
  },
  'keystore-key-unreadable': {
    severity: 'error',
    message: 'The format or encryption of the key {alias} is not supported',
    remedy: 'Export it again as PKCS #12 with AES-256',
  },
  // Entries
  'keystore-no-private-key': {
    severity: 'error',
    message: 'The keystore has no private key, only certificates',
    remedy: 'Choose the keystore that the certificates were exported from',
  },
  'keystore-no-entries': {
    severity: 'error',
    message: 'The keystore has no entries',
    remedy: 'Choose another keystore, or create a new one',
  },
  'keystore-alias-missing': {
    severity: 'error',
    message: 'The keystore has no entry {alias}; it has {aliases}',
    remedy: 'Use one of the aliases of the keystore',
  },
  'keystore-alias-needed': {
    severity: 'error',
    message: 'The keystore has several keys: {aliases}',
    remedy: 'Choose the alias to sign with',
  },
  'keystore-alias-without-key': {
    severity: 'error',
    message: 'The entry {alias} is a certificate without a private key',
    remedy: 'Choose an alias that has a private key: {aliases}',
  },
  'keystore-key-without-certificate': {
    severity: 'error',
    message: 'The key {alias} has no certificate in the keystore',
    remedy: 'Import its certificate into the keystore',
  },
  // Fitness for signing packages
  'keystore-key-algorithm-unusable': {
    severity: 'error',
    message: 'The key {alias} uses {algorithm}; Android cannot verify its signatures',
    remedy: 'Use an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521',
  },
  'keystore-key-too-weak': {
    severity: 'error',
    message: 'The key {alias} has only {bits} bits; devices refuse it',
    remedy: 'Use an RSA key of 2048 bits or more',
  },
  'keystore-key-weak': {
    severity: 'warning',
    message: 'The key {alias} has only {bits} bits; Google Play requires 2048 for new apps',
    remedy: 'Use a key of 2048 bits or more for new apps; apps already published must keep their key',
  },
  'keystore-key-dsa': {
    severity: 'warning',
    message: 'The key {alias} is a DSA key of {bits} bits: Android accepts it, but Google Play asks for RSA keys',
    remedy: 'Use an RSA key for a new app (mdist keystore create); a published app must keep its key',
    remedyInEditor: 'Use an RSA key for a new app (command “Create Keystore…”); a published app must keep its key',
  },
  'keystore-certificate-debug': {
    severity: 'warning',
    message: 'The key {alias} is a debug key with a well-known password; stores refuse {buildType} packages signed with it',
    remedy: 'Choose the release keystore, or create one with mdist keystore create',
    remedyInEditor: 'Choose the release keystore, or create one with the command “Create Keystore…”',
  },
  'keystore-certificate-expired': {
    severity: 'warning',
    message: 'The certificate of {alias} expired on {notAfter}; devices still accept it, Google Play does not',
    remedy: 'Create a new key for a new app (mdist keystore create); for a published app, request an upload key reset in the Play Console',
    remedyInEditor:
      'Create a new key for a new app with the command “Create Keystore…”; for a published app, request an upload key reset in the Play Console',
  },
  'keystore-certificate-not-yet-valid': {
    severity: 'warning',
    message: 'The certificate of {alias} is not valid until {notBefore}; Google Play refuses it until then',
    remedy: 'Check the date of this machine, or wait until then',
  },
  'keystore-certificate-ends-early': {
    severity: 'warning',
    message: 'The certificate of {alias} expires on {notAfter}; Google Play requires one that is valid after {wanted}',
    remedy: 'Create a key with a longer validity for a new app (mdist keystore create); a published app must keep its key',
    remedyInEditor:
      'Create a key with a longer validity for a new app with the command “Create Keystore…”; a published app must keep its key',
  },
  // New keystores
  'keystore-password-too-short': {
    severity: 'error',
    message: 'The password has fewer than 6 characters, which Java tools refuse',
    remedy: 'Use a longer password',
  },
  'keystore-password-not-ascii': {
    severity: 'warning',
    message: 'The password contains non-ASCII characters, which keytool and Gradle cannot read',
    remedy: 'Use ASCII letters, digits and punctuation only',
  },
});
