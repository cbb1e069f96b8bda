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
  'variant-not-supported': {
    severity: 'error',
    message: 'The tool of {engine} builds one app for {platform}, so the variant {variant} cannot be chosen',
    remedy: 'Remove the variant from the settings; on the command line, omit --variant',
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
  'toolchain-version-missing': {
    severity: 'error',
    message: 'The settings ask for {tool} {version}, which is not on this machine; found: {versions}',
    remedy: 'Install that version, or choose another one in tools of the settings',
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
  'framework-path-unusable': {
    severity: 'error',
    message: '{tool} cannot build in a folder whose path contains all of these characters: {signs} (the path is {path})',
    remedy: 'Rename the folder',
  },
  'framework-tool-missing': {
    severity: 'error',
    message: 'The package {tool} of this project is not installed',
    remedy: 'Install the packages of the project, for example with npm install',
  },
  'framework-identifier-fixed': {
    severity: 'error',
    message: 'Packages made with {engine} have the identifier of the project, {projectIdentifier}, not {identifier}',
    remedy: 'Change the identifier in the project, or remove appIdentifier from the settings',
  },
  'framework-config-broken': {
    severity: 'error',
    message: '{file} is not valid JSON; {tool} would build the app without it',
    remedy: 'Fix the JSON; comments and trailing commas are not allowed in this file',
  },
  'framework-native-missing': {
    severity: 'error',
    message: 'The project has no native project; {command} creates it before each build',
    remedy: 'Allow it with --run-build, or run it yourself and commit the folder',
    remedyInEditor: 'Choose Run Build and Create Package…, or run it yourself and commit the folder',
  },
  'framework-build-type-unknown': {
    severity: 'error',
    message: 'The engine {engine} does not know the build type {buildType} of Gradle',
    remedy: 'Choose a variant of the build types debug or release',
  },
  'toolchain-node-missing': {
    severity: 'error',
    message: 'Node was not found on this machine',
    remedy: 'Install it from nodejs.org or with a version manager such as nvm or Volta',
  },
  'toolchain-node-unsuitable': {
    severity: 'warning',
    message: 'The project asks for Node {wanted}; {version} is used',
    remedy: 'Install the version that .nvmrc, .node-version or package.json names',
  },
  'toolchain-flutter-missing': {
    severity: 'error',
    message: 'The Flutter SDK was not found on this machine',
    remedy: 'Install it as docs.flutter.dev says, add its folder bin to PATH, or set FLUTTER_ROOT',
  },
  'toolchain-flutter-unsuitable': {
    severity: 'warning',
    message: 'The project asks for Flutter {wanted}; {version} is used',
    remedy: 'Install that version with fvm install, or change .fvmrc',
  },
  'toolchain-dotnet-missing': {
    severity: 'error',
    message: 'The .NET SDK was not found on this machine',
    remedy: 'Install it from dotnet.microsoft.com, or set DOTNET_ROOT to its folder',
  },
  'toolchain-dotnet-workload-missing': {
    severity: 'error',
    message: 'The .NET SDK of this machine has no workload that builds for phones',
    remedy: 'Run dotnet workload install {workload}',
  },
  'toolchain-rust-missing': {
    severity: 'error',
    message: 'Cargo was not found on this machine',
    remedy: 'Install Rust with rustup from rustup.rs',
  },
  'toolchain-mac-needed': {
    severity: 'error',
    message: 'This project builds for iOS on a Mac only',
    remedy:
      'Set ios.buildHost to a Mac that you reach with ssh, or build on a Mac and set ios.archive to the .xcarchive or .app that comes out',
  },
  'build-host-invalid': {
    severity: 'error',
    message: 'The build host {host} is not the name of a computer',
    remedy: 'Use a name or an address as ssh takes it, such as ada@mac.local; set ports and keys in the configuration of ssh',
  },
  'build-host-ssh-missing': {
    severity: 'error',
    message: 'The program ssh was not found; builds on another Mac need it',
    remedy: 'Install OpenSSH, or remove ios.buildHost and build on a Mac',
  },
  'build-host-copy-missing': {
    severity: 'error',
    message: 'Neither rsync nor git was found; one of them copies the project to the build host',
    remedy: 'Install rsync or git',
  },
  'build-host-copy-impossible': {
    severity: 'error',
    message: 'The project cannot be copied to the build host {host}: {reason}',
    remedy:
      'Install rsync on this computer and on the build host. Without it both need Git, and the project needs a repository with a commit',
  },
  'pair-to-mac-unfit': {
    severity: 'error',
    message: 'Pair to Mac cannot build this package: {reason}',
    remedy: 'Set ios.buildHostConnection to ssh, which works for every project and system',
  },
  'build-host-unreachable': {
    severity: 'error',
    message: 'The build host {host} does not answer: {reason}',
    remedy: 'Check that ssh connects to it without a question: with a key that an agent holds, and a host key that you accepted before',
  },
  'build-host-no-mac': {
    severity: 'error',
    message: 'The build host {host} is not a Mac but {system}',
    remedy: 'Set ios.buildHost to a computer with macOS and Xcode',
  },
  'build-host-lock-missing': {
    severity: 'error',
    message: 'The project has no lock file, so its packages cannot be installed on the build host {host}',
    remedy: 'Run npm install (or the package manager of the project) and commit its lock file',
  },
  'build-host-untracked': {
    severity: 'warning',
    message: 'Files that git does not track were not copied to the build host: {count}, such as {first}',
    remedy: 'If the build needs them, add them to git, or install rsync, which copies them too',
  },
  'archive-signing-unfit': {
    severity: 'error',
    message: 'Xcode cannot sign the archive: {reason}',
    remedy: 'Set ios.archiveSigning to none; the package is signed afterwards in any case',
  },
  'toolchain-xcode-missing': {
    severity: 'error',
    message: 'Xcode was not found on this Mac',
    remedy: 'Install it from the App Store, start it once, and choose it with xcode-select, or set DEVELOPER_DIR',
  },
  'toolchain-cocoapods-missing': {
    severity: 'error',
    message: 'The project has a Podfile, and CocoaPods is not installed',
    remedy: 'Install it, for example with brew install cocoapods',
  },
  'xcode-project-missing': {
    severity: 'error',
    message: 'No Xcode project was found in this app',
    remedy: 'Choose the folder that contains the .xcodeproj or .xcworkspace, or the ios folder beside the app',
  },
  'ci-lock-file-missing': {
    severity: 'warning',
    message: 'The project has no lock file, so a CI service does not install its packages',
    remedy: 'Commit package-lock.json, yarn.lock or pnpm-lock.yaml',
  },
  'maui-target-missing': {
    severity: 'error',
    message: 'No project file here targets {platform} with .NET MAUI',
    remedy: 'Add the target framework to TargetFrameworks, such as net10.0-{platform}',
  },
});
