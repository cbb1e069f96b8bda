/** What a phone refuses to install (errors), and what Google Play alone refuses to take (warnings), and why. */

import { defineIssues } from './defineIssues.ts';

const sign = 'Sign the package with your release key: mdist package sign';
const signInEditor = 'Create the package with build type release, or sign it with your release key on the command line: mdist package sign';
const againInEditor = 'Create the package again, or sign it anew on the command line: mdist package sign';

export const storeIssues = defineIssues({
  'store-unsigned': {
    severity: 'error',
    message: 'The package is not signed: no phone and no store takes it',
    remedy: sign,
    remedyInEditor: signInEditor,
  },
  'store-v2-signature-missing': {
    severity: 'error',
    message: 'The package targets API {targetSdk} and has no signature of scheme v2 or newer: Android 11 and newer refuse it',
    remedy: 'Sign it with scheme v2 or v3: mdist package sign',
    remedyInEditor: againInEditor,
  },
  'store-resource-table-compressed': {
    severity: 'error',
    message: 'resources.arsc is compressed: Android 11 and newer refuse such a package when it targets API 30 or higher (error -124)',
    remedy: 'Store it uncompressed: mdist package sign does so',
    remedyInEditor: againInEditor,
  },
  'store-resource-table-unaligned': {
    severity: 'error',
    message:
      'resources.arsc begins at {offset}, which is no multiple of 4: Android 11 and newer refuse such a package when it targets API 30 or higher (error -124)',
    remedy: 'Align it: mdist package sign does so',
    remedyInEditor: againInEditor,
  },
  'store-exported-missing': {
    severity: 'error',
    message: 'The {kind} {name} has an intent filter and no android:exported: Android 12 and newer refuse the package',
    remedy: 'Write android:exported="true" if other apps shall reach it, else "false"',
  },
  'store-exported-missing-more': {
    severity: 'error',
    message: '{count} more components have an intent filter and no android:exported',
    remedy: 'Write android:exported on each of them',
  },
  'store-test-only': {
    severity: 'error',
    message: 'The package is marked as a test (android:testOnly): phones install it from adb alone, and stores refuse it',
    remedy: 'Build it with build type release, not by the Run button of an IDE',
  },
  'store-target-too-old-for-phones': {
    severity: 'error',
    message: 'The package targets API {targetSdk}: Android {android} and newer refuse to install it',
    remedy: 'Target API {wanted} or higher',
  },
  'store-code-missing': {
    severity: 'error',
    message: 'There is no classes.dex, and the manifest does not say android:hasCode="false": phones refuse the package',
    remedy: 'Build the app anew',
  },
  'store-libraries-compressed': {
    severity: 'error',
    message: 'The manifest says android:extractNativeLibs="false" and {path} is compressed: phones refuse the package',
    remedy: 'Store native libraries uncompressed, or allow their extraction',
  },
  'store-library-alignment': {
    severity: 'warning',
    message:
      'The loaded segments of {path} are aligned to {alignment} bytes: it does not load on devices with 16 KB pages, which Google Play demands since {since}',
    remedy: 'Link it with -Wl,-z,max-page-size=16384 (NDK r28 does so by itself), or take a newer release of the library',
  },
  'store-library-offset': {
    severity: 'warning',
    message:
      '{path} is stored and does not begin at a multiple of 16 KB in the package: it does not load on devices with 16 KB pages, which Google Play demands since {since}',
    remedy: 'Align it: mdist package sign does so',
    remedyInEditor: againInEditor,
  },
  'store-libraries-more': {
    severity: 'warning',
    message: '{count} more native libraries are not ready for devices with 16 KB pages',
    remedy: 'Look at the listed ones first',
  },
  'store-64-bit-missing': {
    severity: 'warning',
    message: 'There are native libraries for {narrow} and none for {wide}: Google Play and phones with 64 bits only refuse the package',
    remedy: 'Build the native libraries for {wide} too',
  },
  'store-target-too-old': {
    severity: 'warning',
    message: 'The package targets API {targetSdk}: since {since}, Google Play takes new apps and updates from API {wanted} on',
    remedy: 'Set the target SDK to {wanted}, and test what it changes',
  },
  'store-debuggable': {
    severity: 'warning',
    message: 'The package can be debugged by everybody (android:debuggable): Google Play refuses it',
    remedy: 'Build it with build type release',
  },
  'store-debug-certificate': {
    severity: 'warning',
    message: 'The package is signed with a debug certificate ({subject}): Google Play refuses it',
    remedy: sign,
    remedyInEditor: signInEditor,
  },
  'store-certificate-ends-early': {
    severity: 'warning',
    message: 'The certificate of {subject} ends on {notAfter}: Google Play wants one that is valid after {wanted}',
    remedy: 'Make a key with a longer validity: mdist keystore create. An app that is in the store already keeps its key',
    remedyInEditor:
      'Make a key with a longer validity with the command “Create Keystore…”; an app that is in the store already keeps its key',
  },
  'store-certificate-expired': {
    severity: 'warning',
    message: 'The certificate of {subject} ended on {notAfter}',
    remedy: 'Phones still take updates signed with it; a new app deserves a new key: mdist keystore create',
    remedyInEditor: 'Phones still take updates signed with it; a new app deserves a new key, which the command “Create Keystore…” makes',
  },
  'store-weak-key': {
    severity: 'warning',
    message: 'The signing key of {subject} is weak ({key}): Google Play wants RSA with 2048 bits or more, or EC',
    remedy: 'Make a stronger key: mdist keystore create. An app that is in the store already asks for a key upgrade in the Play Console',
    remedyInEditor:
      'Make a stronger key with the command “Create Keystore…”; an app that is in the store already asks for a key upgrade in the Play Console',
  },
  'store-version-code': {
    severity: 'warning',
    message: 'The version code is {versionCode}: Google Play takes 1 to {limit}',
    remedy: 'Set a version code in that range, higher than the last one',
  },
  'store-example-identifier': {
    severity: 'warning',
    message: 'The app identifier {appIdentifier} is one of the examples that Google Play refuses',
    remedy: 'Choose an identifier from a domain of your own before the first release: it cannot change afterwards',
  },
  'store-app-bundle-wanted': {
    severity: 'info',
    message: 'Google Play takes new apps as app bundles (.aab), not as APK',
    remedy: 'Create the package with build type app-bundle for Google Play',
  },
});
