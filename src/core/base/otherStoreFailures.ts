/**
 * Why a package could not be brought to Microsoft Intune, AppGallery or Firebase App Distribution, or be registered with Google, and what to do
 * in their consoles.
 */

import { defineFailures } from './defineFailures.ts';

export const otherStoreFailures = defineFailures({
  'store-package-too-large': {
    kind: 'user',
    message: 'The package has {sizeBytes} bytes, and {store} accepts {limitBytes} at most',
    hint: 'See what makes it large: mdist package inspect',
    hintInEditor: 'Open the package to see what makes it large',
  },
  'store-too-many-recipients': {
    kind: 'user',
    message: '{store} accepts {limit} testers and groups at most for one release',
    hint: 'Put the testers into a group',
  },
  'store-format-refused': {
    kind: 'user',
    message: '{store} does not accept packages of the format {format}',
    hint: 'Create the package with another build type: {wanted}',
  },
  'firebase-app-id-unusable': {
    kind: 'user',
    message: '{appId} is not the id of an app in Firebase',
    hint: 'Copy the app id from Project settings in the Firebase console; it looks like 1:1234567890:android:0a1b2c3d4e5f',
  },
  'firebase-app-unknown': {
    kind: 'remote',
    message: 'Firebase App Distribution has no app {appId} that {account} can see: {reason}',
    hint: 'Check the app id, and open App Distribution once in the Firebase console to start it for this app',
  },
  'firebase-role-missing': {
    kind: 'remote',
    message: 'Firebase App Distribution does not allow {account} to use the app {appId}: {reason}',
    hint: 'Give the service account the role Firebase App Distribution Admin in Google Cloud (IAM)',
  },
  'firebase-api-disabled': {
    kind: 'remote',
    message: 'The Firebase App Distribution API is not enabled in the project of the key: {reason}',
    hint: 'Enable the API in Google Cloud, and wait a few minutes',
  },
  'firebase-bundle-refused': {
    kind: 'remote',
    message: 'Firebase App Distribution cannot distribute app bundles of this app: {reason}',
    hint: 'Fix this in the Firebase console (Project settings, Integrations, Google Play), or publish an APK',
  },
  'intune-sign-in-refused': {
    kind: 'remote',
    message: 'Microsoft does not accept the application {account} in the directory {tenant}: {reason}',
    hint: 'Check tenant, client id and client secret under App registrations in the Microsoft Entra admin center',
  },
  'intune-permission-missing': {
    kind: 'remote',
    message: 'Microsoft Intune does not allow the application {account} to do this: {reason}',
    hint: 'Add the application permission DeviceManagementApps.ReadWrite.All, and grant admin consent; the directory needs a license for Intune',
  },
  'intune-publisher-missing': {
    kind: 'user',
    message: 'Microsoft Intune has no app {appIdentifier} yet, and a new one needs the name of its publisher',
    hint: 'Add --publisher NAME on the command line',
  },
  'intune-file-refused': {
    kind: 'remote',
    message: 'Microsoft Intune could not take the file ({state})',
    hint: 'Publish again; if it happens again, check the service health of Intune',
  },
  'verification-key-refused': {
    kind: 'remote',
    message: 'Google does not accept the key for the status of Android developer verification ({account}): {reason}',
    hint: 'Enable the Android Developer ID Status API in the project of the key, and allow the key to use it',
  },
  'verification-snippet-unusable': {
    kind: 'user',
    message: 'This is not the snippet that the console shows for the proof of ownership',
    hint: 'Copy the snippet as it is: one line of letters and digits',
  },
  'gallery-app-unknown': {
    kind: 'remote',
    message: 'AppGallery Connect has no app {appIdentifier} that {account} can see',
    hint: 'Create the app in AppGallery Connect, or use a client of the team that owns it',
  },
  'gallery-phase-first': {
    kind: 'user',
    message: 'AppGallery releases only updates by phases, and {appIdentifier} has no version on sale',
    hint: 'Publish the first version without --rollout',
    hintInEditor: 'Publish the first version to all users',
  },
  'gallery-phase-missing': {
    kind: 'user',
    message: 'No version of {appIdentifier} is being released by phases on AppGallery',
    hint: 'See its versions in AppGallery Connect: {page}',
  },
  'gallery-in-review': {
    kind: 'remote',
    message: 'AppGallery is reviewing a version of {appIdentifier}, and takes no other package until it is done',
    hint: 'Wait for the review, or withdraw the version in AppGallery Connect',
  },
  'gallery-role-missing': {
    kind: 'remote',
    message: 'AppGallery Connect does not allow the client {account} to do this: {reason}',
    hint: 'Create the client under Users and permissions, API key, Connect API, with project N/A and the role App administrator',
  },
  'gallery-rating-missing': {
    kind: 'remote',
    message: 'AppGallery does not accept {appIdentifier} without a content rating: {reason}',
    hint: 'Set the content rating in AppGallery Connect; its API cannot do it',
  },
  'gallery-privacy-missing': {
    kind: 'remote',
    message: 'AppGallery does not accept {appIdentifier}: {reason}',
    hint: 'Complete the privacy information of the app in AppGallery Connect',
  },
});
