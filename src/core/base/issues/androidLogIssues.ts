/** What a build log says went wrong, of the Android tools. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const androidLogIssues = defineIssues({
  'log-android-sdk-missing': {
    severity: 'error',
    message: 'The Android SDK was not found',
    remedy: 'Set ANDROID_HOME, or sdk.dir in local.properties, to the folder of the SDK',
  },
  'log-android-license': {
    severity: 'error',
    message: 'Licenses of Android SDK packages are not accepted',
    remedy: 'Run sdkmanager with the option for licenses and accept them',
  },
  'log-android-platform-missing': {
    severity: 'error',
    message: 'The Android platform {name} is not installed',
    remedy: 'Install platforms;{name} with sdkmanager, or change compileSdk',
  },
  'log-android-build-tools-missing': {
    severity: 'error',
    message: 'The Android build tools {version} are not installed',
    remedy: 'Install build-tools;{version} with sdkmanager, or remove buildToolsVersion',
  },
  'log-android-build-tools-damaged': {
    severity: 'error',
    message: 'The Android build tools {version} are damaged',
    remedy: 'Uninstall build-tools;{version} with sdkmanager and install them again',
  },
  'log-android-ndk-missing': {
    severity: 'error',
    message: 'The NDK that the project asks for is not installed',
    remedy: 'Install the NDK with sdkmanager, or set ndkVersion to an installed one',
  },
  'log-android-ndk-damaged': {
    severity: 'error',
    message: 'The NDK in {path} is incomplete',
    remedy: 'Delete the folder and install the NDK again',
  },
  'log-android-cmake-missing': {
    severity: 'error',
    message: 'CMake {version} is not installed',
    remedy: 'Install cmake;{version} with sdkmanager',
  },
  'log-android-google-services-missing': {
    severity: 'error',
    message: 'The file google-services.json is missing',
    remedy: 'Download it from the Firebase console into the folder of the app module',
  },
  'log-android-google-services-other-app': {
    severity: 'error',
    message: 'google-services.json has no client for the app identifier {name}',
    remedy: 'Add the app to the Firebase project and download the file again',
  },
  'log-android-google-services-malformed': {
    severity: 'error',
    message: 'The file google-services.json is not valid',
    remedy: 'Download it again from the Firebase console',
  },
  'log-android-exported': {
    severity: 'error',
    message: 'A component with an intent filter does not say whether it is exported, which Android 12 requires',
    remedy: 'Set android:exported on the component in the manifest',
  },
  'log-android-min-sdk': {
    severity: 'error',
    message: 'minSdk {found} of the app is lower than {wanted}, which a library needs',
    remedy: 'Raise minSdk to {wanted}, or use an older version of the library',
  },
  'log-android-manifest-conflict': {
    severity: 'error',
    message: 'App and library set {name} to different values',
    remedy: 'Add tools:replace for the attribute to the element in the manifest of the app',
  },
  'log-android-xml-malformed': {
    severity: 'error',
    message: 'The file is not well-formed XML',
    remedy: 'Fix the XML at this place',
  },
  'log-android-compile-sdk-low': {
    severity: 'error',
    message: 'A library needs compileSdk {wanted} or later',
    remedy: 'Raise compileSdk to {wanted}; this does not change targetSdk',
  },
  'log-android-plugin-too-old': {
    severity: 'error',
    message: 'A library needs Android Gradle plugin {wanted} or higher',
    remedy: 'Raise the version of com.android.application in the build script',
  },
  'log-android-androidx': {
    severity: 'error',
    message: 'The project uses AndroidX libraries without android.useAndroidX',
    remedy: 'Set android.useAndroidX=true in gradle.properties',
  },
  'log-android-lint': {
    severity: 'error',
    message: 'Android lint found errors and stops the build',
    remedy: 'Fix what the lint report lists, or add a baseline',
  },
  'log-android-kapt': {
    severity: 'error',
    message: 'An annotation processor failed',
    remedy: 'Read the error above; it is often a class that another compile error hides',
  },
  'log-android-dagger-binding': {
    severity: 'error',
    message: 'Dagger finds nothing that provides {name}',
    remedy: 'Add an @Inject constructor, or a @Provides or @Binds method',
  },
  'log-android-desugaring': {
    severity: 'error',
    message: 'A library needs core library desugaring',
    remedy: 'Set compileOptions.coreLibraryDesugaringEnabled and add desugar_jdk_libs',
  },
  'log-dex-duplicate-class': {
    severity: 'error',
    message: 'The class {name} is in several dependencies',
    remedy: 'Exclude it from one of the dependencies, or use versions that belong together',
  },
  'log-dex-too-many-methods': {
    severity: 'error',
    message: 'The app has more methods than one dex file can contain (65,536)',
    remedy: 'Raise minSdk to 21 or enable multidex; R8 removes unused code in release builds',
  },
  'log-dex-class-version': {
    severity: 'error',
    message: 'A library was compiled for a newer Java than this dex tool reads',
    remedy: 'Set targetCompatibility of the library lower, or use a newer Android Gradle plugin',
  },
  'log-dex-heap': {
    severity: 'error',
    message: 'The dex tool could not run, because the heap of Gradle is too small for it',
    remedy: 'Set org.gradle.jvmargs=-Xmx1536M or more in gradle.properties',
  },
  'log-dex-desugar': {
    severity: 'error',
    message: 'The code uses a Java feature that this minSdk does not have',
    remedy: 'Set compileOptions to Java 8 or later',
  },
  'log-r8-missing-classes': {
    severity: 'error',
    message: 'R8 misses classes that the code refers to',
    remedy: 'Add the rules from missing_rules.txt, or the dependency that has the classes',
  },
  'log-proguard-class-version': {
    severity: 'error',
    message: 'ProGuard cannot read class files of version {version}',
    remedy: 'Use R8 or a newer ProGuard',
  },
  'log-aapt-resource-missing': {
    severity: 'error',
    message: 'The resource {name} does not exist',
    remedy: 'Add the resource, or correct the reference',
  },
  'log-aapt-attribute-missing': {
    severity: 'error',
    message: 'The attribute {name} does not exist in this Android version',
    remedy: 'Raise compileSdk, or remove the attribute',
  },
  'log-aapt-png': {
    severity: 'error',
    message: 'The image is not a PNG file, although its name says so',
    remedy: 'Save it as PNG, or give it the extension of its real format',
  },
  'log-aapt-value': {
    severity: 'error',
    message: 'The value is not a valid {kind}',
    remedy: 'Correct the value',
  },
  'log-aapt-path': {
    severity: 'error',
    message: 'The folder of {name} is not a resource folder',
    remedy: 'Move the file into drawable, mipmap, values or another resource folder',
  },
  'log-aapt-prefix': {
    severity: 'error',
    message: 'The file uses a namespace prefix that it does not declare',
    remedy: 'Declare xmlns:android on the first element',
  },
  'log-aapt-no-package': {
    severity: 'error',
    message: 'The manifest has no package, and the build sets none',
    remedy: 'Set namespace in the build script, or package in the manifest',
  },
  'log-aapt-not-an-apk': {
    severity: 'error',
    message: 'The file is not an APK',
    remedy: 'Choose an APK',
  },
  'log-aapt-daemon': {
    severity: 'error',
    message: 'aapt2 cannot start on this system',
    remedy: 'Install the 64-bit system libraries it needs; on Linux on ARM set android.aapt2FromMavenOverride to a native aapt2',
  },
  'log-aapt-name': {
    severity: 'error',
    message: 'The file name of a resource contains {letter}, which is not allowed',
    remedy: 'Use lower-case letters, digits and underscores',
  },
  'log-aapt-framework': {
    severity: 'error',
    message: 'The Android platform file {path} cannot be read',
    remedy: 'Install the platform again with sdkmanager',
  },
  'log-aapt-entity': {
    severity: 'error',
    message: 'The XML contains an & that does not begin an entity',
    remedy: 'Write &amp; instead of &',
  },
  'log-aapt-duplicate': {
    severity: 'error',
    message: 'The resource {name} is defined twice',
    remedy: 'Remove or rename one of them',
  },
  'log-aapt-apostrophe': {
    severity: 'error',
    message: 'A string contains an apostrophe without a backslash',
    remedy: "Write \\' instead of '",
  },
  'log-aapt-placeholders': {
    severity: 'error',
    message: 'A string has several placeholders without positions',
    remedy: 'Write %1$s and %2$s, or add formatted="false"',
  },
  'log-sign-keystore-missing': {
    severity: 'error',
    message: 'The keystore {path} does not exist',
    remedy: 'Correct the path in the signing settings',
  },
  'log-sign-keystore-not-set': {
    severity: 'error',
    message: 'The signing config {name} names no keystore',
    remedy: 'Set storeFile; the file with the signing properties is probably missing',
  },
  'log-sign-password': {
    severity: 'error',
    message: 'Wrong keystore password',
    remedy: 'Correct the password of the keystore',
  },
  'log-sign-password-or-damage': {
    severity: 'error',
    message: 'Wrong keystore password, or the keystore is damaged',
    remedy: 'Correct the password; if you are sure it is right, restore the keystore from a backup',
  },
  'log-sign-keystore-format': {
    severity: 'error',
    message: 'The file is not a keystore',
    remedy: 'Choose a JKS or PKCS12 keystore; certificates and text files are not keystores',
  },
  'log-sign-alias': {
    severity: 'error',
    message: 'The keystore has no key with the alias {alias}',
    remedy: 'Correct the alias; list them with keytool',
  },
  'log-sign-key-password': {
    severity: 'error',
    message: 'Wrong password of the key {alias}',
    remedy: 'Correct the password of the key, which may differ from the one of the keystore',
  },
  'log-sign-key-unrecoverable': {
    severity: 'error',
    message: 'Wrong password of a key in the keystore',
    remedy: 'Correct the password of the key, which may differ from the one of the keystore',
  },
  'log-sign-alias-taken': {
    severity: 'error',
    message: 'The keystore has a key with the alias {alias} already',
    remedy: 'Choose another alias',
  },
  'log-sign-password-short': {
    severity: 'error',
    message: 'The keystore password is too short',
    remedy: 'Use at least 6 characters',
  },
  'log-sign-not-verified': {
    severity: 'error',
    message: 'The package has no valid signature',
    remedy: 'Sign the package again',
  },
  'log-sign-jar-unsigned': {
    severity: 'error',
    message: 'The file is not signed',
    remedy: 'Sign the file',
  },
  'log-sign-jar-failed': {
    severity: 'error',
    message: 'jarsigner cannot sign the file: {text}',
    remedy: 'Check that the file is a zip archive and that its folder is writable',
  },
  'log-sign-options-missing': {
    severity: 'error',
    message: 'Options for Android signing are missing',
    remedy: 'Set keystore path, keystore password, key alias and key password together',
  },
  'log-zipalign': {
    severity: 'error',
    message: 'The entries of the package are not aligned',
    remedy: 'Run zipalign before signing, or sign with this product, which aligns',
  },
  'log-zipalign-input': {
    severity: 'error',
    message: 'zipalign cannot read {path}',
    remedy: 'Check the path, and that the file is a zip archive',
  },
  'log-bundle-directory': {
    severity: 'error',
    message: 'The app bundle contains an entry for a directory, which is not allowed: {name}',
    remedy: 'Create the archive without directory entries',
  },
  'log-install-signer-differs': {
    severity: 'error',
    message: 'An app with the same identifier and another signing key is installed',
    remedy: 'Uninstall the app on the device, or sign with the same key',
  },
  'log-install-downgrade': {
    severity: 'error',
    message: 'A newer version of the app is installed',
    remedy: 'Raise the version code, or uninstall the app on the device',
  },
  'log-install-abi': {
    severity: 'error',
    message: 'The package has no native code for the processor of the device',
    remedy: 'Build for the ABI of the device',
  },
  'log-install-old-android': {
    severity: 'error',
    message: 'The Android version of the device is older than the app supports',
    remedy: 'Use a newer device, or lower minSdk',
  },
  'log-install-storage': {
    severity: 'error',
    message: 'The device has not enough free storage',
    remedy: 'Free storage on the device',
  },
  'log-install-restricted': {
    severity: 'error',
    message: 'The device refused the installation',
    remedy: 'Allow installation over USB on the device and confirm the prompt there',
  },
  'log-install-unsigned': {
    severity: 'error',
    message: 'The package is not signed',
    remedy: 'Sign the package',
  },
  'log-install-test-only': {
    severity: 'error',
    message: 'The package is marked as test only',
    remedy: 'Build it from the command line, or remove android:testOnly',
  },
  'log-device-none': {
    severity: 'error',
    message: 'No device and no emulator is connected',
    remedy: 'Connect a device with USB debugging, or start an emulator',
  },
  'log-device-unauthorized': {
    severity: 'error',
    message: 'The device has not allowed this computer to debug',
    remedy: 'Unlock the device and confirm the prompt for USB debugging',
  },
  'log-java-release': {
    severity: 'error',
    message: 'This JDK cannot compile for Java {version}',
    remedy: 'Set sourceCompatibility and targetCompatibility to a version that the JDK supports',
  },
  'log-java-class-file': {
    severity: 'error',
    message: 'A class file was compiled for a newer Java than this one reads',
    remedy: 'Build with a newer JDK',
  },
  'log-link-symbol': {
    severity: 'error',
    message: 'The symbol {name} is not defined',
    remedy: 'Add the source or library that defines it',
  },
  'log-link-library': {
    severity: 'error',
    message: 'The library {name} was not found by the linker',
    remedy: 'Install the library, or correct its name',
  },
  'log-android-jdk-image': {
    severity: 'error',
    message: 'The Android Gradle plugin cannot make its image of the JDK: the JDK is newer than the plugin supports, or has no jlink',
    remedy: 'Choose JDK 17 for this project, or update the Android Gradle plugin; a JRE is not enough',
  },
  'log-ninja-dirty': {
    severity: 'error',
    message: 'The native build starts itself again without end: a path is too long, a file is missing, or times of files are in the future',
    remedy: 'Remove the folder .cxx of the module; on Windows move the project to a short path; check the clock',
  },
  'log-android-crashlytics': {
    severity: 'error',
    message: 'The upload of the mapping file to Crashlytics failed ({task})',
    remedy: 'Check the network and google-services.json, or set mappingFileUploadEnabled to false',
  },
});
