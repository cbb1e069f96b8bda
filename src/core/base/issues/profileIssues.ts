/** What can be wrong with a provisioning profile, by itself and beside the app, the certificate and the devices it is used with. */

import { defineIssues } from './defineIssues.ts';

const newProfile = 'Make a new profile at developer.apple.com/account/resources/profiles and download it';
const again = 'Download the profile again from developer.apple.com/account/resources/profiles';

export const profileIssues = defineIssues({
  // The file
  'profile-not-set': {
    severity: 'error',
    message: 'Packages of build type {buildType} need a provisioning profile, and none is set',
    remedy: 'Set ios.provisioningProfile to the .mobileprovision file',
  },
  'profile-missing': {
    severity: 'error',
    message: 'There is no provisioning profile at {path}',
    remedy: 'Correct ios.provisioningProfile, or download the profile from developer.apple.com/account/resources/profiles',
  },
  'profile-is-folder': {
    severity: 'error',
    message: 'The provisioning profile {path} is a folder',
    remedy: 'Set ios.provisioningProfile to the .mobileprovision file in it',
  },
  'profile-file-unreadable': {
    severity: 'error',
    message: 'The provisioning profile {path} is there, and cannot be read: {reason}',
    remedy: 'Give yourself the permission to read it, or download the profile from developer.apple.com/account/resources/profiles',
  },
  'profile-too-large': {
    severity: 'error',
    message: 'The file has {sizeBytes} bytes, far more than any provisioning profile',
    remedy: 'Choose the .mobileprovision file that developer.apple.com or Xcode gave',
  },
  'profile-not-a-profile': {
    severity: 'error',
    message: 'This is no provisioning profile but {what}',
    remedy: 'Choose the .mobileprovision file that developer.apple.com or Xcode gave',
  },
  'profile-unreadable': { severity: 'error', message: 'The provisioning profile is damaged: {reason}', remedy: again },
  'profile-truncated': {
    severity: 'error',
    message: 'The provisioning profile ends too early: it was not copied or downloaded completely',
    remedy: again,
  },
  'profile-incomplete': { severity: 'error', message: 'The provisioning profile lacks {keys}, which every profile has', remedy: again },
  'profile-certificates-unreadable': {
    severity: 'warning',
    message: '{count} of the certificates in the profile cannot be read',
    remedy: again,
  },
  'profile-values-wrong': {
    severity: 'error',
    message: 'The provisioning profile has values of the wrong type: {keys}',
    remedy: again,
  },
  'profile-no-certificates': {
    severity: 'error',
    message: 'The profile {name} allows no certificate, so no package can be signed for it',
    remedy: 'Add a certificate to the profile at developer.apple.com/account/resources/profiles, and download it again',
  },
  'profile-no-devices': {
    severity: 'error',
    message: 'The profile {name} ({kind}) lists no device, so no device installs the app',
    remedy: 'Add devices to the profile at developer.apple.com/account/resources/profiles, and download it again',
  },
  // Who signed it
  'profile-unsigned': {
    severity: 'warning',
    message: 'The profile is a bare property list without a signature, which devices refuse',
    remedy: again,
  },
  'profile-signature-broken': { severity: 'error', message: 'The signature of the profile does not hold: {reason}', remedy: again },
  'profile-signer-unexpected': {
    severity: 'error',
    message: 'The profile is signed by {signer}, which signs no profiles',
    remedy: again,
  },
  'profile-issuer-unknown': {
    severity: 'warning',
    message: 'Who signed the profile cannot be followed to a root of Apple; the trail ends at {issuer}',
    remedy: 'Use a profile from Apple; this one may be of a private authority',
  },
  'profile-der-unreadable': {
    severity: 'error',
    message: 'The DER form of the profile, which devices go by, is damaged: {reason}',
    remedy: again,
  },
  'profile-der-signature-broken': {
    severity: 'error',
    message: 'The signature of the DER form of the profile, which devices go by, does not hold',
    remedy: again,
  },
  'profile-der-differs': {
    severity: 'error',
    message: 'The DER form of the profile, which devices go by, says something else than the property list: {keys}',
    remedy: again,
  },
  // Dates
  'profile-expired': { severity: 'error', message: 'The provisioning profile {name} expired on {date}', remedy: newProfile },
  'profile-expires-soon': {
    severity: 'warning',
    message: 'The provisioning profile {name} expires on {date}, in {days} days',
    remedy: newProfile,
  },
  // Beside the app
  'profile-kind-differs': {
    severity: 'error',
    message: 'The profile {name} is for {kind}, and the build type is {buildType}',
    remedy: 'Set ios.buildType to {kind}, or choose a profile for {buildType}',
  },
  'profile-platform-differs': {
    severity: 'error',
    message: 'The profile {name} is for {platforms}, not for iOS',
    remedy: 'Choose a profile for iOS',
  },
  'profile-identifier-differs': {
    severity: 'error',
    message: 'The profile {name} is for {profileIdentifier}, and the app is {appIdentifier}',
    remedy: 'Choose a profile for {appIdentifier}, or correct ios.appIdentifier',
  },
  'profile-wildcard-entitlement': {
    severity: 'error',
    message: 'The profile {name} is for all apps of {profileIdentifier}, and {entitlement} needs a profile for this app alone',
    remedy: 'Make an explicit App ID with this capability and a profile for it at developer.apple.com',
  },
  'profile-entitlement-missing': {
    severity: 'error',
    message: 'The app asks for the entitlement {entitlement} ({file}), which the profile {name} does not grant',
    remedy: 'Turn the capability on for the App ID at developer.apple.com and make the profile anew, or remove it from the project',
  },
  'profile-entitlement-differs': {
    severity: 'error',
    message: 'The app asks for {entitlement} with {wanted} ({file}), and the profile {name} grants {granted}',
    remedy: 'Write one of the granted values into the project, or make a profile that grants it',
  },
  'profile-entitlement-unchecked': {
    severity: 'info',
    message: 'The entitlement {entitlement} ({file}) was not compared with the profile {name}, because only the build knows {wanted}',
    remedy: 'Check in the App ID at developer.apple.com that the profile grants the value your build uses',
  },
  'entitlements-not-found': {
    severity: 'info',
    message: 'Entitlements were not compared with the profile: {file} names {written}, and {reason}',
    remedy: 'Check that the provisioning profile grants what your build asks for',
  },
  // Beside the certificate and the devices
  'profile-certificate-missing': {
    severity: 'error',
    message: 'The profile {name} does not allow the certificate {certificate}; it allows {certificates}',
    remedy: 'Choose one of these certificates, or add {certificate} to the profile at developer.apple.com and download it again',
  },
  'profile-device-missing': {
    severity: 'error',
    message: 'The profile {name} does not allow the device {device}',
    remedy: 'Register the device at developer.apple.com, add it to the profile and download the profile again',
  },
  'profile-match-found': {
    severity: 'info',
    message: 'The profile {name} of Xcode fits: {path}',
    remedy: 'Set ios.provisioningProfile to {path}',
  },
});
