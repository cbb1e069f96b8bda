/** What a file is when it is not the keystore, certificate, provisioning profile or package it was given as, and how it got damaged. */

import { defineIssues } from './defineIssues.ts';

export const fileIssues = defineIssues({
  // Damaged or changed on its way
  'file-empty': {
    severity: 'error',
    message: 'This file is empty, not {what}',
    remedy: 'Copy or download it again, or restore it from a backup',
  },
  'file-zeros': {
    severity: 'error',
    message: 'This file contains only zeros: it was not written or synchronized completely',
    remedy: 'Copy or download it again, or restore it from a backup',
  },
  'file-truncated': {
    severity: 'error',
    message: 'This file is incomplete: the copy or download stopped too early',
    remedy: 'Copy it again in binary mode, and compare its size with the original',
  },
  'file-encoded': {
    severity: 'warning',
    message: 'This file is {encoding}; this product decodes it, but other tools cannot read it',
    remedy: 'Write the decoded file with mdist decode FILE --out NEW, and use that one',
    remedyInEditor: 'Replace it with the original file',
  },
  'file-replaced-text': {
    severity: 'error',
    message: 'This binary file was opened and saved as text: {count} places were replaced and cannot be restored',
    remedy: 'Get the original file again, and copy it in binary mode',
  },
  'file-seven-bit': {
    severity: 'error',
    message: 'A text-mode transfer damaged this file: the highest bit of every byte is missing',
    remedy: 'Get the original file again, and copy it in binary mode',
  },
  'file-web-page': {
    severity: 'error',
    message: 'This is a web page, not {what}: the download saved a sign-in or error page',
    remedy: 'Sign in with a browser, and download the file again',
  },
  'file-server-answer': {
    severity: 'error',
    message: 'This is a server error response, not {what}',
    remedy: 'Check the address and your permission, and download the file again',
  },
  'file-lfs-pointer': {
    severity: 'error',
    message: 'This is a Git LFS pointer, not {what}',
    remedy: 'Fetch the file with git lfs pull (in GitHub Actions, set lfs: true for actions/checkout)',
  },
  'file-annex-pointer': {
    severity: 'error',
    message: 'This is a git-annex pointer, not {what}',
    remedy: 'Fetch the file with git annex get',
  },
  'file-link-text': {
    severity: 'error',
    message: 'This file contains only the path {path}: Git wrote a symbolic link as text',
    remedy: 'Choose the file at that path, or clone with git clone -c core.symlinks=true',
  },
  'file-shortcut': {
    severity: 'error',
    message: 'This is a shortcut or companion file, not {what}',
    remedy: 'Choose {choice}',
  },
  // Encrypted for transport
  'file-encrypted': {
    severity: 'error',
    message: 'This is {kind}; {what} is expected',
    remedy: 'Decrypt it first: {command}',
  },
  // Another kind of signing file
  'file-keystore-unsupported': {
    severity: 'error',
    message: 'This is a keystore in the {format} format, which is not supported',
    remedy: 'Convert it with {command}',
  },
  'file-is-pem': {
    severity: 'error',
    message: 'This is PEM text ({labels}), not {what}',
    remedy: 'Put key and certificate into a keystore: openssl pkcs12 -export -in FILE -name upload -out upload.p12',
    remedyInEditor: 'Put key and certificate into a PKCS #12 keystore (.p12), and choose that file',
  },
  'file-is-certificate': {
    severity: 'error',
    message: 'This is a certificate without a private key, not {what}',
    remedy: 'Choose {choice}',
  },
  'file-is-certificate-request': {
    severity: 'error',
    message: 'This is a certificate request, not {what}',
    remedy: 'Choose {choice}',
  },
  'file-is-private-key': {
    severity: 'error',
    message: 'This is a private key without a certificate, not {what}',
    remedy:
      'Put it into a keystore together with its certificate: openssl pkcs12 -export -inkey FILE -in CERTIFICATE.pem -name upload -out upload.p12',
    remedyInEditor: 'Put it into a PKCS #12 keystore (.p12) with its certificate, and choose that file',
  },
  'file-is-public-key': {
    severity: 'error',
    message: 'This is a public key, not {what}; it cannot be used to sign',
    remedy: 'Choose {choice}',
  },
  'file-is-ssh-key': {
    severity: 'error',
    message: 'This is an SSH key, not {what}; SSH keys cannot sign apps',
    remedy: 'Choose {choice}',
  },
  'file-is-keystore': {
    severity: 'error',
    message: 'This is {kind}, not {what}',
    remedy: 'Choose {choice}',
  },
  'file-is-provisioning-profile': {
    severity: 'error',
    message: 'This is a provisioning profile for Apple devices, not {what}',
    remedy: 'Choose {choice}; the profile belongs in ios.provisioningProfile',
  },
  'file-pem-incomplete': {
    severity: 'error',
    message: 'This PEM text is incomplete: a BEGIN line has no matching END line',
    remedy: 'Copy the whole text again, from -----BEGIN to the end of the END line',
  },
  'file-is-keychain': {
    severity: 'error',
    message: 'This is a macOS keychain, not {what}',
    remedy: 'Export certificate and key from Keychain Access as .p12',
  },
  // Something else
  'file-is-archive': {
    severity: 'error',
    message: 'This is an archive ({archive}), not {what}',
    remedy: 'Unpack it, and choose {choice}',
  },
  'file-is-other': {
    severity: 'error',
    message: 'This is {kind}, not {what}',
    remedy: 'Choose {choice}',
  },
  'file-is-unknown': {
    severity: 'error',
    message: 'This is not {what}: it begins with {start}, which matches no known format',
    remedy: 'Choose {choice}. If this is the right file, it is damaged or encrypted; restore the original',
  },
});
