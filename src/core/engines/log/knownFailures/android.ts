/** Known failures: Android Gradle plugin 8. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const androidFailures: readonly KnownFailure[] = [
  {
    code: 'log-android-sdk-missing',
    tool: 'android',
    texts: [
      { anchor: 'SDK location not found' },
      { anchor: "Failed to find 'ANDROID_HOME' environment variable" },
      { anchor: 'The Android SDK is not installed or is not configured properly' },
      { anchor: 'Unable to locate Android SDK' },
    ],
    fix: 'choose-android-sdk',
  },
  {
    code: 'log-android-license',
    tool: 'android',
    texts: [
      { anchor: 'licences have not been accepted' },
      { anchor: 'have not accepted the license agreements' },
      { anchor: 'Android sdkmanager: licenses not accepted' },
    ],
    fix: 'choose-android-sdk',
  },
  {
    code: 'log-android-platform-missing',
    tool: 'android',
    texts: [
      { anchor: 'Failed to find target with hash string', pattern: /Failed to find target with hash string '(?<name>[^']{1,100})'/u },
    ],
    fix: 'choose-android-sdk',
  },
  {
    code: 'log-android-build-tools-missing',
    tool: 'android',
    texts: [{ anchor: 'Failed to find Build Tools revision', pattern: /Failed to find Build Tools revision (?<version>[\w.-]{1,40})/u }],
    fix: 'choose-android-sdk',
  },
  {
    code: 'log-android-build-tools-damaged',
    tool: 'android',
    texts: [{ anchor: 'is corrupted. Remove and install again', pattern: /Build Tools revision (?<version>[\w.-]{1,40}) is corrupted/u }],
  },
  {
    code: 'log-android-ndk-missing',
    tool: 'android',
    texts: [
      { anchor: 'NDK not configured' },
      { anchor: 'No version of NDK matched the requested version' },
      { anchor: 'NDK is not installed' },
    ],
    fix: 'choose-android-sdk',
  },
  {
    code: 'log-android-ndk-damaged',
    tool: 'android',
    texts: [
      { anchor: 'did not have a source.properties file', pattern: /NDK at (?<path>.{1,400}) did not have a source\.properties file/u },
    ],
  },
  {
    code: 'log-android-cmake-missing',
    tool: 'android',
    texts: [{ anchor: 'was not found in SDK', pattern: /CMake '(?<version>[^']{1,60})' was not found in SDK/u }],
  },
  {
    code: 'log-android-google-services-missing',
    tool: 'android',
    texts: [{ anchor: 'File google-services.json is missing' }, { anchor: 'Cannot copy google-services.json' }],
  },
  {
    code: 'log-android-google-services-other-app',
    tool: 'android',
    texts: [
      { anchor: 'No matching client found for package name', pattern: /No matching client found for package name '(?<name>[^']{1,200})'/u },
    ],
  },
  {
    code: 'log-android-google-services-malformed',
    tool: 'android',
    texts: [{ anchor: 'Malformed root json' }],
  },
  {
    code: 'log-android-exported',
    tool: 'android',
    texts: [
      {
        anchor: 'android:exported',
        pattern: /(?:android:exported needs to be explicitly specified|explicit value for .android:exported)/u,
      },
    ],
  },
  {
    code: 'log-android-min-sdk',
    tool: 'android',
    texts: [
      {
        anchor: 'uses-sdk:minSdkVersion',
        pattern: /uses-sdk:minSdkVersion (?<found>\w{1,20}) cannot be smaller than version (?<wanted>\w{1,20}) declared in/u,
      },
    ],
  },
  {
    code: 'log-android-manifest-conflict',
    tool: 'android',
    texts: [{ anchor: 'Attribute ', pattern: /Attribute (?<name>[\w@:#.-]{1,200}) value=\(.{0,200}\) from /u }],
  },
  {
    code: 'log-android-xml-malformed',
    tool: 'android',
    texts: [
      { anchor: 'Exception while parsing the supplied manifest file', pattern: /manifest file (?<file>.{1,400}\.xml)/u },
      { anchor: 'ManifestMerger2$MergeFailureException: Error parsing', pattern: /Error parsing (?<file>.{1,400}\.xml)/u },
    ],
  },
  {
    code: 'log-android-compile-sdk-low',
    tool: 'android',
    texts: [{ anchor: 'compile against version', pattern: /depend on it to compile against version (?<wanted>\d{1,4}) or/u }],
  },
  {
    code: 'log-android-plugin-too-old',
    tool: 'android',
    texts: [{ anchor: 'requires Android Gradle plugin', pattern: /requires Android Gradle plugin (?<wanted>[\w.-]{1,40}) or higher/u }],
  },
  {
    code: 'log-android-androidx',
    tool: 'android',
    texts: [{ anchor: 'android.useAndroidX` property is not enabled' }, { anchor: 'This project uses AndroidX dependencies' }],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-android-lint',
    tool: 'android',
    texts: [{ anchor: 'int found ', pattern: /Lint found (?:fatal )?errors (?:in the project|while assembling)/u }],
  },
  {
    code: 'log-android-kapt',
    tool: 'android',
    texts: [{ anchor: 'KaptWithoutKotlincTask$KaptExecutionWorkAction' }, { anchor: 'Could not load module <Error module>' }],
    isWeak: true,
  },
  {
    code: 'log-android-dagger-binding',
    tool: 'android',
    texts: [{ anchor: '[Dagger/MissingBinding]', pattern: /\[Dagger\/MissingBinding\] (?<name>[\w.<>?, ]{1,300}) cannot be provided/u }],
  },
  {
    code: 'log-android-desugaring',
    tool: 'android',
    texts: [{ anchor: 'core library desugaring', pattern: /requires core library desugaring to be enabled/u }],
  },
  {
    code: 'log-android-jdk-image',
    tool: 'android',
    texts: [{ anchor: 'Execution failed for JdkImageTransform' }],
    fix: 'choose-jdk',
  },
  {
    code: 'log-android-crashlytics',
    tool: 'android',
    texts: [
      {
        anchor: 'uploadCrashlyticsMappingFile',
        pattern: /Execution failed for task '(?<task>:[\w:.-]{1,200}uploadCrashlyticsMappingFile\w{0,100})'/u,
      },
    ],
  },
];
