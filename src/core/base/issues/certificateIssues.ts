/** What can be wrong with a certificate as a file or inside another file, and with the certificate that signs iOS packages. */

import { defineIssues } from './defineIssues.ts';

const newCertificate = 'Create a new certificate at developer.apple.com/account/resources/certificates, and a profile that includes it';

export const certificateIssues = defineIssues({
  'certificate-unreadable': {
    severity: 'error',
    message: 'The certificate cannot be read: {reason}',
    remedy: 'Export or download the certificate again',
  },
  'certificate-truncated': {
    severity: 'error',
    message: 'The certificate file is incomplete',
    remedy: 'Export or download the certificate again',
  },
  'certificate-trailing-bytes': {
    severity: 'warning',
    message: '{count} bytes follow the end of the certificate',
    remedy: 'Export or download the certificate again',
  },
  'certificate-request-unreadable': {
    severity: 'error',
    message: 'The certificate request cannot be read: {reason}',
    remedy: 'Create the request again',
  },
  'certificate-request-signature-invalid': {
    severity: 'error',
    message: 'The certificate request was changed after it was created: its signature is invalid',
    remedy: 'Create the request again',
  },
  // The file
  'certificate-not-set': {
    severity: 'error',
    message: 'No certificate is set, and packages of build type {buildType} must be signed',
    remedy: 'Set ios.certificate to the .p12 file with the certificate and its private key',
  },
  'certificate-missing': {
    severity: 'error',
    message: 'Certificate not found: {path}',
    remedy: 'Correct ios.certificate, or export the certificate with its key from Keychain Access as .p12',
  },
  'certificate-is-folder': {
    severity: 'error',
    message: 'The certificate {path} is a folder',
    remedy: 'Set ios.certificate to the .p12 file in it',
  },
  'certificate-file-unreadable': {
    severity: 'error',
    message: 'The certificate {path} cannot be read: {reason}',
    remedy: 'Allow your user to read it, or restore it from a backup',
  },
  'certificate-tracked': {
    severity: 'warning',
    message: 'The certificate {path} contains a private key and is tracked by git, so anyone with access to the repository has it',
    remedy: 'Move it out of the repository, or add it to .gitignore and remove it from the history',
  },
  'certificate-readable': {
    severity: 'warning',
    message: 'The certificate {path} contains a private key and can be read by every user of this machine',
    remedy: 'Restrict the file to your user with chmod 600',
    remedyInEditor: 'Restrict the file to your user',
  },
  'certificate-too-large': {
    severity: 'error',
    message: 'The file is too large for a certificate: {sizeBytes} bytes',
    remedy: 'Choose the .p12 file with the certificate and its private key',
  },
  'certificate-is-pem': {
    severity: 'warning',
    message: 'This is PEM text ({labels}), not a .p12 file; Keychain Access and Xcode cannot open it',
    remedy: 'Put certificate and key into a .p12 file: openssl pkcs12 -export -in FILE -out NEW.p12',
    remedyInEditor: 'Put certificate and key into a .p12 file with the command “Make Compatible Copy…”',
  },
  // The password
  'certificate-password-missing': {
    severity: 'info',
    message: 'The certificate file is protected by a password; without it only these details are available',
    remedy: 'Enter the password used to export the file',
  },
  'certificate-password-wrong': {
    severity: 'error',
    message: 'Wrong certificate password',
    remedy: 'Try again; if you are sure that the password is right, the file may be damaged',
  },
  'certificate-tampered': {
    severity: 'error',
    message: 'The password is right, but the certificate file was changed or damaged after it was written',
    remedy: 'Export the certificate and its key again',
  },
  'certificate-key-locked': {
    severity: 'error',
    message: 'Wrong password for the private key of {subject}',
    remedy: 'Export certificate and key again with the same password',
  },
  'certificate-encryption-new': {
    severity: 'warning',
    message:
      'macOS cannot import this file ("MAC verification failed"), although the password is right: its encryption is too new ({protection})',
    remedy: 'Create a compatible copy: mdist certificate convert FILE --out NEW.p12',
    remedyInEditor: 'Create a copy that macOS can import with the command “Make Compatible Copy…”',
  },
  'private-key-closed': {
    severity: 'error',
    message: 'The password of the private key is wrong, or the key is damaged',
    remedy: 'Provide the key password with --key-password env:NAME or file:PATH',
    remedyInEditor: 'Enter the password of the key',
  },
  // What is in it
  'certificate-no-private-key': {
    severity: 'error',
    message: 'The file contains the certificate {subject} without its private key, so it cannot be used to sign',
    remedy:
      'Export certificate and key as .p12 on the computer that requested it, or combine them: mdist certificate combine FILE --key KEY --out NEW.p12',
    remedyInEditor:
      'Export certificate and key together as .p12 where the certificate was requested, or combine it with its key: use the command “Create .p12 from Downloaded Certificate…”',
  },
  'certificate-of-authority': {
    severity: 'error',
    message: '{subject} is a certificate authority certificate, which cannot sign apps',
    remedy: 'Choose the .p12 file with your certificate and its private key',
  },
  'certificate-not-compared': {
    severity: 'info',
    message: 'The profile {profile} was not checked for this certificate because the certificate is protected by a password',
    remedy: 'Provide the password with --certificate-password env:NAME or file:PATH',
    remedyInEditor: 'Store the password of the certificate',
  },
  'certificate-key-alone': {
    severity: 'error',
    message: 'The file contains a private key without its certificate',
    remedy: 'Combine it with the certificate that Apple issued for it: mdist certificate combine DOWNLOADED.cer --key FILE --out NEW.p12',
    remedyInEditor: 'Combine it with the certificate that Apple issued for it: use the command “Create .p12 from Downloaded Certificate…”',
  },
  'certificate-empty': {
    severity: 'error',
    message: 'The file does not contain a certificate',
    remedy: 'Export the certificate and its key again',
  },
  'certificate-several-identities': {
    severity: 'warning',
    message: 'The file contains {count} certificates with keys: {identities}; {chosen} is used',
    remedy: 'Set ios.certificateIdentity to the one to use',
  },
  'certificate-identity-missing': {
    severity: 'error',
    message: 'The file has no certificate "{identity}"; it contains: {identities}',
    remedy: 'Set ios.certificateIdentity to the name of one of them, or to its SHA-1 fingerprint',
  },
  // Compared with the app and the date
  'certificate-kind-differs': {
    severity: 'error',
    message: '{subject} is {kind} and cannot sign {buildType} packages',
    remedy: 'Choose {wanted}, or set another ios.buildType',
  },
  'certificate-expired': { severity: 'error', message: 'The certificate {subject} expired on {date}', remedy: newCertificate },
  'certificate-expires-soon': {
    severity: 'warning',
    message: 'The certificate {subject} expires on {date}, in {days} days',
    remedy: newCertificate,
  },
  'certificate-not-yet-valid': {
    severity: 'error',
    message: 'The certificate {subject} is not valid until {date}',
    remedy: 'Check the date of this machine, or wait until then',
  },
  'certificate-issuer-unknown': {
    severity: 'warning',
    message: '{subject} does not chain to an Apple root (the chain ends at {issuer})',
    remedy: 'Use a certificate from Apple; if it is one, export it together with its intermediate certificate',
  },
  'certificate-team-differs': {
    severity: 'error',
    message: 'The certificate {subject} belongs to team {team}, but the profile {profile} belongs to team {profileTeam}',
    remedy: 'Choose a certificate and a profile of the same team',
  },
});
