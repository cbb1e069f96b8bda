/** What can be wrong with a package file as a whole. What is wrong inside its parts is with their formats. */

import { defineIssues } from './defineIssues.ts';

export const packageIssues = defineIssues({
  'package-format-unknown': {
    severity: 'error',
    message: 'This archive is not a package: it has neither {missing} (Android) nor Payload/NAME.app (iOS)',
    remedy: 'Choose an .apk, .aab or .ipa file',
  },
  'package-not-ios': {
    severity: 'error',
    message: 'This is an Android package; it cannot be signed for iOS',
    remedy: 'Choose an .ipa file, or sign this one with --keystore',
    remedyInEditor: 'Choose an .ipa file',
  },
  'package-not-android': {
    severity: 'error',
    message: 'This is an iOS package (.ipa); an Android package is required',
    remedy: 'Choose an .apk or .aab file',
  },
  'package-set-of-apks': {
    severity: 'error',
    message: 'This is a set of {count} APK files for one app ({set}), not one package',
    remedy: 'Unpack it (unzip FILE), and choose its base APK {base}; install all parts with adb install-multiple',
  },
  'package-is-split': {
    severity: 'warning',
    message: 'This is only the part {split} of an app; devices do not install it without the base APK',
    remedy: 'Sign all parts with the same key, and install them together: adb install-multiple base.apk FILE',
  },
  'package-needs-splits': {
    severity: 'warning',
    message: 'This is the base APK of an app in several parts; devices do not install it without the others',
    remedy: 'Sign all parts with the same key, and install them together (adb install-multiple), or build a universal APK',
  },
  'package-inside-archive': {
    severity: 'error',
    message: 'This archive is not a package, but contains {package} (packages in it: {count})',
    remedy: 'Unpack it (unzip FILE), and choose {package}',
  },
  'package-is-other-archive': {
    severity: 'error',
    message: 'This archive is {kind}, not a package',
    remedy: 'Choose an .apk, .aab or .ipa file',
  },
  'package-truncated': {
    severity: 'error',
    message: 'The package is incomplete: the directory at its end is missing',
    remedy: 'Copy or download it again, and compare its size with the original',
  },
  'package-line-ends': {
    severity: 'error',
    message: 'A text-mode transfer damaged the package by converting its line endings',
    remedy: 'Copy it again in binary mode (scp, or the FTP command binary)',
  },
  'package-encoded': {
    severity: 'error',
    message: 'This is {encoding} of a ZIP archive, not the package itself',
    remedy: 'Write the decoded file with mdist decode FILE --out NEW, and use that one',
    remedyInEditor: 'Choose the original file',
  },
  'package-holds-secret': {
    severity: 'error',
    message: 'The file {entry} contains {what}; anyone with the package can read it',
    remedy:
      'Remove the secret from the app and rebuild it; if the file is intended to be public, add it to build.allowedFiles. Revoke the secret if you have already shared the package',
  },
  'package-secrets-unchecked': {
    severity: 'info',
    message: 'The package is too large to check all files for secrets; files not checked: {count}',
    remedy: 'Check the folders that the package is built from',
  },
  'package-manifest-unreadable': {
    severity: 'error',
    message: 'The manifest {entry} cannot be read, so the app cannot be identified',
    remedy: 'Rebuild the app, and check that no later step changes the package',
  },
  'package-values-unresolved': {
    severity: 'warning',
    message: 'Some manifest values are unknown because they refer to missing resources: {attributes}',
    remedy: 'Rebuild the app, and check that no later step removes resources',
  },
  'package-identifier-missing': {
    severity: 'error',
    message: 'The manifest has no app identifier (attribute package)',
    remedy: 'Set an application ID and rebuild the app',
  },
  'package-bundle-config-missing': {
    severity: 'error',
    message: 'The app bundle has no BundleConfig.pb, so Google Play and bundletool refuse it',
    remedy: 'Rebuild the app bundle',
  },
});
