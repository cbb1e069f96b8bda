/** What can be wrong with a JAR signature: the v1 scheme of APKs, and the signature of app bundles. */

import { defineIssues } from './defineIssues.ts';

const resign = 'Sign the package again';
const getIntact = 'Get the original package again, or sign it again if the change was intended';

export const jarSigningIssues = defineIssues({
  'jar-no-manifest': {
    severity: 'error',
    message: 'The package is not signed: it has no META-INF/MANIFEST.MF',
    remedy: 'Sign the package',
  },
  'jar-no-signatures': { severity: 'error', message: 'The package has no usable JAR signature', remedy: 'Sign the package' },
  'jar-too-many-signatures': {
    severity: 'error',
    message: 'The package has {count} JAR signatures; Android accepts at most {limit}',
    remedy: 'Sign the package again with fewer keys',
  },
  'jar-duplicate-entry': {
    severity: 'error',
    message: 'The archive has more than one entry with the name {name}',
    remedy: 'Rebuild the package; a signature cannot distinguish the entries',
  },
  'jar-manifest-section-unnamed': { severity: 'error', message: 'Section {number} of META-INF/MANIFEST.MF has no name', remedy: resign },
  'jar-manifest-section-duplicate': {
    severity: 'error',
    message: 'META-INF/MANIFEST.MF has more than one section for {name}',
    remedy: resign,
  },
  'jar-manifest-entry-missing': {
    severity: 'error',
    message: 'The entry {name} is listed in META-INF/MANIFEST.MF but is not in the archive',
    remedy: getIntact,
  },
  'jar-signature-file-missing': {
    severity: 'warning',
    message: 'The signature block {block} has no signature file {file}',
    remedy: resign,
  },
  'jar-block-malformed': { severity: 'error', message: 'The signature block {block} cannot be read: {reason}', remedy: resign },
  'jar-block-no-signers': { severity: 'error', message: 'The signature block {block} has no signer', remedy: resign },
  'jar-algorithm-unsupported': {
    severity: 'error',
    message: 'The signature block {block} uses {digest} with {signature}, which Android API levels {levels} do not support',
    remedy: 'Sign the package again with an algorithm that all its Android versions support',
  },
  'jar-block-unusable': { severity: 'error', message: 'The signature block {block} cannot be checked: {reason}', remedy: resign },
  'jar-signature-invalid': {
    severity: 'error',
    message: 'The signature block {block} does not match the signature file {file}',
    remedy: getIntact,
  },
  'jar-signature-file-no-version': { severity: 'error', message: 'The signature file {file} has no Signature-Version', remedy: resign },
  'jar-newer-signature-stripped': {
    severity: 'error',
    message: 'The v{missing} signature was removed; the signature file {file} requires it',
    remedy: getIntact,
  },
  'jar-scheme-unknown': {
    severity: 'warning',
    message: 'The signature file {file} refers to the unknown signature scheme {unknown}',
    remedy: 'No action is needed; Android ignores it',
  },
  'jar-no-stripping-protection': {
    severity: 'warning',
    message: 'The signature file {file} does not protect the newer signatures against removal',
    remedy: resign,
  },
  'jar-manifest-digest-missing': {
    severity: 'warning',
    message: 'The signature file {file} has no digest of the whole META-INF/MANIFEST.MF',
    remedy: resign,
  },
  'jar-manifest-digest-differs': {
    severity: 'warning',
    message: 'META-INF/MANIFEST.MF was changed after {file} was created',
    remedy: resign,
  },
  'jar-main-section-changed': {
    severity: 'error',
    message: 'The main section of META-INF/MANIFEST.MF was changed after {file} was created',
    remedy: getIntact,
  },
  'jar-section-changed': {
    severity: 'error',
    message: 'The section of {name} in META-INF/MANIFEST.MF was changed after {file} was created',
    remedy: getIntact,
  },
  'jar-signature-section-unnamed': { severity: 'error', message: 'Section {number} of {file} has no name', remedy: resign },
  'jar-signature-section-duplicate': { severity: 'error', message: '{file} has more than one section for {name}', remedy: resign },
  'jar-signature-digest-missing': { severity: 'error', message: '{file} has no usable digest for {name}', remedy: resign },
  'jar-entry-digest-missing': {
    severity: 'error',
    message: 'META-INF/MANIFEST.MF has no usable digest for {name}',
    remedy: resign,
  },
  'jar-entry-not-signed': { severity: 'error', message: 'The entry {name} is not signed', remedy: getIntact },
  'jar-entry-signers-differ': {
    severity: 'error',
    message: 'The entries {first} and {second} are signed by different signers',
    remedy: resign,
  },
  'jar-entry-changed': { severity: 'error', message: 'The entry {name} was changed after the package was signed', remedy: getIntact },
  'jar-no-signed-entries': { severity: 'error', message: 'The package has no signed entries', remedy: 'Sign the package' },
  'jar-entry-unprotected': {
    severity: 'warning',
    message: 'The entry {name} is not protected by the signature: anyone can change it unnoticed',
    remedy: 'No action is needed if the app does not depend on this file',
  },
});
