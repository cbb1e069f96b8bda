/** What a phone refuses to install (errors), and what Google Play alone refuses to take (warnings), and why. */

import { defineIssues } from './defineIssues.ts';

const sign = 'Sign the package with your release key: mdist package sign';
const signInEditor = 'Create the package with build type release, or sign it with your release key with the command “Sign Package…”';
const againInEditor = 'Create the package again, or sign it again with the command “Sign Package…”';

export const storeIssues = defineIssues({
  'store-key-tracked': {
    severity: 'warning',
    message: 'The key {path} for the store is tracked by git, so anyone with access to the repository can publish with it',
    remedy: 'Revoke the key at the store, create another one, and keep its file out of the repository',
  },
  'store-key-unignored': {
    severity: 'warning',
    message: 'The key {path} for the store is not ignored by git, so the next commit can contain it',
    remedy: 'Move the file out of the project, or add it to .gitignore',
  },
  'store-key-readable': {
    severity: 'warning',
    message: 'The key {path} for the store can be read by every user of this machine',
    remedy: 'Restrict the file to your user with chmod 600',
    remedyInEditor: 'Restrict the file to your user',
  },
  'store-codes-unknown': {
    severity: 'warning',
    message: '{store} could not be asked which version codes it has: {reason}',
    remedy: 'Check the account with mdist store status, or create packages with --skip-stores',
    remedyInEditor: 'Check the account with the command “Show Store Status…”',
  },
  'store-unsigned': {
    severity: 'error',
    message: 'The package is not signed; phones and stores refuse it',
    remedy: sign,
    remedyInEditor: signInEditor,
  },
  'store-v2-signature-missing': {
    severity: 'error',
    message: 'The package targets API {targetSdk} without a v2 or later signature; Android 11 and later refuse it',
    remedy: 'Sign it with scheme v2 or v3: mdist package sign',
    remedyInEditor: againInEditor,
  },
  'store-resource-table-compressed': {
    severity: 'error',
    message: 'resources.arsc is compressed; Android 11 and later refuse packages like this that target API 30 or higher (error -124)',
    remedy: 'Store it uncompressed; mdist package sign does this',
    remedyInEditor: againInEditor,
  },
  'store-resource-table-unaligned': {
    severity: 'error',
    message:
      'resources.arsc begins at {offset}, which is not a multiple of 4; Android 11 and later refuse it for API 30 or higher (error -124)',
    remedy: 'Align it; mdist package sign does this',
    remedyInEditor: againInEditor,
  },
  'store-exported-missing': {
    severity: 'error',
    message: 'The {kind} {name} has an intent filter but no android:exported; Android 12 and later refuse the package',
    remedy: 'Set android:exported to "true" if other apps may use it, otherwise to "false"',
  },
  'store-exported-missing-more': {
    severity: 'error',
    message: '{count} more components have an intent filter but no android:exported',
    remedy: 'Set android:exported on each of them',
  },
  'store-test-only': {
    severity: 'error',
    message: 'The package is marked as test only (android:testOnly); phones install it only with adb, and stores refuse it',
    remedy: 'Build it with build type release, not with the Run button of an IDE',
  },
  'store-target-too-old-for-phones': {
    severity: 'error',
    message: 'The package targets API {targetSdk}; Android {android} and later refuse to install it',
    remedy: 'Target API {wanted} or higher',
  },
  'store-code-missing': {
    severity: 'error',
    message: 'The package has no classes.dex, but its manifest does not set android:hasCode="false"; phones refuse it',
    remedy: 'Rebuild the app',
  },
  'store-libraries-compressed': {
    severity: 'error',
    message: '{path} is compressed, but the manifest sets android:extractNativeLibs="false"; phones refuse the package',
    remedy: 'Store native libraries uncompressed, or allow their extraction',
  },
  'store-library-alignment': {
    severity: 'warning',
    message:
      '{path} is aligned to {alignment} bytes and does not load on devices with 16 KB pages; Google Play requires this since {since}',
    remedy: 'Link it with -Wl,-z,max-page-size=16384 (the default since NDK r28), or use a newer release of the library',
  },
  'store-library-offset': {
    severity: 'warning',
    message:
      '{path} is not aligned to 16 KB in the package and does not load on devices with 16 KB pages; Google Play requires this since {since}',
    remedy: 'Align it; mdist package sign does this',
    remedyInEditor: againInEditor,
  },
  'store-libraries-more': {
    severity: 'warning',
    message: '{count} more native libraries are not ready for devices with 16 KB pages',
    remedy: 'Fix the listed ones first',
  },
  'store-64-bit-missing': {
    severity: 'warning',
    message: 'The package has native libraries for {narrow} but not for {wide}; Google Play and 64-bit-only phones refuse it',
    remedy: 'Build the native libraries for {wide} too',
  },
  'store-target-too-old': {
    severity: 'warning',
    message: 'The package targets API {targetSdk}; since {since}, Google Play requires API {wanted} for new apps and updates',
    remedy: 'Set the target SDK to {wanted}, and test the app again',
  },
  'store-debuggable': {
    severity: 'warning',
    message: 'The package is debuggable (android:debuggable); Google Play refuses it',
    remedy: 'Build it with build type release',
  },
  'store-debug-certificate': {
    severity: 'warning',
    message: 'The package is signed with a debug certificate ({subject}); Google Play refuses it',
    remedy: sign,
    remedyInEditor: signInEditor,
  },
  'store-certificate-ends-early': {
    severity: 'warning',
    message: 'The certificate of {subject} expires on {notAfter}; Google Play requires one that is valid after {wanted}',
    remedy: 'Create a key with a longer validity (mdist keystore create); a published app must keep its key',
    remedyInEditor: 'Create a key with a longer validity with the command “Create Keystore…”; a published app must keep its key',
  },
  'store-certificate-expired': {
    severity: 'warning',
    message: 'The certificate of {subject} expired on {notAfter}',
    remedy: 'Phones still accept updates signed with it; use a new key for a new app: mdist keystore create',
    remedyInEditor: 'Phones still accept updates signed with it; for a new app, create a key with the command “Create Keystore…”',
  },
  'store-weak-key': {
    severity: 'warning',
    message: 'The signing key of {subject} is weak ({key}); Google Play requires RSA with at least 2048 bits, or EC',
    remedy: 'Create a stronger key (mdist keystore create); for a published app, request a key upgrade in the Play Console',
    remedyInEditor:
      'Create a stronger key with the command “Create Keystore…”; for a published app, request a key upgrade in the Play Console',
  },
  'store-version-code': {
    severity: 'warning',
    message: 'The version code is {versionCode}; Google Play accepts 1 to {limit}',
    remedy: 'Set a version code in that range, higher than the last one',
  },
  'store-example-identifier': {
    severity: 'warning',
    message: 'The app identifier {appIdentifier} is an example that Google Play refuses',
    remedy: 'Choose an identifier based on your domain name before the first release; it cannot be changed later',
  },
  'store-group-has-every-build': {
    severity: 'info',
    message: 'The TestFlight group {group} gets every build by itself, so the package is not given to it in particular',
    remedy: 'Nothing needs to be done',
  },
  'store-app-bundle-wanted': {
    severity: 'info',
    message: 'Google Play accepts new apps as app bundles (.aab) only, not as APKs',
    remedy: 'Create the package with build type app-bundle for Google Play',
  },
});
