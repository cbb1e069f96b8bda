/** What can be wrong with an iOS package (.ipa). What is wrong with its profile and its certificate stands with those. */

import { defineIssues } from './defineIssues.ts';

const rebuild = 'Build the app anew, and check that nothing changes the package afterwards';
const sign = 'Sign the package anew';
const sameSigning = 'Sign the package anew, with the profile for this app and the entitlements it grants';

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
  'ipa-app-without-payload': {
    severity: 'error',
    message: 'The archive holds the app {app} without the folder Payload around it, so it is not an IPA',
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
    message: 'The names in the archive separate folders by backslashes, so devices find no folder Payload',
    remedy: 'Pack it again with a current tool: unzip FILE, zip -qry NEW.ipa Payload',
  },
  // What it holds
  'ipa-several-apps': {
    severity: 'error',
    message: 'The folder Payload holds {count} apps, and a package holds one; {app} is looked at',
    remedy: 'Pack each app into a package of its own',
  },
  'ipa-path-too-long': {
    severity: 'error',
    message: 'The path {path} is longer than the 1024 characters that devices allow',
    remedy: 'Shorten the names of the folders',
  },
  'ipa-info-missing': { severity: 'error', message: '{app} has no Info.plist, so nothing is known of the app', remedy: rebuild },
  'ipa-key-missing': { severity: 'error', message: 'Info.plist lacks {key}, without which no device installs the app', remedy: rebuild },
  'ipa-key-wrong-type': {
    severity: 'error',
    message: 'The value of {key} in Info.plist is of type {actual}; it must be text',
    remedy: 'Write it as <string> in the Info.plist of the project, and rebuild the app',
  },
  'ipa-executable-missing': {
    severity: 'error',
    message: 'The executable {executable} that Info.plist names is not in the package',
    remedy: rebuild,
  },
  'ipa-nested-identifier': {
    severity: 'error',
    message: '{nested} has the identifier {identifier}, which does not begin with {appIdentifier} and a dot',
    remedy: 'Give the extension an identifier below the one of its app',
  },
  // For whom it was built
  'ipa-simulator': {
    severity: 'error',
    message: 'The app was built for the {platform}; devices do not install it',
    remedy: 'Build it for devices: xcodebuild archive -destination generic/platform=iOS',
  },
  'ipa-encrypted': {
    severity: 'info',
    message: 'The executable is encrypted by the App Store, so it can be neither signed anew nor installed elsewhere',
    remedy: 'Use the package that was sent to the App Store instead of the one that came from it',
  },
  'ipa-64-bit-missing': {
    severity: 'error',
    message: 'The app holds code for {architectures} only, which no iOS from 11 on runs',
    remedy: 'Build it for arm64',
  },
  'ipa-sdk-too-old': {
    severity: 'warning',
    message: 'The app was built with the SDK of iOS {sdk}; App Store Connect takes {wanted} and later since {since}',
    remedy: 'Build it with a newer Xcode',
  },
  // Its signature
  'ipa-not-signed': { severity: 'error', message: 'The app is not signed for {architecture}, so no device installs it', remedy: sign },
  'ipa-signed-ad-hoc': {
    severity: 'error',
    message: 'The app is signed without a certificate, so no device installs it',
    remedy: 'Sign it with a certificate of Apple and a provisioning profile',
  },
  'ipa-signer-unknown': {
    severity: 'error',
    message: 'The signature of the app does not hold the certificate of its signer',
    remedy: sign,
  },
  'ipa-architectures-differ': {
    severity: 'error',
    message: 'The signatures for {architecture} and for {other} differ in {what}',
    remedy: sign,
  },
  'ipa-identifier-differs': {
    severity: 'error',
    message: 'The signature is of {signed}, and Info.plist names {appIdentifier}: it was changed after it was signed',
    remedy: sign,
  },
  'ipa-team-differs': {
    severity: 'error',
    message: 'The signature names the team {team}, and the certificate is of team {certificateTeam}',
    remedy: sign,
  },
  // Its entitlements
  'ipa-der-entitlements-missing': {
    severity: 'error',
    message: 'The signature lacks the DER form of the entitlements, without which iOS 15 and later do not launch the app',
    remedy: 'Sign the package with a tool that writes it, such as Xcode 12.5 or later',
  },
  'ipa-entitlements-differ': {
    severity: 'error',
    message: 'The DER form of the entitlements, which devices go by, says something else than the property list',
    remedy: sign,
  },
  'ipa-application-identifier-differs': {
    severity: 'error',
    message: 'The entitlement application-identifier is {claimed}, and the app is {appIdentifier}',
    remedy: sameSigning,
  },
  'ipa-debuggable': {
    severity: 'error',
    message: 'The app lets debuggers in (get-task-allow), which its {kind} profile {name} does not grant',
    remedy: sameSigning,
  },
  'ipa-nested-team-differs': {
    severity: 'error',
    message: 'The code is signed by team {team}, and the app by {appTeam}: devices load code of the same team only',
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
  'ipa-entitlement-type': {
    severity: 'error',
    message: 'The entitlement {entitlement} has a value of type {type}, which signatures cannot hold',
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
    remedy: 'Give its profile with another --profile; a wildcard profile covers several bundles',
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
  'ipa-app-missing': {
    severity: 'error',
    message: 'There is no app in {path}: {reason}',
    remedy: 'Choose an .ipa, an .app folder, or an .xcarchive that contains an app',
  },
  // Its profile
  'ipa-profile-missing': {
    severity: 'error',
    message: 'The package holds no provisioning profile, and its certificate is none of the App Store itself',
    remedy: 'Sign the package anew, with a provisioning profile',
  },
});
