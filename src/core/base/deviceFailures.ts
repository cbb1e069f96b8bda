/** Why a package did not get onto a device at this machine. */

import { defineFailures } from './defineFailures.ts';

export const deviceFailures = defineFailures({
  'adb-unreachable': {
    kind: 'environment',
    message: 'The server of adb does not run on port {port}',
    hint: 'Install the Android SDK Platform Tools, connect a device, and run adb devices',
  },
  'adb-refused': {
    kind: 'environment',
    message: 'adb refused the request: {reason}',
    hint: 'See the devices with adb devices, and reconnect the device',
  },
  'adb-ended': {
    kind: 'environment',
    message: 'adb ended the connection',
    hint: 'Reconnect the device and try again',
  },
  'device-not-chosen': {
    kind: 'user',
    message: 'Several devices are connected: {devices}',
    hint: 'Choose one with --device',
    hintInEditor: 'Choose one of them',
  },
  'device-unknown': {
    kind: 'user',
    message: 'No device {device} is connected',
    hint: 'Choose one of: {devices}',
  },
  'ios-tool-missing': {
    kind: 'environment',
    message: 'No tool that reaches iPhones was found on this machine',
    hint: 'On a Mac, install Xcode 15 or later. On other systems, install go-ios, or libimobiledevice with ideviceinstaller',
  },
  'ios-tool-failed': {
    kind: 'environment',
    message: '{tool} failed: {reason}',
    hint: 'Unlock the device, trust this computer on it, and try again',
  },
  'ios-device-none': {
    kind: 'environment',
    message: 'No iPhone or iPad is connected',
    hint: 'Connect it by cable, unlock it, and trust this computer on it',
  },
  'ios-device-unusable': {
    kind: 'environment',
    message: 'The device {device} cannot be used now',
    hint: 'Connect it by cable, unlock it, and trust this computer on it',
  },
  'ios-log-ended': {
    kind: 'environment',
    message: '{tool} ended the log of {device}',
    hint: 'Reconnect the device and try again',
  },
  'ios-log-missing': {
    kind: 'environment',
    message: '{tool} cannot read the log of a device',
    hint: 'Open Console on the Mac, or use a computer with go-ios or libimobiledevice',
  },
  'install-needs-ipa': {
    kind: 'user',
    message: 'Only IPA packages are installed on iPhones and iPads: {path}',
    hint: 'Create a package for iOS of the build type development, ad-hoc or in-house',
  },
  'install-needs-apk': {
    kind: 'user',
    message: 'Only APKs and app bundles are installed on Android devices: {path}',
    hint: 'Create a package of the build type debug or release',
  },
  'install-refused': {
    kind: 'user',
    message: 'The device {device} refused the package: {answer}',
    hint: 'Fix what is listed, or uninstall the app on the device and try again',
  },
  'app-not-installed': {
    kind: 'user',
    message: '{appIdentifier} is not installed on {device}',
    hint: 'Install it first',
  },
  'app-not-started': {
    kind: 'user',
    message: '{appIdentifier} could not be started on the device',
    hint: 'Check that it is installed and has an activity for the launcher',
  },
});
