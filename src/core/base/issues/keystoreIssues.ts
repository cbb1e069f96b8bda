/** What can be wrong with a keystore and with the key chosen from it. */

import { defineIssues } from './defineIssues.ts';

export const keystoreIssues = defineIssues({
  // What the file is instead of a keystore
  'keystore-too-large': {
    severity: 'error',
    message: 'The file has {sizeBytes} bytes, far more than any keystore',
    remedy: 'Choose the keystore that was made for this app',
  },
  // Passwords and integrity
  'keystore-password-missing': {
    severity: 'info',
    message: 'The keystore is protected by a password; without it only what stands here is known',
    remedy: 'Give the password of the keystore',
  },
  'keystore-password-wrong': {
    severity: 'error',
    message: 'The password does not open the keystore',
    remedy: 'Give the password of the keystore; if it is certainly right, the file is damaged',
  },
  'keystore-tampered': {
    severity: 'error',
    message: 'The password is right, but the keystore was changed or damaged after it was written',
    remedy: 'Take the keystore from a backup',
  },
  'keystore-without-integrity': {
    severity: 'info',
    message: 'The keystore has no integrity check, so changes to it cannot be noticed',
    remedy: 'Nothing needs to be done; keytool -importkeystore makes a copy that has it',
  },
  'keystore-key-password-wrong': {
    severity: 'error',
    message: 'The key {alias} does not open with the key password, nor with the password of the keystore',
    remedy: 'Give the password of this key, which may differ from that of the keystore',
  },
  'keystore-key-password-missing': {
    severity: 'error',
    message: 'The key {alias} has a password of its own, and the password of the keystore does not open it',
    remedy: 'Give the password of this key as the key password',
  },
  'keystore-key-unreadable': {
    severity: 'error',
    message: 'The key {alias} is protected or written in a way that is not supported',
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
    remedy: 'Choose another keystore, or make a new one',
  },
  'keystore-alias-missing': {
    severity: 'error',
    message: 'The keystore has no entry {alias}; it has {aliases}',
    remedy: 'Use one of the aliases of the keystore',
  },
  'keystore-alias-needed': {
    severity: 'error',
    message: 'The keystore has several keys: {aliases}',
    remedy: 'Say which alias to sign with',
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
    message: 'The key {alias} is of the kind {algorithm}, which Android does not verify signatures of',
    remedy: 'Use an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521',
  },
  'keystore-key-too-weak': {
    severity: 'error',
    message: 'The key {alias} has only {bits} bits, which devices refuse',
    remedy: 'Use an RSA key of 2048 bits or more',
  },
  'keystore-key-weak': {
    severity: 'warning',
    message: 'The key {alias} has only {bits} bits; Google Play wants 2048 for new apps',
    remedy: 'Use a key of 2048 bits or more for new apps; apps already published must keep their key',
  },
  'keystore-key-dsa': {
    severity: 'warning',
    message: 'The key {alias} is a DSA key of {bits} bits: Android accepts it, but Google Play asks for RSA keys',
    remedy: 'Use an RSA key for a new app: mdist keystore create. A published app must keep its key',
    remedyInEditor: 'Use an RSA key for a new app (command “Create Keystore…”); a published app must keep its key',
  },
  'keystore-certificate-debug': {
    severity: 'warning',
    message: 'The key {alias} is a debug key, and this is a {buildType} package: stores refuse it, and everybody knows its password',
    remedy: 'Choose the keystore for releases, or make one with mdist keystore create',
    remedyInEditor: 'Choose the keystore for releases, or make one with the command “Create Keystore…”',
  },
  'keystore-certificate-expired': {
    severity: 'warning',
    message: 'The certificate of {alias} ended on {notAfter}: devices take it still, Google Play does not',
    remedy:
      'Make a new key for a new app: mdist keystore create. An app that is in the store asks for an upload key reset in the Play Console',
    remedyInEditor:
      'Make a new key for a new app with the command “Create Keystore…”; an app that is in the store asks for an upload key reset in the Play Console',
  },
  'keystore-certificate-not-yet-valid': {
    severity: 'warning',
    message: 'The certificate of {alias} is valid from {notBefore} on only, so Google Play refuses it until then',
    remedy: 'Check the date of this machine, or wait until then',
  },
  'keystore-certificate-ends-early': {
    severity: 'warning',
    message: 'The certificate of {alias} ends on {notAfter}, and Google Play wants one that is valid after {wanted}',
    remedy: 'Make a key with a longer validity for a new app: mdist keystore create. An app that is in the store keeps its key',
    remedyInEditor:
      'Make a key with a longer validity for a new app with the command “Create Keystore…”; an app that is in the store keeps its key',
  },
  // New keystores
  'keystore-password-too-short': {
    severity: 'error',
    message: 'The password has fewer than 6 characters, which Java tools refuse',
    remedy: 'Use a longer password',
  },
  'keystore-password-not-ascii': {
    severity: 'warning',
    message: 'The password has letters beyond ASCII, which keytool and Gradle cannot type',
    remedy: 'Use letters, digits and punctuation of ASCII',
  },
});
