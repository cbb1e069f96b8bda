/** What can be wrong with the structure of a PKCS #12 file, regardless of who uses it. Passwords are reported by the asset that uses the file. */

import { defineIssues } from './defineIssues.ts';

export const pkcs12Issues = defineIssues({
  'pkcs12-unreadable': {
    severity: 'error',
    message: 'The PKCS #12 file is damaged: {reason}',
    remedy: 'Export the file again, or restore it from a backup',
  },
  'pkcs12-truncated': {
    severity: 'error',
    message: 'The PKCS #12 file is incomplete',
    remedy: 'Copy the file again and compare its size with the original',
  },
  'pkcs12-trailing-bytes': {
    severity: 'warning',
    message: '{count} bytes follow the end of the PKCS #12 structure',
    remedy: 'Export the file again; other programs may refuse it',
  },
  'pkcs12-algorithm-unsupported': {
    severity: 'error',
    message: 'A part of the file uses unsupported encryption: {algorithm}',
    remedy: 'Export it again as PKCS #12 with AES-256, for example with openssl pkcs12 -export',
  },
  'pkcs12-too-many-iterations': {
    severity: 'error',
    message: 'The file requires too many rounds of key derivation: {iterations}',
    remedy: 'Export it again with a usual number of iterations, such as 10000',
  },
  'pkcs12-too-many-entries': {
    severity: 'warning',
    message: 'The file has more than {limit} keys and certificates; the others were not read',
    remedy: 'Export only the keys that are needed',
  },
  'pkcs12-part-locked': {
    severity: 'error',
    message: 'A part of the file is encrypted with another password than the file itself',
    remedy: 'Enter that password as the key password',
  },
  'pkcs12-bag-skipped': {
    severity: 'info',
    message: 'An entry that is not a key or certificate was skipped: {name}',
    remedy: 'No action is needed; signing does not use it',
  },
  'pkcs12-alias-repeated': {
    severity: 'warning',
    message: 'The name {alias} is used more than once; one of the entries is shown as {given}',
    remedy: 'Use a unique name for each entry',
  },
  'pkcs12-certificate-mismatch': {
    severity: 'error',
    message: 'The certificate of {alias} does not belong to its private key',
    remedy: 'Export key and certificate again from their original keystore',
  },
});
