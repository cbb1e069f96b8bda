/**
 * Projects of each framework in the shape that its own generator gives them (versions of November 2026), cut down to the files that are read.
 * Everything here was written for these tests; names and places of files, and the lines that count, are the generators'.
 */

export type ProjectTexts = Readonly<Record<string, string>>;

const wrapper = (version: string): ProjectTexts => ({
  'android/gradle/wrapper/gradle-wrapper.properties': `distributionUrl=https\\://services.gradle.org/distributions/gradle-${version}.zip\n`,
  'android/gradle/wrapper/gradle-wrapper.jar': 'jar',
});

/** `cap init Shop com.acme.shop --web-dir www`, `cap add android`: Capacitor 8.5.2. */
const capacitor: ProjectTexts = {
  'package.json':
    '{ "name": "shop", "version": "1.4.2", "dependencies": { "@capacitor/core": "^8.5.2" }, "devDependencies": { "@capacitor/cli": "^8.5.2" } }',
  'capacitor.config.json': '{ "appId": "com.acme.shop", "appName": "Shop", "webDir": "www" }',
  'www/index.html': '<!doctype html><title>Shop</title>',
  'android/settings.gradle': "include ':app'\ninclude ':capacitor-cordova-android-plugins'\napply from: 'capacitor.settings.gradle'",
  'android/variables.gradle': 'ext {\n    minSdkVersion = 24\n    compileSdkVersion = 36\n    targetSdkVersion = 36\n}',
  'android/app/build.gradle': `apply plugin: 'com.android.application'

android {
    namespace = "com.acme.shop"
    compileSdk = rootProject.ext.compileSdkVersion
    defaultConfig {
        applicationId "com.acme.shop"
        minSdkVersion rootProject.ext.minSdkVersion
        targetSdkVersion rootProject.ext.targetSdkVersion
        versionCode 1
        versionName "1.0"
    }
}`,
  ...wrapper('8.14.3-all'),
  'node_modules/@capacitor/core/package.json': '{ "version": "8.5.2" }',
  'node_modules/@capacitor/cli/package.json': '{ "version": "8.5.2", "bin": { "capacitor": "./bin/capacitor", "cap": "./bin/capacitor" } }',
};

/** `rnc-cli init Shop --package-name com.acme.shop`: React Native 0.87. */
const reactNative: ProjectTexts = {
  'package.json': '{ "name": "Shop", "version": "0.0.1", "dependencies": { "react": "19.2.3", "react-native": "0.87.1" } }',
  'app.json': '{ "name": "Shop", "displayName": "Shop" }',
  'android/settings.gradle': "rootProject.name = 'Shop'\ninclude ':app'",
  'android/app/build.gradle': `apply plugin: "com.android.application"
apply plugin: "com.facebook.react"
android {
    namespace "com.acme.shop"
    defaultConfig {
        applicationId "com.acme.shop"
        versionCode 1
        versionName "1.0"
    }
    buildTypes {
        release {
            signingConfig signingConfigs.debug
        }
    }
}`,
  ...wrapper('9.4.1-bin'),
  'node_modules/react-native/package.json': '{ "version": "0.87.1", "bin": { "react-native": "cli.js" } }',
};

/** `expo-template-blank` 57: the native folders are in .gitignore and made by prebuild. */
const expo: ProjectTexts = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "dependencies": { "expo": "~57.0.33", "react-native": "0.86.3" } }',
  'app.json': '{ "expo": { "name": "Shop", "slug": "shop", "version": "1.0.0", "android": { "package": "com.acme.shop" } } }',
  '.gitignore': 'node_modules/\n/ios\n/android\n',
  'node_modules/expo/package.json': '{ "version": "57.0.33", "bin": { "expo": "bin/cli" } }',
};

/** `cordova create shop com.acme.shop Shop`, `cordova platform add android`: Cordova 13 with cordova-android 15.1.0. */
const cordova: ProjectTexts = {
  'package.json':
    '{ "name": "com.acme.shop", "displayName": "Shop", "version": "1.0.0", "devDependencies": { "cordova-android": "^15.1.0" }, "cordova": { "platforms": ["android"] } }',
  'config.xml':
    '<?xml version="1.0" encoding="utf-8"?>\n<widget id="com.acme.shop" version="1.0.0" xmlns="http://www.w3.org/ns/widgets">\n    <name>Shop</name>\n</widget>',
  'platforms/android/app/build.gradle': "apply plugin: 'com.android.application'",
  'node_modules/cordova/package.json': '{ "version": "13.0.0", "bin": { "cordova": "./bin/cordova" } }',
  'node_modules/cordova-android/package.json': '{ "version": "15.1.0" }',
};

/** `ns create shop --template @nativescript/template-hello-world-ts`: NativeScript 9.1. */
const nativescript: ProjectTexts = {
  'package.json':
    '{ "name": "shop", "main": "src/app.ts", "dependencies": { "@nativescript/core": "~9.1.0" }, "devDependencies": { "@nativescript/android": "9.1.1" } }',
  'nativescript.config.ts':
    "import { NativeScriptConfig } from '@nativescript/core'\n\nexport default {\n  id: 'com.acme.shop',\n  appPath: 'src',\n  appResourcesPath: 'App_Resources',\n} as NativeScriptConfig\n",
  'src/app.ts': '',
  'App_Resources/Android/app.gradle': 'android {\n  defaultConfig {\n    versionCode 1\n    versionName "1.0.0"\n  }\n}',
  'node_modules/@nativescript/core/package.json': '{ "version": "9.1.0" }',
  'node_modules/nativescript/package.json': '{ "version": "9.1.1", "bin": { "tns": "./bin/tns", "ns": "./bin/tns" } }',
};

