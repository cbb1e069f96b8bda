/** What can be wrong with the structure of a PKCS #12 file, whoever uses it. Passwords are told by the asset that uses the file. */

import { defineIssues } from './defineIssues.ts';

export const pkcs12Issues = defineIssues({
  'pkcs12-unreadable': {
    severity: 'error',
    message: 'The PKCS #12 file is damaged: {reason}',
    remedy: 'Export the file again, or take it from a backup',
  },
  'pkcs12-truncated': {
    severity: 'error',
    message: 'The PKCS #12 file ends too early: it was not copied or downloaded completely',
    remedy: 'Copy the file again and compare its size with the original',
  },
  'pkcs12-trailing-bytes': {
    severity: 'warning',
    message: '{count} bytes follow the end of the PKCS #12 structure',
    remedy: 'Export the file again; other programs may refuse it',
  },
  'pkcs12-algorithm-unsupported': {
    severity: 'error',
    message: 'A part of the file is protected in a way that is not supported: {algorithm}',
    remedy: 'Export it again as PKCS #12 with AES-256, for example with openssl pkcs12 -export',
  },
  'pkcs12-too-many-iterations': {
    severity: 'error',
    message: 'The file asks for {iterations} rounds of key derivation, more than is done for any file',
    remedy: 'Export it again with an ordinary number of iterations, such as 10000',
  },
  'pkcs12-too-many-entries': {
    severity: 'warning',
    message: 'The file has more than {limit} keys and certificates; the others were not looked at',
    remedy: 'Export only the keys that are needed',
  },
  'pkcs12-part-locked': {
    severity: 'error',
    message: 'A part of the file is encrypted with another password than the file itself',
    remedy: 'Give that password as the key password',
  },
  'pkcs12-bag-skipped': {
    severity: 'info',
    message: 'An entry that is neither key nor certificate was left out: {name}',
    remedy: 'Nothing needs to be done; signing does not use it',
  },
  'pkcs12-alias-repeated': {
    severity: 'warning',
    message: 'The name {alias} occurs more than once; one of its entries is called {given} here',
    remedy: 'Give each entry a name of its own',
  },
  'pkcs12-certificate-mismatch': {
    severity: 'error',
    message: 'The certificate of {alias} does not belong to its private key',
    remedy: 'Export key and certificate again from where they were made',
  },
});
