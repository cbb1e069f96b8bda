/** What can be wrong with an iOS package (.ipa). What is wrong with its profile and its certificate is with those. */

import { defineIssues } from './defineIssues.ts';

const rebuild = 'Rebuild the app, and check that no later step changes the package';
const sign = 'Sign the package again';
const sameSigning = 'Sign the package again with the profile for this app and the entitlements it grants';

export const ipaIssues = defineIssues({
  // An app that is not where devices look for it
  'ipa-payload-nested': {
    severity: 'error',
    message: 'The folder Payload is inside {folder}; devices look for it at the top of the archive',
    remedy: 'Pack it from there: unzip FILE, cd {folder}, zip -qry NEW.ipa Payload',
  },
  'ipa-payload-misnamed': {
    severity: 'error',
    message: 'The folder of the app is called {folder}; devices look for Payload with a capital P',
    remedy: 'Rename it and pack it again: unzip FILE, mv {folder} Payload, zip -qry NEW.ipa Payload',
  },
  'ipa-app-misnamed': {
    severity: 'error',
    message: 'The folder of the app is called {folder}; devices look for a name that ends with .app in lowercase',
    remedy: 'Rename the folder and pack it again: unzip FILE, rename it, zip -qry NEW.ipa Payload',
  },
  'ipa-app-without-payload': {
    severity: 'error',
    message: 'The archive contains {app} outside a Payload folder, so it is not an IPA',
    remedy: 'Pack it as Payload/{app}: unzip FILE, mkdir Payload, mv {app} Payload, zip -qry NEW.ipa Payload',
  },
  'ipa-is-xcode-archive': {
    severity: 'error',
    message: 'This is an Xcode archive (.xcarchive) of {app}, not an IPA',
    remedy: 'Export it: xcodebuild -exportArchive -archivePath NAME.xcarchive -exportOptionsPlist ExportOptions.plist -exportPath OUT',
  },
  'ipa-is-mac-app': {
    severity: 'error',
    message: '{app} is an app for macOS, not for iOS',
    remedy: 'Build it for iOS, and choose the .ipa file',
  },
  'ipa-backslashes': {
    severity: 'error',
    message: 'The archive uses backslashes to separate folders, so devices find no Payload folder',
    remedy: 'Pack it again with a current tool: unzip FILE, zip -qry NEW.ipa Payload',
  },
  // What it contains
  'ipa-several-apps': {
    severity: 'error',
    message: 'The folder Payload contains {count} apps instead of one; only {app} is inspected',
    remedy: 'Create a separate package for each app',
  },
  'ipa-file-and-folder': {
    severity: 'error',
    message: '{path} is both a file and a folder, which no device can have',
    remedy: 'Rebuild the app',
  },
  'ipa-path-too-long': {
    severity: 'error',
    message: 'The path {path} is too long; devices allow 1024 characters',
    remedy: 'Shorten the folder names',
  },
  'ipa-info-missing': { severity: 'error', message: '{app} has no Info.plist, so the app cannot be identified', remedy: rebuild },
  'ipa-key-missing': {
    severity: 'error',
    message: 'Info.plist has no {key}; devices refuse to install the app without it',
    remedy: rebuild,
  },
  'ipa-key-wrong-type': {
    severity: 'error',
    message: 'The value of {key} in Info.plist is of type {actual}; it must be text',
    remedy: 'Write it as <string> in the Info.plist of the project, and rebuild the app',
  },
  'ipa-executable-missing': {
    severity: 'error',
    message: 'The executable {executable} listed in Info.plist is not in the package',
    remedy: rebuild,
  },
  'ipa-nested-identifier': {
    severity: 'error',
    message: '{nested} has the identifier {identifier}, which does not begin with {appIdentifier} and a dot',
    remedy: 'Change the identifier of the extension so that it begins with the app identifier and a dot',
  },
  // For whom it was built
  'ipa-simulator': {
    severity: 'error',
    message: 'The app was built for the {platform}; devices refuse to install it',
    remedy: 'Build it for devices: xcodebuild archive -destination generic/platform=iOS',
  },
  'ipa-encrypted': {
    severity: 'info',
    message: 'The executable is encrypted by the App Store, so it cannot be signed again or installed elsewhere',
    remedy: 'Use the package that you uploaded to the App Store, not one downloaded from it',
  },
  'ipa-64-bit-missing': {
    severity: 'error',
    message: 'The app contains code for {architectures} only; iOS 11 and later cannot run it',
    remedy: 'Build it for arm64',
  },
  'ipa-sdk-too-old': {
    severity: 'warning',
    message: 'The app was built with the iOS {sdk} SDK; since {since}, App Store Connect requires {wanted} or later',
    remedy: 'Build it with a newer Xcode',
  },
  'ipa-sdk-soon-too-old': {
    severity: 'info',
    message: 'The app was built with the iOS {sdk} SDK; from {since} on, App Store Connect requires {wanted} or later',
    remedy: 'Build it with a newer Xcode before that date',
  },
  'ipa-minimum-os-too-low': {
    severity: 'warning',
    message: 'The minimum iOS version is {minimumOs}; since {since}, App Store Connect requires {wanted} or later',
    remedy: 'Raise the deployment target in the project, and rebuild the app',
  },
  'ipa-minimum-os-soon-too-low': {
    severity: 'info',
    message: 'The minimum iOS version is {minimumOs}; from {since} on, App Store Connect requires {wanted} or later',
    remedy: 'Raise the deployment target in the project before that date',
  },
  'ipa-scenes-missing': {
    severity: 'warning',
    message:
      'Info.plist has no UIApplicationSceneManifest; apps built with the iOS {sdk} SDK stop at launch without the UIScene life cycle',
    remedy: 'Adopt the UIScene life cycle in the project, and rebuild the app',
  },
  // What it lacks
  'ipa-launch-screen-missing': {
    severity: 'warning',
    message: 'The app has no launch screen; iOS shows it with black bars, and App Store Connect refuses it',
    remedy: 'Add UILaunchScreen to Info.plist, or a launch storyboard, and rebuild the app',
  },
  'ipa-icon-missing': {
    severity: 'warning',
    message: 'The app has no icon; home screens show a blank one',
    remedy: 'Add an app icon to the project, or sign the package again with --icon',
    remedyInEditor: 'Add an app icon to the project, and rebuild the app',
  },
  'ipa-icon-catalog-missing': {
    severity: 'warning',
    message: 'The icon is not in an asset catalog, which App Store Connect requires',
    remedy: 'Add an AppIcon set to the asset catalog of the project, and rebuild the app',
  },
  'ipa-icon-size-missing': {
    severity: 'warning',
    message: 'The app has no icon file of {side} × {side} pixels, which App Store Connect requires for {device}',
    remedy: 'Add that size to the AppIcon set of the project, and rebuild the app',
  },
  'ipa-privacy-manifest-missing': {
    severity: 'warning',
    message: 'The app has no privacy manifest; App Store Connect requires one when the app uses certain system APIs',
    remedy: 'Add PrivacyInfo.xcprivacy to the project, and list the APIs that the app uses with the reasons',
  },
  'ipa-export-compliance-missing': {
    severity: 'info',
    message: 'Info.plist does not say whether the app uses encryption, so App Store Connect asks after each upload',
    remedy: 'Set ITSAppUsesNonExemptEncryption in Info.plist',
  },
  // Its signature
  'ipa-not-signed': {
    severity: 'error',
    message: 'The app is not signed for {architecture}, so devices refuse to install it',
    remedy: sign,
  },
  'ipa-signed-ad-hoc': {
    severity: 'error',
    message: 'The app is signed without a certificate, so devices refuse to install it',
    remedy: 'Sign it with an Apple certificate and a provisioning profile',
  },
  'ipa-signer-unknown': {
    severity: 'error',
    message: 'The signature of the app does not contain the certificate of its signer',
    remedy: sign,
  },
  'ipa-architectures-differ': {
    severity: 'error',
    message: 'The signatures for {architecture} and for {other} differ in {what}',
    remedy: sign,
  },
  'ipa-identifier-differs': {
    severity: 'error',
    message: 'The signature is for {signed}, but Info.plist has {appIdentifier}: the app was changed after it was signed',
    remedy: sign,
  },
  'ipa-team-differs': {
    severity: 'error',
    message: 'The signature is for team {team}, but the certificate belongs to team {certificateTeam}',
    remedy: sign,
  },
  // Its entitlements
  'ipa-der-entitlements-missing': {
    severity: 'error',
    message: 'The signature has no DER entitlements; iOS 15 and later do not launch the app without them',
    remedy: 'Sign the package with a tool that writes it, such as Xcode 12.5 or later',
  },
  'ipa-entitlements-differ': {
    severity: 'error',
    message: 'The DER entitlements, which devices use, differ from the property list',
    remedy: sign,
  },
  'ipa-application-identifier-differs': {
    severity: 'error',
    message: 'The entitlement application-identifier is {claimed}, but the app identifier is {appIdentifier}',
    remedy: sameSigning,
  },
  'ipa-debuggable': {
    severity: 'error',
    message: 'The app allows debugging (get-task-allow), but its {kind} profile {name} does not grant it',
    remedy: sameSigning,
  },
  'ipa-nested-team-differs': {
    severity: 'error',
    message: 'The code is signed by team {team}, but the app by team {appTeam}; devices load code of the same team only',
    remedy: 'Sign the package again, which signs nested code too',
  },
  // What signing it again changes
  'ipa-entitlement-dropped': {
    severity: 'warning',
    message: 'The entitlement {entitlement} of {bundle} is dropped: the profile {name} does not grant it',
    remedy: 'Enable the capability for the app identifier, then regenerate the profile',
  },
  'ipa-entitlement-not-granted': {
    severity: 'error',
    message: 'The entitlement {entitlement} that you ask for is not granted by the profile {name} for {bundle}',
    remedy: 'Enable the capability for the app identifier and regenerate the profile, or leave the entitlement out',
  },
  'ipa-entitlement-of-profile': {
    severity: 'warning',
    message: 'The entitlement {entitlement} of {bundle} follows the profile {name}; the value that you ask for is not used',
    remedy: 'Choose a profile that grants it, or leave the entitlement out',
  },
  'ipa-entitlement-type': {
    severity: 'error',
    message: 'The entitlement {entitlement} has a value of type {type}, which signatures cannot contain',
    remedy: 'Use text, numbers, booleans, lists and dictionaries only',
  },
  'ipa-entitlements-unreadable': {
    severity: 'error',
    message: 'The entitlements file cannot be read as a property list with a dictionary',
    remedy: 'Choose the .entitlements file of the project',
  },
  'ipa-profile-for-bundle-missing': {
    severity: 'error',
    message: 'No profile covers {identifier} ({bundle})',
    remedy: 'Add its profile with another --profile; a wildcard profile covers several bundles',
    remedyInEditor: 'Add a profile for it; a wildcard profile covers several bundles',
  },
  'ipa-profile-unused': {
    severity: 'warning',
    message: 'The profile {name} ({profileIdentifier}) was not used: no bundle of the package needs it',
    remedy: 'Leave it out, or check its app identifier',
  },
  'ipa-nested-identifier-kept': {
    severity: 'warning',
    message: 'The identifier {identifier} of {bundle} does not begin with {old}, so it was not changed with the app identifier',
    remedy: 'Change it in the project; devices accept extensions only below the identifier of their app',
  },
  'ipa-identifier-elsewhere': {
    severity: 'warning',
    message: '{what} still names {value}, which belongs to the old app identifier',
    remedy: 'Check whether the app works with it; register the new identifier there, or change it in the project',
  },
  'ipa-name-elsewhere': {
    severity: 'warning',
    message: 'The app name is also set in {path}, which was not changed: {reason}',
    remedy: 'Change the name in the project, for each language',
  },
  'ipa-icon-not-square': {
    severity: 'error',
    message: 'The icon has {width} × {height} pixels; app icons are square',
    remedy: 'Use a square PNG, 1024 × 1024 pixels if possible',
  },
  'ipa-icon-small': {
    severity: 'warning',
    message: 'The icon has only {side} × {side} pixels; home screens show up to {wanted}, so it is enlarged',
    remedy: 'Use a PNG with 1024 × 1024 pixels',
  },
  'ipa-icon-in-catalog': {
    severity: 'warning',
    message: 'The icon {name} in the asset catalog cannot be replaced; Info.plist now refers to the icon files instead',
    remedy: 'Check the icon on a device. For the App Store, which uses the asset catalog, change the icon in the project',
  },
  'ipa-app-missing': {
    severity: 'error',
    message: 'There is no app in {path}: {reason}',
    remedy: 'Choose an .ipa, an .app folder, or an .xcarchive that contains an app',
  },
  // Its profile
  'ipa-profile-missing': {
    severity: 'error',
    message: 'The package has no provisioning profile and is not signed by the App Store',
    remedy: 'Sign the package again with a provisioning profile',
  },
});
