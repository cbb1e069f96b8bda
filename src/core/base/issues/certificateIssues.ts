/** What can be wrong with a certificate as a file or inside another file, and with the certificate that signs iOS packages. */

import { defineIssues } from './defineIssues.ts';

const newCertificate = 'Make a new certificate at developer.apple.com/account/resources/certificates, and a profile that allows it';

export const certificateIssues = defineIssues({
  'certificate-unreadable': {
    severity: 'error',
    message: 'The certificate cannot be read: {reason}',
    remedy: 'Export or download the certificate again',
  },
  'certificate-truncated': {
    severity: 'error',
    message: 'The certificate ends too early: it was not copied or downloaded completely',
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
    remedy: 'Make the request again',
  },
  'certificate-request-signature-invalid': {
    severity: 'error',
    message: 'The certificate request was changed after it was made: its signature does not hold',
    remedy: 'Make the request again',
  },
  // The file
  'certificate-not-set': {
    severity: 'error',
    message: 'Packages of build type {buildType} must be signed, and no certificate is set',
    remedy: 'Set ios.certificate to the .p12 file with the certificate and its private key',
  },
  'certificate-missing': {
    severity: 'error',
    message: 'There is no certificate at {path}',
    remedy: 'Correct ios.certificate, or export the certificate with its key from Keychain Access as .p12',
  },
  'certificate-is-folder': {
    severity: 'error',
    message: 'The certificate {path} is a folder',
    remedy: 'Set ios.certificate to the .p12 file in it',
  },
  'certificate-file-unreadable': {
    severity: 'error',
    message: 'The certificate {path} is there, and cannot be read: {reason}',
    remedy: 'Give yourself the permission to read it, or take it from a backup',
  },
  'certificate-tracked': {
    severity: 'warning',
    message: 'The certificate {path} holds a private key and is tracked by git, so everybody with the repository has it',
    remedy: 'Keep it outside the repository, or ignore it and remove it from the history',
  },
  'certificate-readable': {
    severity: 'warning',
    message: 'The certificate {path} holds a private key and can be read by every user of this machine',
    remedy: 'Take the permission away with chmod 600',
    remedyInEditor: 'Take the permission away from everybody else',
  },
  'certificate-too-large': {
    severity: 'error',
    message: 'The file has {sizeBytes} bytes, far more than any certificate',
    remedy: 'Choose the .p12 file with the certificate and its private key',
  },
  'certificate-is-pem': {
    severity: 'warning',
    message: 'This is PEM text ({labels}) and no .p12 file; Keychain Access and Xcode take it for damaged',
    remedy: 'Put certificate and key into a .p12 file: openssl pkcs12 -export -in FILE -out NEW.p12',
    remedyInEditor: 'Put certificate and key into a .p12 file with the command “Make Compatible Copy…”',
  },
  // The password
  'certificate-password-missing': {
    severity: 'info',
    message: 'The certificate file is protected by a password; without it only what stands here is known',
    remedy: 'Give the password that the file was exported with',
  },
  'certificate-password-wrong': {
    severity: 'error',
    message: 'The password does not open the certificate file',
    remedy: 'Give the password that the file was exported with; if it is certainly right, the file is damaged',
  },
  'certificate-tampered': {
    severity: 'error',
    message: 'The password is right, but the certificate file was changed or damaged after it was written',
    remedy: 'Export the certificate and its key again',
  },
  'certificate-key-locked': {
    severity: 'error',
    message: 'The private key of {subject} does not open with this password',
    remedy: 'Export certificate and key again with one password',
  },
  'certificate-encryption-new': {
    severity: 'warning',
    message:
      'The password is right, but macOS refuses to import this file ("MAC verification failed"): its encryption is too new ({protection})',
    remedy: 'Make a compatible copy: mdist certificate convert FILE --out NEW.p12',
    remedyInEditor: 'Make a copy that macOS imports with the command “Make Compatible Copy…”',
  },
  'private-key-closed': {
    severity: 'error',
    message: 'The private key does not open with this password, or it is damaged',
    remedy: 'Give the password of the key with --key-password env:NAME or file:PATH',
    remedyInEditor: 'Enter the password that the key was written with',
  },
  // What is in it
  'certificate-no-private-key': {
    severity: 'error',
    message: 'The file holds the certificate {subject} without its private key, which nothing can be signed with',
    remedy:
      'Export certificate and key together as .p12 where the certificate was requested, or combine it with its key: mdist certificate combine FILE --key KEY --out NEW.p12',
    remedyInEditor:
      'Export certificate and key together as .p12 where the certificate was requested, or combine it with its key: use the command “Create .p12 from Downloaded Certificate…”',
  },
  'certificate-of-authority': {
    severity: 'error',
    message: '{subject} is the certificate of an authority: it completes chains of trust, and no app is signed with it',
    remedy: 'Choose the .p12 file with your own certificate and its private key',
  },
  'certificate-not-compared': {
    severity: 'info',
    message: 'Whether the profile {profile} allows the certificate was not checked: it is protected by a password',
    remedy: 'Give the password with --certificate-password env:NAME or file:PATH',
    remedyInEditor: 'Store the password of the certificate',
  },
  'certificate-key-alone': {
    severity: 'error',
    message: 'The file holds a private key and no certificate for it',
    remedy: 'Combine it with the certificate that Apple issued for it: mdist certificate combine DOWNLOADED.cer --key FILE --out NEW.p12',
    remedyInEditor: 'Combine it with the certificate that Apple issued for it: use the command “Create .p12 from Downloaded Certificate…”',
  },
  'certificate-empty': { severity: 'error', message: 'The file holds no certificate', remedy: 'Export the certificate and its key again' },
  'certificate-several-identities': {
    severity: 'warning',
    message: 'The file holds {count} certificates with keys: {identities}; {chosen} is used',
    remedy: 'Name the one that is meant in ios.certificateIdentity',
  },
  'certificate-identity-missing': {
    severity: 'error',
    message: 'No certificate of the file is called "{identity}"; it holds: {identities}',
    remedy: 'Set ios.certificateIdentity to the name of one of them, or to its SHA-1 fingerprint',
  },
  // Beside the app and the date
  'certificate-kind-differs': {
    severity: 'error',
    message: '{subject} is {kind}, which does not sign {buildType} packages',
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
    message: 'The certificate {subject} is valid from {date} on only',
    remedy: 'Check the date of this machine, or wait until then',
  },
  'certificate-issuer-unknown': {
    severity: 'warning',
    message: 'Who issued {subject} cannot be followed to a root of Apple; the trail ends at {issuer}',
    remedy: 'Use a certificate that Apple issued; if it is one, export it together with its intermediate certificate',
  },
  'certificate-team-differs': {
    severity: 'error',
    message: 'The certificate {subject} is of team {team}, and the profile {profile} of team {profileTeam}',
    remedy: 'Choose certificate and profile of one team',
  },
});
