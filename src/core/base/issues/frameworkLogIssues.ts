/** What a build log says went wrong, of Flutter, React Native, Expo, Cordova, Capacitor, NativeScript, Tauri and .NET. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const frameworkLogIssues = defineIssues({
  'log-flutter-no-project': {
    severity: 'error',
    message: 'The folder has no pubspec.yaml',
    remedy: 'Run the command in the folder of the Flutter project',
  },
  'log-flutter-versions': {
    severity: 'error',
    message: 'The packages of pubspec.yaml exclude each other',
    remedy: 'Read the lines above; change the versions, or run flutter pub upgrade',
  },
  'log-flutter-dart-version': {
    severity: 'error',
    message: 'The project does not fit Dart {found}',
    remedy: 'Use the Flutter version that the project asks for',
  },
  'log-flutter-package': {
    severity: 'error',
    message: 'The package {name} is not installed',
    remedy: 'Run flutter pub get',
  },
  'log-flutter-imperative': {
    severity: 'error',
    message: 'The Android project applies the Flutter plugin in the old way',
    remedy: 'Move to the plugins block in settings.gradle as the migration guide of Flutter shows',
  },
  'log-flutter-embedding': {
    severity: 'error',
    message: 'A plugin uses the Android embedding that Flutter removed',
    remedy: 'Update the plugin',
  },
  'log-flutter-kotlin': {
    severity: 'error',
    message: 'Flutter needs a newer Kotlin Gradle plugin',
    remedy: 'Raise the Kotlin version in settings.gradle',
  },
  'log-flutter-icons': {
    severity: 'error',
    message: 'Icons are chosen at run time, so their font cannot be reduced',
    remedy: 'Use constant IconData, or build with no-tree-shake-icons',
  },
  'log-flutter-gradle': {
    severity: 'error',
    message: 'The Gradle build that Flutter started failed',
    remedy: 'Read the lines above',
  },
  'log-metro-module-missing': {
    severity: 'error',
    message: 'The module {name} was not found',
    remedy: 'Install the package, or correct the path of the import',
  },
  'log-rn-library-version': {
    severity: 'error',
    message: '{name} needs React Native {wanted} or newer',
    remedy: 'Update React Native, or install the version of the library for yours',
  },
  'log-metro-stale': {
    severity: 'error',
    message: 'The package of the module {name} is damaged',
    remedy: 'Clear the cache of Metro and install the packages again',
  },
  'log-rn-template': {
    severity: 'error',
    message: 'No template exists for this React Native version',
    remedy: 'Name the template with its version',
  },
  'log-hermes-bytecode': {
    severity: 'error',
    message: 'The file is not Hermes bytecode',
    remedy: 'Compile the bundle with hermesc',
  },
  'log-hermes-version': {
    severity: 'error',
    message: 'The bundle was compiled with another Hermes than the one in the app',
    remedy: 'Compile the bundle with the hermesc of the React Native version of the app',
  },
  'log-expo-no-project': {
    severity: 'error',
    message: 'The folder {path} has no package.json',
    remedy: 'Run the command in the folder of the Expo project',
  },
  'log-expo-plugin-missing': {
    severity: 'error',
    message: 'The config plugin {name} is not installed',
    remedy: 'Install the package, or remove it from plugins in app.json',
  },
  'log-expo-package-name': {
    severity: 'error',
    message: 'android.package in app.json is not a valid identifier',
    remedy: 'Use letters, digits, underscores and dots; each part begins with a letter',
  },
  'log-expo-bundle-identifier': {
    severity: 'error',
    message: 'app.json has no {name}',
    remedy: 'Set it in app.json',
  },
  'log-expo-not-installed': {
    severity: 'error',
    message: 'The package expo is not installed',
    remedy: 'Install the packages of the project',
  },
  'log-cordova-no-project': {
    severity: 'error',
    message: 'The folder is not a Cordova project',
    remedy: 'Run the command in the folder with config.xml',
  },
  'log-cordova-config': {
    severity: 'error',
    message: 'The file config.xml is not well-formed XML',
    remedy: 'Fix config.xml',
  },
  'log-cordova-identifier': {
    severity: 'error',
    message: 'The app identifier is not valid',
    remedy: 'Use a reverse domain name without Java keywords, such as com.acme.app',
  },
  'log-cordova-platform-unknown': {
    severity: 'error',
    message: 'The Cordova platform {name} cannot be fetched',
    remedy: 'Check its name and version, and the network',
  },
  'log-cordova-no-package': {
    severity: 'error',
    message: 'Cordova says that it built a package, but names none',
    remedy: 'Look for the package below platforms/android; Cordova and the Android Gradle plugin do not fit each other',
  },
  'log-cordova-no-platform': {
    severity: 'error',
    message: 'The Cordova project has no platform',
    remedy: 'Add one with cordova platform add',
  },
  'log-cordova-variables': {
    severity: 'error',
    message: 'A Cordova plugin needs variables: {name}',
    remedy: 'Set them with the option variable when the plugin is added',
  },
  'log-cordova-gradle': {
    severity: 'error',
    message: 'Cordova found no Gradle',
    remedy: 'Install Gradle and put it on PATH',
  },
  'log-cordova-requirements': {
    severity: 'error',
    message: 'Cordova needs {name}, which was not found',
    remedy: 'Install it; for the JDK set CORDOVA_JAVA_HOME',
  },
  'log-capacitor-identifier': {
    severity: 'error',
    message: 'The app identifier {name} is not valid',
    remedy: 'Use a reverse domain name, such as com.acme.app',
  },
  'log-capacitor-config': {
    severity: 'error',
    message: 'The Capacitor configuration cannot be read',
    remedy: 'Fix the error that follows in the log',
  },
  'log-capacitor-no-index': {
    severity: 'error',
    message: 'The folder {path} has no index.html',
    remedy: 'Build the web app first, or correct webDir',
  },
  'log-capacitor-no-web-dir': {
    severity: 'error',
    message: 'The web folder {path} does not exist',
    remedy: 'Build the web app first, or correct webDir',
  },
  'log-capacitor-no-platform': {
    severity: 'error',
    message: 'The platform {name} is not part of the project',
    remedy: 'Add it with cap add',
  },
  'log-ns-no-project': {
    severity: 'error',
    message: 'No NativeScript project was found in {path}',
    remedy: 'Run the command in the folder of the project',
  },
  'log-ns-webpack': {
    severity: 'error',
    message: 'The webpack of this project is too new for its NativeScript: {name} was moved',
    remedy: 'Install webpack 5.101 in the project, or update @nativescript/webpack',
  },
  'log-ns-migrate': {
    severity: 'error',
    message: 'The project is for an older NativeScript than the installed one',
    remedy: 'Commit your work, then run ns migrate',
  },
  'log-ns-environment': {
    severity: 'error',
    message: 'NativeScript cannot build on this system',
    remedy: 'Run ns doctor and install what it lists',
  },
  'log-tauri-ci': {
    severity: 'error',
    message: 'Tauri does not accept the value {value} of the environment variable CI',
    remedy: 'Set CI to true',
  },
  'log-tauri-cargo': {
    severity: 'error',
    message: 'Tauri cannot start cargo',
    remedy: 'Install Rust with rustup, and put cargo on PATH',
  },
  'log-tauri-config': {
    severity: 'error',
    message: 'The Tauri configuration is not valid: {text}',
    remedy: 'Correct tauri.conf.json',
  },
  'log-tauri-not-initialized': {
    severity: 'error',
    message: 'The Tauri project has no Android or iOS project',
    remedy: 'Run tauri android init or tauri ios init',
  },
  'log-tauri-default-identifier': {
    severity: 'error',
    message: 'The app still has the identifier of the template, {identifier}',
    remedy: 'Set identifier in src-tauri/tauri.conf.json to your own',
  },
  'log-tauri-no-project': {
    severity: 'error',
    message: 'The folder is not a Tauri project',
    remedy: 'Run the command in the folder of the project',
  },
  'log-tauri-ndk': {
    severity: 'error',
    message: 'The Android environment of Tauri is incomplete',
    remedy: 'Set NDK_HOME and ANDROID_HOME',
  },
  'log-rust-target': {
    severity: 'error',
    message: 'Rust has no standard library for the target',
    remedy: 'Add the target with rustup target add',
  },
  'log-rust-linker': {
    severity: 'error',
    message: 'The linker {name} was not found',
    remedy: 'Install a C compiler, or the NDK for Android targets',
  },
  'log-rust-version': {
    severity: 'error',
    message: 'No version of the crate {name} fits',
    remedy: 'Change the version in Cargo.toml',
  },
  'log-rust-crate': {
    severity: 'error',
    message: 'The crate {name} does not exist',
    remedy: 'Correct its name in Cargo.toml',
  },
  'log-rust-lock': {
    severity: 'error',
    message: 'Cargo.lock does not fit Cargo.toml',
    remedy: 'Run cargo update and commit Cargo.lock',
  },
  'log-rust-too-old': {
    severity: 'error',
    message: 'A crate needs a newer Rust',
    remedy: 'Run rustup update',
  },
  'log-dotnet-workload': {
    severity: 'error',
    message: 'The .NET workload {name} is not installed',
    remedy: 'Install it with dotnet workload restore',
  },
  'log-dotnet-sdk-old': {
    severity: 'error',
    message: 'The .NET SDK is older than the project needs',
    remedy: 'Install the .NET SDK that the project targets',
  },
  'log-dotnet-not-restored': {
    severity: 'error',
    message: 'The packages were not restored for this target',
    remedy: 'Run dotnet restore',
  },
  'log-nuget-missing': {
    severity: 'error',
    message: 'The NuGet package {name} was not found',
    remedy: 'Correct its name, or add the source it comes from',
  },
  'log-nuget-incompatible': {
    severity: 'error',
    message: 'The NuGet package {name} does not support the target of the project',
    remedy: 'Use another version of the package',
  },
  'log-nuget-source': {
    severity: 'error',
    message: 'The NuGet source {name} cannot be reached',
    remedy: 'Check the network and nuget.config',
  },
  'log-xamarin-sdk': {
    severity: 'error',
    message: 'The Android SDK was not found by .NET',
    remedy: 'Set AndroidSdkDirectory, or run the target InstallAndroidDependencies',
  },
  'log-xamarin-platform': {
    severity: 'error',
    message: 'The Android platform for API {level} is not installed',
    remedy: 'Install platforms;android-{level} with sdkmanager',
  },
  'log-xamarin-keystore': {
    severity: 'error',
    message: 'The keystore {path} was not found',
    remedy: 'Correct AndroidSigningKeyStore',
  },
  'log-msbuild-no-project': {
    severity: 'error',
    message: 'The folder has no project or solution file',
    remedy: 'Run the command in the folder of the project',
  },
  'log-msbuild-sdk': {
    severity: 'error',
    message: 'The MSBuild SDK {name} was not found',
    remedy: 'Install the .NET SDK of the version in global.json',
  },
  'log-dotnet-xcode': {
    severity: 'error',
    message: 'This version of .NET needs another Xcode',
    remedy: 'Install that Xcode and select it, or use the workload for the installed one',
  },
  'log-dotnet-profile': {
    severity: 'error',
    message: 'No provisioning profile fits {name}',
    remedy: 'Install a profile for the identifier, or set CodesignProvision',
  },
  'log-dotnet-signing-key': {
    severity: 'error',
    message: 'The keychain has no signing key for iOS',
    remedy: 'Import the certificate and its key as a .p12 file',
  },
  'log-rn-sentry': {
    severity: 'error',
    message: 'The upload to Sentry that is part of the build has no organization or token',
    remedy: 'Set SENTRY_ORG, SENTRY_PROJECT and SENTRY_AUTH_TOKEN, or SENTRY_DISABLE_AUTO_UPLOAD=true to build without the upload',
  },
  'log-rn-autolinking': {
    severity: 'error',
    message: 'React Native does not find the package of the Android app for its autolinking',
    remedy: 'Set namespace in android/app/build.gradle, and remove android/build/generated/autolinking',
  },
  'log-rn-codegen': {
    severity: 'error',
    message: 'The native code that React Native generates is missing: {path}',
    remedy: 'Build again without clean in the same call; after a package changed, remove the folder android/app/.cxx first',
  },
  'log-rn-reanimated': {
    severity: 'error',
    message: 'This version of Reanimated does not support the New Architecture on this version of React Native',
    remedy: 'Install the version of react-native-reanimated that its table of versions names for your React Native',
  },
  'log-flutter-symlinks': {
    severity: 'error',
    message: 'Windows does not allow links, which Flutter needs for its plugins',
    remedy: 'Turn on Developer Mode in the settings of Windows',
  },
  'log-dotnet-java': {
    severity: 'error',
    message: '.NET for Android needs JDK {wanted} or later',
    remedy: 'Choose a later JDK, or set JavaSdkDirectory',
  },
  'log-dotnet-out-of-support': {
    severity: 'error',
    message: 'The workload {name} is no longer supported',
    remedy: 'Raise TargetFrameworks of the project to a supported .NET, such as net10.0-android',
  },
  'log-expo-account': {
    severity: 'error',
    message: 'Expo wants an account, and none is signed in',
    remedy: 'Set EXPO_TOKEN, or sign in with expo login; Mobile Distribution itself does not need one',
  },
  'log-cordova-plugin-old': {
    severity: 'error',
    message: 'A Cordova plugin is too old for this Cordova: its hook loads the module {name} in a way that is gone',
    remedy: 'Update the plugin',
  },
  'log-flutter-cmdline-tools': {
    severity: 'error',
    message: 'The Android SDK has no command-line tools, which Flutter needs for licenses',
    remedy: 'Install cmdline-tools with the SDK Manager of Android Studio or sdkmanager',
  },
});
