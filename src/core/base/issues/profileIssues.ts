/** What can be wrong with a provisioning profile, by itself and compared with the app, the certificate and the devices it is used with. */

import { defineIssues } from './defineIssues.ts';

const newProfile = 'Create a new profile at developer.apple.com/account/resources/profiles and download it';
const again = 'Download the profile again from developer.apple.com/account/resources/profiles';

export const profileIssues = defineIssues({
  // The file
  'profile-not-set': {
    severity: 'error',
    message: 'No provisioning profile is set, and packages of build type {buildType} require one',
    remedy: 'Set ios.provisioningProfile to the .mobileprovision file',
  },
  'profile-missing': {
    severity: 'error',
    message: 'Provisioning profile not found: {path}',
    remedy: 'Correct the path, or download the profile from developer.apple.com/account/resources/profiles',
  },
  'profile-is-folder': {
    severity: 'error',
    message: 'The provisioning profile {path} is a folder',
    remedy: 'Choose the .mobileprovision file in it',
  },
  'profile-file-unreadable': {
    severity: 'error',
    message: 'The provisioning profile {path} cannot be read: {reason}',
    remedy: 'Allow your user to read it, or download the profile from developer.apple.com/account/resources/profiles',
  },
  'profile-too-large': {
    severity: 'error',
    message: 'The file is too large for a provisioning profile: {sizeBytes} bytes',
    remedy: 'Choose the .mobileprovision file from developer.apple.com or Xcode',
  },
  'profile-not-a-profile': {
    severity: 'error',
    message: 'This is not a provisioning profile but {what}',
    remedy: 'Choose the .mobileprovision file from developer.apple.com or Xcode',
  },
  'profile-unreadable': { severity: 'error', message: 'The provisioning profile is damaged: {reason}', remedy: again },
  'profile-truncated': {
    severity: 'error',
    message: 'The provisioning profile is incomplete',
    remedy: again,
  },
  'profile-incomplete': { severity: 'error', message: 'The provisioning profile has no {keys}; every profile has them', remedy: again },
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
    message: 'The profile {name} contains no certificate, so it cannot be used to sign',
    remedy: 'Add a certificate to the profile at developer.apple.com/account/resources/profiles, and download it again',
  },
  'profile-no-devices': {
    severity: 'error',
    message: 'The profile {name} ({kind}) lists no devices, so the app cannot be installed',
    remedy: 'Add devices to the profile at developer.apple.com/account/resources/profiles, and download it again',
  },
  // Who signed it
  'profile-unsigned': {
    severity: 'warning',
    message: 'The profile is not signed; devices refuse it',
    remedy: again,
  },
  'profile-signature-broken': { severity: 'error', message: 'The signature of the profile is invalid: {reason}', remedy: again },
  'profile-signer-unexpected': {
    severity: 'error',
    message: 'The profile is signed by {signer}, which does not sign profiles',
    remedy: again,
  },
  'profile-issuer-unknown': {
    severity: 'warning',
    message: "The profile's signature does not chain to an Apple root (the chain ends at {issuer})",
    remedy: 'Use a profile from Apple; this one may come from a private authority',
  },
  'profile-der-unreadable': {
    severity: 'error',
    message: 'The DER form of the profile, which devices use, is damaged: {reason}',
    remedy: again,
  },
  'profile-der-signature-broken': {
    severity: 'error',
    message: 'The signature of the DER form of the profile, which devices use, is invalid',
    remedy: again,
  },
  'profile-der-differs': {
    severity: 'error',
    message: 'The DER form of the profile, which devices use, differs from the property list: {keys}',
    remedy: again,
  },
  // Dates
  'profile-expired': { severity: 'error', message: 'The provisioning profile {name} expired on {date}', remedy: newProfile },
  'profile-expires-soon': {
    severity: 'warning',
    message: 'The provisioning profile {name} expires on {date}, in {days} days',
    remedy: newProfile,
  },
  // Compared with the app
  'profile-kind-differs': {
    severity: 'error',
    message: 'The profile {name} is for {kind}, but the build type is {buildType}',
    remedy: 'Set ios.buildType to {kind}, or choose a profile for {buildType}',
  },
  'profile-platform-differs': {
    severity: 'error',
    message: 'The profile {name} is for {platforms}, not for iOS',
    remedy: 'Choose a profile for iOS',
  },
  'profile-identifier-differs': {
    severity: 'error',
    message: 'The profile {name} is for {profileIdentifier}, but the app identifier is {appIdentifier}',
    remedy: 'Choose a profile for {appIdentifier}, or correct ios.appIdentifier',
  },
  'profile-wildcard-entitlement': {
    severity: 'error',
    message: 'The profile {name} is a wildcard profile ({profileIdentifier}), but {entitlement} requires a profile for this app',
    remedy: 'Create an explicit App ID with this capability and a profile for it at developer.apple.com',
  },
  'profile-entitlement-missing': {
    severity: 'error',
    message: 'The profile {name} does not grant the entitlement {entitlement}, which the app requests ({file})',
    remedy: 'Enable the capability for the App ID at developer.apple.com and regenerate the profile, or remove it from the project',
  },
  'profile-entitlement-differs': {
    severity: 'error',
    message: 'The app requests {entitlement} with {wanted} ({file}), but the profile {name} grants {granted}',
    remedy: 'Use one of the granted values in the project, or create a profile that grants it',
  },
  'profile-entitlement-unchecked': {
    severity: 'info',
    message: 'The entitlement {entitlement} ({file}) was not compared with the profile {name}: the build sets {wanted}',
    remedy: 'Check in the App ID at developer.apple.com that the profile grants the value your build uses',
  },
  'entitlements-not-found': {
    severity: 'info',
    message: 'Entitlements were not compared with the profile: {file} refers to {written}, and {reason}',
    remedy: 'Check that the provisioning profile grants what your build requests',
  },
  // Compared with the certificate and the devices
  'profile-certificate-missing': {
    severity: 'error',
    message: 'The profile {name} does not include the certificate {certificate}; it includes {certificates}',
    remedy: 'Choose one of these certificates, or add {certificate} to the profile at developer.apple.com and download it again',
  },
  'profile-device-missing': {
    severity: 'error',
    message: 'The profile {name} does not include the device {device}',
    remedy: 'Register the device at developer.apple.com, add it to the profile and download the profile again',
  },
  'profile-match-found': {
    severity: 'info',
    message: 'A matching profile of Xcode was found: {name} ({path})',
    remedy: 'Set ios.provisioningProfile to {path}',
  },
});
