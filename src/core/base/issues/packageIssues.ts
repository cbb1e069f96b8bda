/** What can be wrong with a package file as a whole. What is wrong inside its parts stands with their formats. */

import { defineIssues } from './defineIssues.ts';

export const packageIssues = defineIssues({
  'package-format-unknown': {
    severity: 'error',
    message: 'This archive is no package: neither {missing} of Android nor the folder Payload of iOS is in it',
    remedy: 'Choose an .apk, .aab or .ipa file',
  },
  'package-not-android': {
    severity: 'error',
    message: 'This is an iOS package (.ipa), and only Android packages can be used for this',
    remedy: 'Choose an .apk or .aab file',
  },
  'package-set-of-apks': {
    severity: 'error',
    message: 'This archive is a set of {count} APK files, not one package',
    remedy: 'Unpack it, and choose its base APK: {base}',
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
