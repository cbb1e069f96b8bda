/** What a build log says went wrong, of the tools of Apple, CocoaPods and Swift packages. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const appleLogIssues = defineIssues({
  'log-xcode-team': {
    severity: 'error',
    message: 'Signing of {target} needs a development team',
    remedy: 'Set DEVELOPMENT_TEAM, or choose a team in Signing & Capabilities; for resource bundles of pods, set it in post_install',
  },
  'log-xcode-profile-none': {
    severity: 'error',
    message: 'No provisioning profile was found for {name}',
    remedy: 'Create a profile for this identifier and install it, or let Xcode manage signing',
  },
  'log-xcode-profile-required': {
    severity: 'error',
    message: '{target} has no provisioning profile',
    remedy: 'Choose a profile for the target, or let Xcode manage signing',
  },
  'log-xcode-profile-other-app': {
    severity: 'error',
    message: 'The profile {profile} is for {found}, not for the bundle identifier {wanted}',
    remedy: 'Choose a profile for this identifier',
  },
  'log-xcode-profile-capability': {
    severity: 'error',
    message: 'The profile {profile} does not allow what the app needs: {name}{entitlement}',
    remedy: 'Enable the capability for the app identifier and regenerate the profile',
  },
  'log-xcode-profile-certificate': {
    severity: 'error',
    message: 'The profile {profile} does not contain the signing certificate {name}',
    remedy: 'Regenerate the profile with this certificate, or sign with one that it contains',
  },
  'log-xcode-profile-device': {
    severity: 'error',
    message: 'The profile {profile} does not contain this device',
    remedy: 'Register the device with Apple, then regenerate the profile',
  },
  'log-xcode-profile-expired': {
    severity: 'error',
    message: 'The profile {profile} has expired',
    remedy: 'Renew the profile at developer.apple.com and install it',
  },
  'log-xcode-certificate-none': {
    severity: 'error',
    message: 'The keychain has no certificate {name} with its key',
    remedy: 'Import the certificate and its key as a .p12 file',
  },
  'log-xcode-signing-conflict': {
    severity: 'error',
    message: '{target} mixes automatic and manual signing',
    remedy: 'Use one of them: with automatic signing, remove identity and profile',
  },
  'log-xcode-keychain-locked': {
    severity: 'error',
    message: 'codesign cannot use the key in the keychain',
    remedy: 'Unlock the keychain and allow codesign to use the key (security set-key-partition-list)',
  },
  'log-xcode-p12-encryption': {
    severity: 'error',
    message: 'macOS cannot import the .p12 file: the password is wrong, or the file uses newer encryption',
    remedy: 'If the password is right, convert the file to the older encryption',
  },
  'log-xcode-export-option': {
    severity: 'error',
    message: 'The export options have a wrong value for {name}',
    remedy: 'Correct ExportOptions.plist; the names of methods changed with Xcode 15.3',
  },
  'log-xcode-entitlements-changed': {
    severity: 'error',
    message: 'The entitlements file was changed during the build',
    remedy: 'Change the file before the build, not in a build phase',
  },
  'log-xcode-manual-signing': {
    severity: 'error',
    message: 'Manual signing needs a certificate and a provisioning profile',
    remedy: 'Set both',
  },
  'log-xcode-uiscene': {
    severity: 'error',
    message: 'The iOS 27 SDK requires the UIScene life cycle, and the app does not use it',
    remedy: 'Add UIApplicationSceneManifest to Info.plist and a scene delegate',
  },
  'log-xcode-deployment-range': {
    severity: 'error',
    message: 'The deployment target {found} of {target} is not supported by this Xcode',
    remedy: 'Raise IPHONEOS_DEPLOYMENT_TARGET; for pods, in post_install of the Podfile',
  },
  'log-xcode-deployment-module': {
    severity: 'error',
    message: 'The module {module} needs iOS {wanted} or later',
    remedy: 'Raise the deployment target of the app to {wanted}',
  },
  'log-xcode-module-missing': {
    severity: 'error',
    message: 'The module {name} was not found',
    remedy: 'Install pods or packages and open the workspace instead of the project',
  },
  'log-xcode-swift-version': {
    severity: 'error',
    message: 'A module was compiled with another Swift version',
    remedy: 'Build the module from source, or get it for this Xcode',
  },
  'log-xcode-undefined-symbols': {
    severity: 'error',
    message: 'The linker misses symbols for {arch}',
    remedy: 'Link the library that defines the symbols listed in the log',
  },
  'log-xcode-framework-missing': {
    severity: 'error',
    message: 'The framework {name}{other} was not found',
    remedy: 'Install pods or packages, or correct FRAMEWORK_SEARCH_PATHS',
  },
  'log-xcode-library-missing': {
    severity: 'error',
    message: 'The library {name}{other} was not found',
    remedy: 'Install pods or packages, and build the workspace',
  },
  'log-xcode-wrong-sdk': {
    severity: 'error',
    message: 'A library was not built for {name}',
    remedy: 'Use an XCFramework, or exclude the architecture for the simulator',
  },
  'log-xcode-duplicate-symbol': {
    severity: 'error',
    message: 'The symbol {name} is defined twice',
    remedy: 'Remove one of the libraries that define it',
  },
  'log-xcode-script-phase': {
    severity: 'error',
    message: 'A build phase script failed',
    remedy: 'Read the lines of the script above this one',
  },
  'log-xcode-script-sandbox': {
    severity: 'error',
    message: 'Xcode does not allow a build script to read or write {path}',
    remedy: 'Set ENABLE_USER_SCRIPT_SANDBOXING to NO for the target',
  },
  'log-xcode-not-selected': {
    severity: 'error',
    message: 'The active developer folder has no Xcode',
    remedy: 'Install Xcode and select it with xcode-select',
  },
  'log-xcode-license': {
    severity: 'error',
    message: 'The license of Xcode is not accepted',
    remedy: 'Run sudo xcodebuild -license once on the Mac',
  },
  'log-xcode-scheme': {
    severity: 'error',
    message: 'The project has no shared scheme {name}',
    remedy: 'Share the scheme in Xcode, or correct its name',
  },
  'log-xcode-destination': {
    severity: 'error',
    message: 'Xcode has no destination that fits',
    remedy: 'Install the simulator or the platform, or correct the destination',
  },
  'log-xcode-platform': {
    severity: 'error',
    message: 'The platform {name} is not installed in this Xcode',
    remedy: 'Install it with xcodebuild -downloadPlatform, or in the settings of Xcode',
  },
  'log-xcode-sdk': {
    severity: 'error',
    message: 'The SDK {name} was not found',
    remedy: 'Select a full Xcode with xcode-select',
  },
  'log-xcode-multiple-commands': {
    severity: 'error',
    message: 'Two build steps write {path}',
    remedy: 'Remove the file from one of the build phases',
  },
  'log-xcode-cycle': {
    severity: 'error',
    message: 'Targets depend on each other: {name}',
    remedy: 'Move the build phases so that scripts come last',
  },
  'log-xcode-icon': {
    severity: 'error',
    message: 'The asset catalog has no app icon set {name}',
    remedy: 'Add the icon set, or correct ASSETCATALOG_COMPILER_APPICON_NAME',
  },
  'log-xcode-info-plist': {
    severity: 'error',
    message: 'The target has no Info.plist',
    remedy: 'Set INFOPLIST_FILE, or GENERATE_INFOPLIST_FILE to YES',
  },
  'log-xcode-busy': {
    severity: 'error',
    message: 'Another build uses the same derived data folder',
    remedy: 'Wait until the other build ends, or set another derivedDataPath',
  },
  'log-xcode-skip-install': {
    severity: 'error',
    message: 'The archive does not contain an app',
    remedy: 'Set SKIP_INSTALL to NO for the app and to YES for its libraries',
  },
  'log-xcode-project-newer': {
    severity: 'error',
    message: 'The project was saved by a newer Xcode',
    remedy: 'Use a newer Xcode',
  },
  'log-spm-resolve': {
    severity: 'error',
    message: 'Swift packages cannot be resolved',
    remedy: 'Read the reason below; check the network, versions and Package.resolved',
  },
  'log-spm-clone': {
    severity: 'error',
    message: 'The Swift package repository {name} cannot be cloned',
    remedy: 'Check the network, the address and your access to it',
  },
  'log-spm-minimum-os': {
    severity: 'error',
    message: 'The product {name} needs a newer minimum OS',
    remedy: 'Raise the platform in Package.swift or the deployment target',
  },
  'log-spm-conflict': {
    severity: 'error',
    message: 'Swift packages need versions that exclude each other',
    remedy: 'Change the version rules of the packages',
  },
  'log-spm-product': {
    severity: 'error',
    message: 'The package has no product {name}',
    remedy: 'Correct the name of the product, or resolve packages again',
  },
  'log-pod-missing': {
    severity: 'error',
    message: 'The pod {name} was not found',
    remedy: 'Run pod repo update, or check name and version',
  },
  'log-pod-conflict': {
    severity: 'error',
    message: 'Versions of the pod {name} exclude each other',
    remedy: 'Run pod update for the pod, or change the versions in the Podfile',
  },
  'log-pod-target-low': {
    severity: 'error',
    message: 'A pod needs a higher deployment target than the Podfile sets',
    remedy: 'Raise platform :ios in the Podfile',
  },
  'log-pod-network': {
    severity: 'error',
    message: 'CocoaPods cannot reach its index',
    remedy: 'Check the network and the proxy',
  },
  'log-pod-out-of-sync': {
    severity: 'error',
    message: 'The installed pods differ from Podfile.lock',
    remedy: 'Run pod install',
  },
  'log-pod-podfile': {
    severity: 'error',
    message: 'The Podfile is not valid: {text}',
    remedy: 'Fix the Podfile at the line that CocoaPods names',
  },
  'log-pod-none': {
    severity: 'error',
    message: 'The folder has no Podfile',
    remedy: 'Run pod install in the folder with the Podfile',
  },
  'log-pod-permission': {
    severity: 'error',
    message: 'Ruby has no permission to install gems here',
    remedy: 'Install Ruby with a version manager, or CocoaPods with Homebrew',
  },
  'log-pod-encoding': {
    severity: 'error',
    message: 'CocoaPods needs a UTF-8 terminal',
    remedy: 'Set LANG to en_US.UTF-8',
  },
  'log-ios-install-profile': {
    severity: 'error',
    message: 'The device found no provisioning profile in the package that allows it to run the app',
    remedy: 'Use a development or ad hoc profile that lists this device, and sign the package again',
  },
  'log-ios-install-device': {
    severity: 'error',
    message: 'The provisioning profile does not include this device',
    remedy: 'Register the device with Apple, then renew the profile and sign the package again',
  },
  'log-ios-install-expired': {
    severity: 'error',
    message: 'The provisioning profile in the package has expired',
    remedy: 'Renew the profile and sign the package again',
  },
  'log-ios-install-unsigned': {
    severity: 'error',
    message: 'The package has no valid code signature',
    remedy: 'Sign the package again',
  },
  'log-ios-install-os': {
    severity: 'error',
    message: 'The app needs a newer version of iOS than the device has',
    remedy: 'Update the device, or lower the minimum iOS version of the app',
  },
  'log-ios-install-other-team': {
    severity: 'error',
    message: 'An app with the same identifier and another team is installed',
    remedy: 'Uninstall the app on the device, or sign with a profile of the same team',
  },
  'log-ios-install-free-limit': {
    severity: 'error',
    message: 'The device has the most apps that a free developer account allows',
    remedy: 'Uninstall one of them, or use a paid membership',
  },
  'log-ios-developer-mode': {
    severity: 'error',
    message: 'Developer Mode is off on the device',
    remedy: 'On the device, turn it on in Settings, Privacy & Security, and restart the device',
  },
  'log-ios-device-locked': {
    severity: 'error',
    message: 'The device is locked',
    remedy: 'Unlock the device and try again',
  },
  'log-ios-not-trusted': {
    severity: 'error',
    message: 'The developer of the app is not trusted on the device',
    remedy: 'On the device, trust the developer in Settings, General, VPN & Device Management',
  },
  'log-xcode-extension-identifier': {
    severity: 'error',
    message: 'The identifier of an app extension does not begin with the identifier of the app',
    remedy: 'Give the extension an identifier such as com.acme.shop.widget for the app com.acme.shop',
  },
  'log-xcode-profile-managed': {
    severity: 'error',
    message: 'The provisioning profile {name} is managed by Xcode and cannot be used for manual signing',
    remedy: 'Create a profile in the developer account and name it, or sign automatically',
  },
  'log-xcode-no-account': {
    severity: 'error',
    message: 'Xcode wants to sign automatically, and no Apple account of the team is signed in on this Mac',
    remedy: 'Sign with your own certificate and profile, or sign in to Xcode; on a CI server use an API key of App Store Connect',
  },
  'log-xcode-identifier-taken': {
    severity: 'error',
    message: 'The app identifier {id} belongs to another team',
    remedy: 'Choose another identifier, or sign with the team that registered it',
  },
  'log-xcode-no-devices': {
    severity: 'error',
    message: 'The team has no registered device, so Apple makes no development profile',
    remedy: 'Register a device with mdist device register, or build for the App Store',
    remedyInEditor: 'Register a device with the command “Register Devices and Renew Profile…”, or build for the App Store',
  },
  'log-xcode-keychain-password': {
    severity: 'error',
    message: 'The password of the keychain is wrong',
    remedy: 'Unlock the keychain with its own password, or create a keychain for this build',
  },
  'log-xcode-certificate-revoked': {
    severity: 'error',
    message: 'The certificate {name} was revoked',
    remedy: 'Create a new certificate, and renew the profiles that contain the old one',
  },
  'log-pod-ffi': {
    severity: 'error',
    message: 'The Ruby package ffi was built for another processor',
    remedy: 'Install CocoaPods again for this processor, with brew install cocoapods',
  },
  'log-xcode-input-missing': {
    severity: 'error',
    message: 'The project names a file that is not there: {path}',
    remedy: 'Restore the file, such as a GoogleService-Info.plist that is not in version control, or remove it from the target',
  },
  'log-xcode-libarclite': {
    severity: 'error',
    message: 'A pod is built for an iOS that this Xcode no longer supports',
    remedy: 'Raise IPHONEOS_DEPLOYMENT_TARGET of the pods to 12.0 or later in post_install of the Podfile',
  },
  'log-xcode-toolchain-dir': {
    severity: 'error',
    message: 'The version of CocoaPods that made the project is too old for this Xcode',
    remedy: 'Update CocoaPods to 1.12.1 or later and run pod install',
  },
  'log-xcode-compiler-option': {
    severity: 'error',
    message: 'BoringSSL-GRPC passes an option that this Xcode no longer knows',
    remedy: 'Update the Firebase pods, or remove the flag -GCC_WARN_INHIBIT_ALL_WARNINGS of BoringSSL-GRPC in post_install of the Podfile',
  },
  'log-xcode-several-projects': {
    severity: 'error',
    message: 'The folder {path} contains several Xcode projects, and none was named',
    remedy: 'Name one with -project or -workspace',
  },
  'log-xcode-container-missing': {
    severity: 'error',
    message: 'There is no {path}',
    remedy: 'Check the path; CocoaPods makes the workspace, and the tool of the framework makes the project',
  },
});
