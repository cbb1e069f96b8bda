/** What a log says went wrong when a package is uploaded to Google Play or App Store Connect. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const storeLogIssues = defineIssues({
  'log-play-version-used': {
    severity: 'error',
    message: 'Google Play has a package with version code {code} already',
    remedy: 'Raise the version code',
  },
  'log-play-target-low': {
    severity: 'error',
    message: 'The app targets API {found}, but Google Play accepts updates only for API {wanted} or higher',
    remedy: 'Raise targetSdk to {wanted}',
  },
  'log-play-wrong-key': {
    severity: 'error',
    message: 'The app bundle is signed with another key than the upload key',
    remedy: 'Sign with the upload key that is registered with Google Play',
  },
  'log-play-draft-app': {
    severity: 'error',
    message: 'Google Play takes only draft releases of an app that was never published',
    remedy: 'Create a draft release, and publish the first one in the Play Console',
  },
  'log-play-permission': {
    severity: 'error',
    message: 'The service account may not do this for the app',
    remedy: 'Give it access to the app in the Play Console, under Users and permissions; it may take a day to count',
  },
  'log-play-unknown-app': {
    severity: 'error',
    message: 'Google Play has no app {id} that this account can see',
    remedy: 'Create the app in the Play Console and upload its first package there',
  },
  'log-play-page-size': {
    severity: 'error',
    message: 'Native libraries of the app are not made for memory pages of 16 KB',
    remedy: 'Build with NDK 28 or later and Android Gradle plugin 8.5.1 or later, and update libraries with native code',
  },
  'log-upload-version': {
    severity: 'error',
    message: 'The build number is not higher than the one uploaded before',
    remedy: 'Raise the build number',
  },
  'log-upload-sdk': {
    severity: 'error',
    message: 'The app was built with an SDK that the App Store no longer accepts',
    remedy: 'Build with the current Xcode',
  },
  'log-upload-icon': {
    severity: 'error',
    message: 'The app has no icon of the size that the App Store needs',
    remedy: 'Add a 1024 × 1024 icon without transparency to the asset catalog',
  },
  'log-upload-icon-alpha': {
    severity: 'error',
    message: 'The App Store icon has transparency',
    remedy: 'Save the icon without an alpha channel',
  },
  'log-upload-privacy': {
    severity: 'error',
    message: 'Info.plist does not say why the app needs something that is private: {name}',
    remedy: 'Add the key with a sentence that says why the app needs it',
  },
  'log-upload-profile': {
    severity: 'error',
    message: 'The provisioning profile in the app is not one for the App Store',
    remedy: 'Sign the app again with an App Store profile: mdist package sign',
    remedyInEditor: 'Sign the app again with an App Store profile, with the command “Sign Package…”',
  },
  'log-upload-signature': {
    severity: 'error',
    message: 'The app is not signed with a distribution certificate, or its signature is broken',
    remedy: 'Sign it again with an Apple Distribution certificate (mdist package sign), and change nothing in it afterwards',
    remedyInEditor:
      'Sign it again with an Apple Distribution certificate, with the command “Sign Package…”, and change nothing in it afterwards',
  },
  'log-upload-orientation': {
    severity: 'error',
    message: 'An app for iPad that runs beside others must support all four orientations',
    remedy: 'Add the orientations to UISupportedInterfaceOrientations~ipad, or set UIRequiresFullScreen',
  },
  'log-upload-architecture': {
    severity: 'error',
    message: 'A framework of the app contains code for the simulator',
    remedy: 'Remove those architectures from the framework, or use its XCFramework',
  },
  'log-upload-identifier': {
    severity: 'error',
    message: 'The app identifier is not the one that App Store Connect has for this app',
    remedy: 'Build with the identifier of the app record; it cannot be changed after the first upload',
  },
  'log-upload-version-train': {
    severity: 'error',
    message: 'The version is not higher than the one that is in the App Store, or its series is closed',
    remedy: 'Raise the version of the app, and upload again',
  },
});
