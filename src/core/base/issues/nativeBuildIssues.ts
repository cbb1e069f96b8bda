/** What a native project needs to be built: tools of this machine, and a choice between its variants. */

import { defineIssues } from './defineIssues.ts';

export const nativeBuildIssues = defineIssues({
  'variant-not-chosen': {
    severity: 'error',
    message: 'The project has several variants: {choices}',
    remedy: 'Choose one with --variant, or set android.variant',
    remedyInEditor: 'Set variant in the Android settings',
  },
  'variant-unknown': {
    severity: 'error',
    message: 'The project has no variant {variant}',
    remedy: 'Choose one of: {choices}',
  },
  'variant-build-type': {
    severity: 'error',
    message: 'The variant {variant} does not fit the build type {buildType}: it {state}',
    remedy: 'Choose another variant or another build type',
  },
  'toolchain-jdk-missing': {
    severity: 'error',
    message: 'No JDK was found on this machine; the build needs Java {range}',
    remedy: 'Install one, for example from adoptium.net, or set JAVA_HOME to its folder',
  },
  'toolchain-jdk-unsuitable': {
    severity: 'warning',
    message: 'Gradle {gradle} runs with Java {range}; the JDK that comes closest is {version}',
    remedy: 'Install a matching JDK, or raise the version of Gradle in gradle-wrapper.properties',
  },
  'toolchain-gradle-missing': {
    severity: 'error',
    message: 'The project has no Gradle wrapper, and Gradle is not installed',
    remedy: 'Commit gradle/wrapper to the project, or install Gradle',
  },
  'toolchain-android-sdk-missing': {
    severity: 'error',
    message: 'The Android SDK was not found on this machine',
    remedy: 'Install it with Android Studio or the command line tools from developer.android.com, or set ANDROID_HOME to its folder',
  },
  'toolchain-sdk-folder-wrong': {
    severity: 'error',
    message: 'There is no Android SDK in {path}, which local.properties names',
    remedy: 'Correct sdk.dir, or remove the line to use the SDK of this machine',
  },
  'gradle-module-missing': {
    severity: 'error',
    message: 'No module of the Gradle build applies the plugin com.android.application',
    remedy: 'Choose the folder that contains the settings.gradle of the app',
  },
});
