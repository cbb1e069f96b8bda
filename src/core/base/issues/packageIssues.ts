/** What can be wrong with a package file as a whole. What is wrong inside its parts stands with their formats. */

import { defineIssues } from './defineIssues.ts';

export const packageIssues = defineIssues({
  'package-format-unknown': {
    severity: 'error',
    message: 'This archive is not a package: it has neither {missing} (Android) nor Payload/NAME.app (iOS)',
    remedy: 'Choose an .apk, .aab or .ipa file',
  },
  'package-not-ios': {
    severity: 'error',
    message: 'This is an Android package, and it is to be signed for iOS',
    remedy: 'Choose an .ipa, or sign it with --keystore',
    remedyInEditor: 'Choose an .ipa file',
  },
  'package-not-android': {
    severity: 'error',
    message: 'This is an iOS package (.ipa), and only Android packages can be used for this',
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
  'package-inside-archive': {
    severity: 'error',
    message: 'This archive is not a package, but holds one ({count} in all): {package}',
    remedy: 'Unpack it (unzip FILE), and choose {package}',
  },
  'package-is-other-archive': {
    severity: 'error',
    message: 'This archive is {kind}, not a package',
    remedy: 'Choose an .apk, .aab or .ipa file',
  },
  'package-truncated': {
    severity: 'error',
    message: 'The package ends too early: its directory, which is at its end, is missing',
    remedy: 'Copy or download it again, and compare its size with the original',
  },
  'package-line-ends': {
    severity: 'error',
    message: 'The package was damaged by a transfer in text mode, which converted its line ends',
    remedy: 'Copy it again in binary mode (scp, or FTP after the command binary)',
  },
  'package-encoded': {
    severity: 'error',
    message: 'This is {encoding} of a ZIP archive, not the package itself',
    remedy: 'Write the decoded file with mdist decode FILE --out NEW, and use that one',
    remedyInEditor: 'Choose the original file',
  },
  'package-holds-secret': {
    severity: 'warning',
    message: 'The file {entry} contains {what}; everyone who has the package can read it',
    remedy: 'Remove this secret from the app and build it again; replace the secret if anybody has the package already',
  },
  'package-secrets-unchecked': {
    severity: 'info',
    message: 'The package is too large to look into all its files for secrets; not checked: {count}',
    remedy: 'Check the folders that go into the package',
  },
  'package-manifest-unreadable': {
    severity: 'error',
    message: 'The manifest {entry} cannot be read, so nothing is known of the app',
    remedy: 'Build the app anew, and check that nothing changes the package afterwards',
  },
  'package-values-unresolved': {
    severity: 'warning',
    message: 'Values of the manifest refer to resources that do not exist, so they are not known: {attributes}',
    remedy: 'Rebuild the app, and check that nothing removes resources afterwards',
  },
  'package-identifier-missing': {
    severity: 'error',
    message: 'The manifest names no app identifier (attribute package)',
    remedy: 'Build the app anew with an application id',
  },
  'package-bundle-config-missing': {
    severity: 'error',
    message: 'The app bundle has no BundleConfig.pb, so Google Play and bundletool refuse it',
    remedy: 'Build the app bundle anew',
  },
});
