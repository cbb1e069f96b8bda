/**
 * What the seal of an app of Apple's systems can be found to be: hashes, lists of sealed files, and the signature over them. Each is
 * named after what differs, so that the cause is known and not only the effect. `{architecture}` names the slice of a universal file.
 */

import { defineIssues } from './defineIssues.ts';

const sign = 'Sign the package again';
const changed = 'Sign the package again after the last change; later changes break the seal';
const otherTool = 'Sign it again with another tool, such as mdist package sign on the command line';

export const sealIssues = defineIssues({
  // Whether there is a seal
  'seal-missing': { severity: 'error', message: 'The code for {architecture} is not signed', remedy: sign },
  'seal-ad-hoc': {
    severity: 'error',
    message: 'The code for {architecture} is signed without a certificate (ad hoc), which devices refuse',
    remedy: 'Sign it with an Apple certificate and a provisioning profile',
  },
  'seal-app-missing': { severity: 'error', message: '{app} is not an app: {reason}', remedy: 'Rebuild the app' },

  // Where the signature lies
  'seal-trailing-bytes': { severity: 'error', message: '{count} bytes follow the signature for {architecture}', remedy: changed },
  'seal-linkedit-differs': {
    severity: 'error',
    message: 'The __LINKEDIT segment for {architecture} ends at {end}, but the signature ends at {wanted}',
    remedy: otherTool,
  },
  'seal-code-limit-differs': {
    severity: 'error',
    message: 'The signature for {architecture} covers {covered} bytes, but begins at {wanted}',
    remedy: otherTool,
  },

  // The code directory
  'seal-page-changed': {
    severity: 'error',
    message: 'The code for {architecture} was changed after signing, first on page {page} ({count} pages in all)',
    remedy: changed,
  },
  'seal-pages-missing': {
    severity: 'error',
    message: 'The signature for {architecture} has hashes for {count} pages, but the code has {wanted}',
    remedy: otherTool,
  },
  'seal-page-size-unknown': {
    severity: 'error',
    message: 'The signature for {architecture} has pages of {sizeBytes} bytes; devices accept 4096 and 16384',
    remedy: otherTool,
  },
  'seal-directories-duplicate': {
    severity: 'error',
    message: 'The signature for {architecture} has two code directories with {hash}, which devices refuse',
    remedy: otherTool,
  },
  'seal-directories-differ': {
    severity: 'error',
    message: 'The code directories for {architecture} differ in {what}',
    remedy: otherTool,
  },
  'seal-exec-segment-differs': {
    severity: 'warning',
    message: 'The signature for {architecture} gives the executable segment as {stated}, but it is {wanted} (start and length)',
    remedy: otherTool,
  },
  'seal-exec-flags-differ': {
    severity: 'warning',
    message: 'The signature for {architecture} has the executable flags {stated}, but its entitlements require {wanted}',
    remedy: otherTool,
  },

  // What the code directory covers besides the code
  'seal-info-changed': { severity: 'error', message: 'Info.plist was changed after signing (for {architecture})', remedy: changed },
  'seal-requirements-changed': {
    severity: 'error',
    message: 'The requirements in the signature for {architecture} were changed after signing',
    remedy: sign,
  },
  'seal-list-changed': {
    severity: 'error',
    message: '_CodeSignature/CodeResources was changed after signing (for {architecture})',
    remedy: changed,
  },
  'seal-entitlements-changed': {
    severity: 'error',
    message: 'The entitlements in the signature for {architecture} were changed after signing',
    remedy: sign,
  },
  'seal-der-entitlements-changed': {
    severity: 'error',
    message: 'The DER entitlements in the signature for {architecture} were changed after signing',
    remedy: sign,
  },
  'seal-slot-changed': {
    severity: 'error',
    message: 'Part {number} of the signature for {architecture} was changed after signing',
    remedy: sign,
  },
  'seal-slot-not-sealed': {
    severity: 'error',
    message: 'The signature for {architecture} does not cover {what}',
    remedy: otherTool,
  },
  'seal-slot-without-content': {
    severity: 'error',
    message: 'The signature for {architecture} covers {what}, which is missing',
    remedy: changed,
  },
  'seal-requirements-malformed': {
    severity: 'warning',
    message: 'The requirements in the signature for {architecture} cannot be read: {reason}',
    remedy: otherTool,
  },
  'seal-requirement-unmet': {
    severity: 'error',
    message: 'The code for {architecture} does not meet its own requirement: {requirement}',
    remedy: 'Sign the package again; a seal from another identifier or certificate cannot be reused',
  },
  'seal-requirement-not-checked': {
    severity: 'info',
    message: 'Whether the code for {architecture} meets its own requirement was not checked: {reason}',
    remedy: 'On a Mac, check it on the command line with codesign --verify',
  },

  // Entitlements
  'seal-der-entitlements-legacy': {
    severity: 'error',
    message: 'The DER entitlements for {architecture} have the old form, which iOS 15 and later refuse',
    remedy: otherTool,
  },
  'seal-entitlements-in-library': {
    severity: 'warning',
    message: 'The library has entitlements for {architecture}; only executables can have them',
    remedy: otherTool,
  },

  // The signature over it
  'seal-cms-missing': {
    severity: 'error',
    message: 'The seal for {architecture} has no certificate and no signature (CMS), although it is not ad hoc',
    remedy: otherTool,
  },
  'seal-cms-signers': { severity: 'error', message: 'The CMS for {architecture} has {count} signers instead of one', remedy: otherTool },
  'seal-cms-signer-missing': {
    severity: 'error',
    message: 'The CMS for {architecture} does not contain the certificate of its signer',
    remedy: sign,
  },
  'seal-cms-digest-differs': {
    severity: 'error',
    message: 'The code directory for {architecture} was changed after signing: the CMS signs another one',
    remedy: sign,
  },
  'seal-cms-invalid': {
    severity: 'error',
    message: 'The signature in the CMS for {architecture} does not match its certificate',
    remedy: sign,
  },
  'seal-cms-unusable': { severity: 'error', message: 'The CMS for {architecture} cannot be checked: {reason}', remedy: otherTool },
  'seal-signing-time-missing': {
    severity: 'warning',
    message: 'The CMS for {architecture} has no signing time',
    remedy: otherTool,
  },
  'seal-cdhashes-missing': {
    severity: 'warning',
    message: 'The CMS for {architecture} does not list the hashes of the code directories',
    remedy: otherTool,
  },
  'seal-cdhashes-differ': {
    severity: 'error',
    message: 'The CMS for {architecture} lists wrong code directories (cdhashes)',
    remedy: otherTool,
  },
  'seal-cd-digests-missing': {
    severity: 'warning',
    message: 'The CMS for {architecture} does not list the full digests of the code directories',
    remedy: otherTool,
  },
  'seal-cd-digests-differ': {
    severity: 'error',
    message: 'The CMS for {architecture} lists only {listed} of {count} code directory digests correctly',
    remedy: otherTool,
  },
  'seal-team-missing': {
    severity: 'warning',
    message: 'The signature for {architecture} has no team, but its certificate belongs to team {certificateTeam}',
    remedy: otherTool,
  },

  // The files of the bundle
  'seal-list-missing': { severity: 'error', message: '{bundle} has no _CodeSignature/CodeResources', remedy: sign },
  'seal-list-malformed': { severity: 'error', message: 'The list of sealed files is damaged: {reason}', remedy: sign },
  'seal-resource-changed': { severity: 'error', message: 'The file was changed after {bundle} was signed', remedy: changed },
  'seal-resource-missing': { severity: 'error', message: 'The file is missing, and the seal of {bundle} lists it', remedy: changed },
  'seal-resource-added': { severity: 'error', message: 'The file was added after {bundle} was signed', remedy: changed },
  'seal-link-changed': {
    severity: 'error',
    message: 'The symbolic link is {found}, but {bundle} was signed with {wanted}',
    remedy: changed,
  },
  'seal-link-outside': {
    severity: 'error',
    message: 'The symbolic link leads out of {bundle}: {target}',
    remedy: 'Replace the link with the file, or with a link inside the bundle',
  },
  'seal-nested-changed': {
    severity: 'error',
    message: 'The nested code was changed after {bundle}, which contains it, was signed',
    remedy: 'Sign nested code first, then what contains it',
  },
  'seal-profile-changed': {
    severity: 'error',
    message: 'The provisioning profile was replaced after {bundle} was signed',
    remedy: 'Write the profile first, then sign',
  },
  'seal-profile-added': {
    severity: 'error',
    message: 'The provisioning profile was added after {bundle} was signed',
    remedy: 'Write the profile first, then sign',
  },
  'seal-resource-optional': {
    severity: 'warning',
    message: 'The seal of {bundle} marks the file as optional, which its own rules do not say',
    remedy: otherTool,
  },
  'seal-legacy-list-differs': {
    severity: 'warning',
    message: 'The list for old systems (files) in the seal of {bundle} is wrong for {count} files, such as {path}',
    remedy: otherTool,
  },
  'seal-rules-weak': {
    severity: 'warning',
    message: 'The rules in the seal of {bundle} leave out files that Apple seals, such as {path}',
    remedy: otherTool,
  },
});
