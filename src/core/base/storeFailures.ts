/** Why a package could not be brought to a store: what is wrong here, and what the store answered. */

import { defineFailures } from './defineFailures.ts';

export const storeFailures = defineFailures({
  'store-key-unusable': {
    kind: 'user',
    message: 'The key for the store cannot be used: {reason}',
    hint: 'Get the key again: the JSON key of a service account, the .p8 key of App Store Connect, or the secret of a client',
  },
  'store-key-refused': {
    kind: 'remote',
    message: '{store} does not accept the key of {account}: {reason}',
    hint: 'Check that the key was not deleted and that the clock of this machine is right, or create a new key',
  },
  'store-permission-missing': {
    kind: 'remote',
    message: '{store} does not allow {account} to publish {appIdentifier}: {reason}',
    hint: 'Invite the account in the Play Console (Users and permissions) and allow it to release; this can take a day to take effect',
  },
  'play-api-disabled': {
    kind: 'remote',
    message: 'The Google Play Android Developer API is not enabled in the Google Cloud project of {account}: {reason}',
    hint: 'Enable the API in Google Cloud (console.cloud.google.com/apis/library/androidpublisher.googleapis.com), and wait a few minutes',
  },
  'store-app-unknown': {
    kind: 'remote',
    message: '{store} does not know the app {appIdentifier}, or {account} has no access to it',
    hint: 'Create the app in the Play Console and upload its first package there by hand',
  },
  'store-version-code-used': {
    kind: 'remote',
    message: 'The version code {versionCode} was already uploaded to {store}',
    hint: 'Create the package again with version code {next} or higher',
  },
  'store-version-code-low': {
    kind: 'remote',
    message: 'The version code {versionCode} is not higher than {highest}, which {store} already has',
    hint: 'Create the package again with version code {next} or higher',
  },
  'store-app-is-draft': {
    kind: 'remote',
    message: '{appIdentifier} was never published on {store}, which accepts only draft releases until then',
    hint: 'Publish with --draft on the command line, then finish the release in the Play Console',
  },
  'store-track-unknown': {
    kind: 'remote',
    message: '{store} has no track {track}; known tracks: {known}',
    hint: 'Choose one of the known tracks, or create the track in the Play Console',
  },
  'store-upload-certificate-differs': {
    kind: 'user',
    message: '{store} took version code {versionCode} with the certificate {registered}; this package is signed with {own}',
    hint: 'Sign with the same upload key as before, unless you have reset it in the Play Console',
  },
  'store-profile-not-for-store': {
    kind: 'user',
    message: '{store} takes packages with an App Store profile, and this package has another one or none',
    hint: 'Create the package with build type app-store, or sign it again with an App Store profile',
  },
  'store-release-missing': {
    kind: 'user',
    message: '{store} has no such release on the track {track} ({what})',
    hint: 'See what is on the tracks: mdist store status',
    hintInEditor: 'See what is on the tracks with the command “Show Store Status…”',
  },
  'store-rollout-missing': {
    kind: 'user',
    message: '{store} has no rollout on the track {track} that could be changed like this',
    hint: 'See what is on the tracks: mdist store status',
    hintInEditor: 'See what is on the tracks with the command “Show Store Status…”',
  },
  'store-generated-missing': {
    kind: 'remote',
    message: '{store} has generated no universal APK for version code {versionCode}',
    hint: 'Wait until the bundle is processed, and check the version code',
  },
  'store-address-unsafe': {
    kind: 'user',
    message: '{address} cannot be used for the store, because the token would be readable on the way',
    hint: 'Enter an https address in the setting {setting}; http is for this computer only',
  },
  'store-account-unknown': {
    kind: 'user',
    message: 'No store account {name} is connected; known accounts: {known}',
    hint: 'Connect it: mdist store connect',
    hintInEditor: 'Connect it with the command “Connect Store…”',
  },
  'store-not-for-this': {
    kind: 'user',
    message: '{store} cannot do this; it is for {wanted}',
    hint: 'Choose another store or account',
  },
  'store-bundle-required': {
    kind: 'remote',
    message: '{store} accepts new apps as app bundles (.aab) only, not as APKs',
    hint: 'Create the package with build type app-bundle',
  },
  'store-edit-lost': {
    kind: 'remote',
    message: 'The app was changed on {store} by someone else while it was being published: {reason}',
    hint: 'Publish again while the app is not being changed elsewhere',
  },
  'store-upload-stopped': {
    kind: 'remote',
    message: 'The upload to {store} stopped after {sentBytes} bytes',
    hint: 'Run the same command again; it continues where the upload stopped',
  },
  'store-upload-damaged': {
    kind: 'remote',
    message: '{store} received bytes that differ from the package',
    hint: 'Publish again',
  },
  'store-busy': {
    kind: 'remote',
    message: '{store} is busy at the moment: {reason}',
    hint: 'Run the same command again in a few minutes; it continues where it stopped',
  },
  'store-refused': {
    kind: 'remote',
    message: '{store} refused the request: {reason}',
    hint: 'Correct what the reason says and publish again',
  },
  'store-answer-unexpected': {
    kind: 'remote',
    message: 'The answer from {store} was not understood ({what})',
    hint: 'Check the address given with --endpoint on the command line, then try again',
  },
  'store-notes-unusable': {
    kind: 'user',
    message: 'The release notes cannot be used: {reason}',
    hint: 'Correct the file given with --notes-file on the command line',
  },
  'store-package-refused': {
    kind: 'user',
    message: '{store} would refuse the package: {summary}',
    hint: 'Fix the listed problems, or use --skip-checks on the command line if {store} has granted an exception',
  },
  'store-publish-running': {
    kind: 'user',
    message: 'Process {pid} on {host} is already publishing this package',
    hint: 'Wait until it is finished, or cancel it',
  },
  'store-role-missing': {
    kind: 'remote',
    message: '{store} does not allow the key {keyId} to do this: {reason}',
    hint: 'Use a key with the role App Manager, and accept pending agreements in App Store Connect',
  },
  'store-app-record-missing': {
    kind: 'remote',
    message: '{store} has no app {appIdentifier} that this key can see',
    hint: 'Create the app in App Store Connect, or use a key of the team that owns it',
  },
  'store-group-unknown': {
    kind: 'remote',
    message: '{store} has no group {group}; known groups: {known}',
    hint: 'Choose one of the known groups, or create the group at the store',
  },
  'store-build-used': {
    kind: 'remote',
    message: 'Build {build} of version {version} was already uploaded to {store}',
    hint: 'Create the package again with a higher version code',
  },
  'store-build-refused': {
    kind: 'remote',
    message: '{store} refused the package after the upload: {reason}',
    hint: 'Correct what the reason says, and create the package again with a higher version code',
  },
  'store-beta-review-refused': {
    kind: 'remote',
    message: '{store} has the package, but does not take it for the beta review: {reason}',
    hint: 'Complete the test information (mdist testflight information shows what is missing), and publish the same package again: it continues',
    hintInEditor:
      'Complete the test information of the app in App Store Connect (TestFlight), and publish the same package again: it continues',
  },
  'store-beta-rejected': {
    kind: 'remote',
    message: 'The beta review of {store} rejected build {build} of version {version}',
    hint: 'Read the reason in App Store Connect (TestFlight), and create the package again with a higher version code',
  },
  'store-build-expired': {
    kind: 'remote',
    message: 'Build {build} of version {version} is expired on {store}: no one can install it any more',
    hint: 'Create the package again with a higher version code',
  },
  'store-build-unknown': {
    kind: 'user',
    message: '{store} has no build {build} of this app and version',
    hint: 'See what is there: mdist store status',
    hintInEditor: 'See what is there with the command “Show Store Status…”',
  },
  'store-version-not-editable': {
    kind: 'remote',
    message: 'Version {version} cannot be changed on {store}: it is {state}',
    hint: 'Use a higher version',
  },
  'store-version-in-review': {
    kind: 'remote',
    message: '{store} is reviewing version {version} with build {build}, and accepts no other one meanwhile',
    hint: 'Wait until the review is finished, or withdraw that version from it: mdist store promote --withdraw',
    hintInEditor: 'Wait until the review is finished, or remove that version from it in App Store Connect',
  },
  'store-version-unreleased': {
    kind: 'remote',
    message: 'Version {version} on {store} is {state}; another version can be submitted only after it is released',
    hint: 'Release it: mdist store rollout --release',
    hintInEditor: 'Release it with the command “Halt, Roll Out or Promote…”',
  },
  'store-review-unresolved': {
    kind: 'remote',
    message: '{store} rejected the submission and waits for an answer: {reason}',
    hint: 'Answer App Review in App Store Connect, or cancel the submission (mdist store promote --withdraw) and submit again',
    hintInEditor: 'Answer App Review in App Store Connect, or cancel the submission there and submit again',
  },
  'store-review-missing': {
    kind: 'user',
    message: '{store} has no version in review that can be withdrawn',
    hint: 'See the versions: mdist store status',
    hintInEditor: 'See the versions with the command “Show Store Status…”',
  },
  'store-declaration-unknown': {
    kind: 'user',
    message: '{store} has no approved encryption declaration {declaration} for this app; known declarations: {known}',
    hint: 'Use one that is APPROVED (on the command line, mdist testflight encryption lists them), or exempt if the app uses only exempt encryption or none',
  },
  'store-encryption-answered': {
    kind: 'remote',
    message: '{store} has another answer about encryption for build {build}, which can be given only once',
    hint: 'Upload another build with a higher version code, and give the right answer for it',
  },
  'store-test-information-missing': {
    kind: 'remote',
    message: '{store} takes no build of this app for the beta review before this is filled in: {missing}',
    hint: 'Fill it in: mdist testflight information',
    hintInEditor: 'Fill in the test information of the app in App Store Connect (TestFlight)',
  },
  'store-build-not-ready': {
    kind: 'remote',
    message: 'Build {build} of version {version} cannot be used on {store}: it is {state}',
    hint: 'Wait until the build is VALID (mdist store status), or upload another one',
    hintInEditor: 'Wait until the build is VALID (command “Show Store Status…”), or upload another one',
  },
  'store-version-not-waiting': {
    kind: 'user',
    message: '{store} has no version that waits to be released by hand',
    hint: 'Wait until the review is finished',
  },
  'store-phases-missing': {
    kind: 'user',
    message: '{store} has no version that is being released in phases',
    hint: 'Submit a version with a phased release',
  },
  'store-feedback-unknown': {
    kind: 'user',
    message: '{store} has no crash log for the feedback {id}',
    hint: 'List what testers sent on the command line: mdist testflight feedback',
  },
  'store-devices-unusable': {
    kind: 'user',
    message: 'The list of devices cannot be used: {reason}',
    hint: 'Write one UDID a line, with a name behind a tab or comma',
  },
  'store-devices-full': {
    kind: 'remote',
    message: '{store} takes no more devices this year, so {udid} was not registered ({limit} of each kind): {reason}',
    hint: 'Disable devices when the membership is renewed, or use TestFlight, which needs no devices',
  },
  'store-device-refused': {
    kind: 'remote',
    message: '{store} does not register the device {udid}: {reason}',
    hint: 'Check the UDID',
  },
  'store-identifier-unknown': {
    kind: 'remote',
    message: '{store} has no identifier {appIdentifier}',
    hint: 'Register the identifier on the command line with mdist identifier register {appIdentifier}, or use a key of the team that owns it',
    hintInEditor: 'Register the identifier at developer.apple.com, or use a key of the team that owns it',
  },
  'store-certificate-refused': {
    kind: 'remote',
    message: '{store} creates no certificate for this key: {reason}',
    hint: 'Revoke a certificate that is not used any more at developer.apple.com, or use an existing one with its key',
  },
  'store-certificate-unknown': {
    kind: 'remote',
    message: '{store} knows no certificate of the profile ({serialNumber})',
    hint: 'Create a profile with a certificate that is not revoked at developer.apple.com',
  },
  'store-certificates-several': {
    kind: 'user',
    message: '{store} has several certificates that could sign: {known}',
    hint: 'Choose the one whose key you have: on the command line, --serial with its serial number, which mdist certificate inspect shows',
  },
  'store-certificates-missing': {
    kind: 'user',
    message: '{store} has no valid certificate for {use}',
    hint: 'Create one: mdist certificate create',
    hintInEditor: 'Create one at developer.apple.com, or on the command line with mdist certificate create',
  },
  'store-no-devices': {
    kind: 'user',
    message: '{store} has no enabled device, and a profile of this kind needs at least one',
    hint: 'Register devices: mdist device register, or add --udid',
    hintInEditor: 'Register devices with the command “Register Devices…”',
  },
  'profile-not-renewable': {
    kind: 'user',
    message: 'The provisioning profile {path} cannot be renewed: {reason}',
    hint: 'Use an ad hoc or development profile from developer.apple.com',
  },
  'store-subject-token-missing': {
    kind: 'environment',
    message: 'The token of the identity provider cannot be read from {place}: {reason}',
    hint: 'Check that the CI job may get an identity token, or give the token with --subject-token',
    hintInEditor: 'Check that the CI job may get an identity token, or give the token on the command line with --subject-token',
  },
  'store-listing-version-missing': {
    kind: 'user',
    message: '{store} has no version of {appIdentifier} whose listing can be changed',
    hint: 'Create one with --app-version, or withdraw the version in review: mdist store promote --store app-store-connect --withdraw',
    hintInEditor: 'Create a version in App Store Connect, or withdraw the one in review there',
  },
  'store-version-unknown': {
    kind: 'user',
    message: '{store} has no version {version} of this app',
    hint: 'See what is there: mdist store status --store app-store-connect',
    hintInEditor: 'See what is there with the command “Show Store Status…”',
  },
  'store-picture-refused': {
    kind: 'remote',
    message: '{store} refused the picture {name}: {reason}',
    hint: 'Save the picture again as a PNG without transparency in a size that the store takes, then push again',
  },
  'store-listing-refused': {
    kind: 'user',
    message: '{store} would refuse the listing in {folder}',
    hint: 'Fix the listed problems',
  },
});