/** `tauri init`, `tauri android init`: Tauri 2.12. */
const tauri: ProjectTexts = {
  'package.json': '{ "name": "shop", "devDependencies": { "@tauri-apps/cli": "^2.12.5" } }',
  'src-tauri/tauri.conf.json':
    '{ "productName": "Shop", "version": "1.0.0", "identifier": "com.acme.shop", "build": { "frontendDist": "../dist" } }',
  'src-tauri/gen/android/settings.gradle': "include ':app'",
  'node_modules/@tauri-apps/cli/package.json': '{ "version": "2.12.5", "bin": { "tauri": "./tauri.js" } }',
};

/** `flutter create --org com.acme shop`: Flutter 3.44, with a flavor. */
const flutter: ProjectTexts = {
  'pubspec.yaml': 'name: shop\nversion: 1.0.0+1\nenvironment:\n  sdk: ^3.12.0\ndependencies:\n  flutter:\n    sdk: flutter\n',
  'android/settings.gradle.kts': 'include(":app")',
  'android/app/build.gradle.kts': `plugins {
    id("com.android.application")
    id("dev.flutter.flutter-gradle-plugin")
}
android {
    namespace = "com.acme.shop"
    defaultConfig {
        applicationId = "com.acme.shop"
        versionCode = flutter.versionCode
        versionName = flutter.versionName
    }
    flavorDimensions += "tier"
    productFlavors {
        create("free") { dimension = "tier" }
        create("paid") { dimension = "tier" }
    }
    buildTypes {
        release {
            signingConfig = signingConfigs.getByName("debug")
        }
    }
}`,
  ...wrapper('9.1.0-all'),
};

/** `dotnet new maui`: .NET 10. */
const maui: ProjectTexts = {
  'Shop.csproj': `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>net10.0-android;net10.0-ios;net10.0-maccatalyst</TargetFrameworks>
    <OutputType>Exe</OutputType>
    <UseMaui>true</UseMaui>
    <SingleProject>true</SingleProject>
    <ApplicationTitle>Shop</ApplicationTitle>
    <ApplicationId>com.acme.shop</ApplicationId>
    <ApplicationDisplayVersion>1.0</ApplicationDisplayVersion>
    <ApplicationVersion>1</ApplicationVersion>
  </PropertyGroup>
</Project>`,
};

export const frameworkProjects = {
  capacitor,
  'react-native': reactNative,
  expo,
  cordova,
  nativescript,
  tauri,
  flutter,
  maui,
} as const satisfies Readonly<Record<string, ProjectTexts>>;

export type FrameworkId = keyof typeof frameworkProjects;

/** What the generators make for iOS, as far as a plan looks at it, with the lock files of all package managers. */
export const nativeIosProjects: Readonly<Record<string, ProjectTexts>> = {
  xcode: {
    'Shop.xcodeproj/project.pbxproj': '',
    'Shop.xcodeproj/xcshareddata/xcschemes/Shop.xcscheme': '',
    'Shop.xcodeproj/xcshareddata/xcschemes/Demo.xcscheme': '',
  },
  capacitor: { 'package-lock.json': '{}', 'ios/App/App.xcodeproj/project.pbxproj': '', 'ios/App/CapApp-SPM/Package.swift': '' },
  'react-native': {
    'yarn.lock': '__metadata:\n  version: 8\n',
    'ios/Shop.xcodeproj/project.pbxproj': '',
    'ios/Shop.xcworkspace/contents.xcworkspacedata': '',
    'ios/Podfile': '',
    'ios/Podfile.lock': 'PODS:\n',
    'ios/Pods/Manifest.lock': 'PODS: old\n',
  },
  expo: { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
  cordova: {
    'npm-shrinkwrap.json': '{}',
    'platforms/ios/App.xcworkspace/contents.xcworkspacedata': '',
    'platforms/ios/App.xcodeproj/project.pbxproj': '',
  },
  flutter: { 'ios/Runner.xcworkspace/contents.xcworkspacedata': '', 'ios/Runner.xcodeproj/project.pbxproj': '' },
  maui: {},
  nativescript: {
    'yarn.lock': '# yarn lockfile v1\n',
    'App_Resources/iOS/build.xcconfig': '// Mine\nIPHONEOS_DEPLOYMENT_TARGET = 16.0;\nDEVELOPMENT_TEAM = TEAM;\n',
  },
  tauri: {
    'bun.lock': '{}',
    'src-tauri/gen/apple/shop.xcodeproj/project.pbxproj': '',
    'src-tauri/gen/apple/shop_iOS/Info.plist': '',
    'src-tauri/gen/apple/Sources/main.mm': '',
  },
  multiplatform: { 'iosApp/iosApp.xcodeproj/project.pbxproj': '', 'settings.gradle.kts': '' },
};
