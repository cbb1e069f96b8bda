/**
 * Projects of templates whose tools do not run here, in the shape that those of November 2026 give them: Flutter 3.44, .NET 10 MAUI, Xcode 26 and Kotlin
 * Multiplatform with its own application module. Written for these tests; names and places of files, and the lines that count, are the
 * templates'.
 */

import { type ProjectTexts } from './frameworkProjects.ts';
import { xcodeProjectText } from './xcodeProjects.ts';

const plist = (entries: Readonly<Record<string, string>>): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    ...Object.entries(entries).flatMap(([key, value]) => [`\t<key>${key}</key>`, `\t<string>${value}</string>`]),
    '</dict>',
    '</plist>',
    '',
  ].join('\n');

const androidManifest = (label: string, icon: string): string =>
  `<manifest xmlns:android="http://schemas.android.com/apk/res/android">\n    <application\n        android:label="${label}"\n        android:icon="${icon}">\n    </application>\n</manifest>\n`;

/** `flutter create --org com.acme flutter_demo`, with a dimension of flavors as its documentation adds it. */
const flutter: ProjectTexts = {
  'pubspec.yaml': `name: flutter_demo
description: "A new Flutter project."
publish_to: 'none'
version: 1.0.0+1

environment:
  sdk: ^3.12.0

dependencies:
  flutter:
    sdk: flutter
  cupertino_icons: ^1.0.8
`,
  'lib/main.dart': 'void main() {}\n',
  'android/settings.gradle.kts': `pluginManagement {
    val flutterSdkPath =
        run {
            val properties = java.util.Properties()
            file("local.properties").inputStream().use { properties.load(it) }
            properties.getProperty("flutter.sdk")
        }
    includeBuild("$flutterSdkPath/packages/flutter_tools/gradle")
}

plugins {
    id("dev.flutter.flutter-plugin-loader") version "1.0.0"
    id("com.android.application") version "9.0.1" apply false
}

include(":app")
`,
  'android/app/build.gradle.kts': `plugins {
    id("com.android.application")
    // After the plugins of Android and Kotlin.
    id("dev.flutter.flutter-gradle-plugin")
}

android {
    namespace = "com.acme.flutter_demo"
    compileSdk = flutter.compileSdkVersion
    ndkVersion = flutter.ndkVersion

    defaultConfig {
        applicationId = "com.acme.flutter_demo"
        minSdk = flutter.minSdkVersion
        targetSdk = flutter.targetSdkVersion
        versionCode = flutter.versionCode
        versionName = flutter.versionName
    }

    flavorDimensions += "stage"
    productFlavors {
        create("staging") {
            dimension = "stage"
            applicationIdSuffix = ".staging"
        }
        create("production") {
            dimension = "stage"
        }
    }

    buildTypes {
        release {
            signingConfig = signingConfigs.getByName("debug")
        }
    }
}

flutter {
    source = "../.."
}
`,
  'android/app/src/main/AndroidManifest.xml': androidManifest('flutter_demo', '@mipmap/ic_launcher'),
  'ios/Runner/Info.plist': plist({
    CFBundleDisplayName: 'Flutter Demo',
    CFBundleIdentifier: '$(PRODUCT_BUNDLE_IDENTIFIER)',
    CFBundleName: 'flutter_demo',
    CFBundleShortVersionString: '$(FLUTTER_BUILD_NAME)',
    CFBundleVersion: '$(FLUTTER_BUILD_NUMBER)',
  }),
  'ios/Flutter/Release.xcconfig': '#include "Generated.xcconfig"\n',
  'ios/Runner.xcworkspace/contents.xcworkspacedata': '<Workspace version="1.0"/>\n',
  'ios/Runner.xcodeproj/project.pbxproj': xcodeProjectText({
    settings: { IPHONEOS_DEPLOYMENT_TARGET: '13.0' },
    xcconfig: { group: 'Flutter', file: 'Release.xcconfig' },
    targets: [
      {
        name: 'Runner',
        settings: {
          ASSETCATALOG_COMPILER_APPICON_NAME: 'AppIcon',
          CURRENT_PROJECT_VERSION: '$(FLUTTER_BUILD_NUMBER)',
          INFOPLIST_FILE: 'Runner/Info.plist',
          PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.flutterDemo',
          PRODUCT_NAME: '$(TARGET_NAME)',
        },
      },
      { name: 'RunnerTests', type: 'bundle.unit-test', settings: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.flutterDemo.RunnerTests' } },
    ],
  }),
};

/** `dotnet new maui -n MauiDemo`. */
const maui: ProjectTexts = {
  'MauiDemo.csproj': `<Project Sdk="Microsoft.NET.Sdk">

	<PropertyGroup>
		<TargetFrameworks>net10.0-android</TargetFrameworks>
		<TargetFrameworks Condition="!$([MSBuild]::IsOSPlatform('linux'))">$(TargetFrameworks);net10.0-ios;net10.0-maccatalyst</TargetFrameworks>
		<TargetFrameworks Condition="$([MSBuild]::IsOSPlatform('windows'))">$(TargetFrameworks);net10.0-windows10.0.19041.0</TargetFrameworks>

		<OutputType>Exe</OutputType>
		<RootNamespace>MauiDemo</RootNamespace>
		<UseMaui>true</UseMaui>
		<SingleProject>true</SingleProject>
		<ImplicitUsings>enable</ImplicitUsings>
		<Nullable>enable</Nullable>

		<!-- Display name -->
		<ApplicationTitle>MauiDemo</ApplicationTitle>

		<!-- App Identifier -->
		<ApplicationId>com.acme.mauidemo</ApplicationId>

		<!-- Versions -->
		<ApplicationDisplayVersion>1.0</ApplicationDisplayVersion>
		<ApplicationVersion>1</ApplicationVersion>

		<SupportedOSPlatformVersion Condition="$([MSBuild]::GetTargetPlatformIdentifier('$(TargetFramework)')) == 'ios'">15.0</SupportedOSPlatformVersion>
		<SupportedOSPlatformVersion Condition="$([MSBuild]::GetTargetPlatformIdentifier('$(TargetFramework)')) == 'android'">21.0</SupportedOSPlatformVersion>
	</PropertyGroup>

	<ItemGroup>
		<!-- App Icon -->
		<MauiIcon Include="Resources\\AppIcon\\appicon.svg" ForegroundFile="Resources\\AppIcon\\appiconfg.svg" Color="#512BD4" />
		<MauiSplashScreen Include="Resources\\Splash\\splash.svg" Color="#512BD4" BaseSize="128,128" />
	</ItemGroup>

</Project>
`,
  'Platforms/Android/AndroidManifest.xml':
    '<?xml version="1.0" encoding="utf-8"?>\n<manifest xmlns:android="http://schemas.android.com/apk/res/android">\n\t<application android:allowBackup="true" android:icon="@mipmap/appicon" android:supportsRtl="true"></application>\n</manifest>\n',
  'Platforms/iOS/Info.plist': plist({ XSAppIconAssets: 'Assets.xcassets/appicon.appiconset' }),
};

/** *App* of Xcode 26: folders that Xcode keeps in step, no Info.plist, and a widget that was added. */
const xcode: ProjectTexts = {
  'SwiftDemo/SwiftDemoApp.swift': 'import SwiftUI\n',
  'SwiftDemo.xcodeproj/project.pbxproj': xcodeProjectText({
    isSynchronized: true,
    settings: { IPHONEOS_DEPLOYMENT_TARGET: '26.0' },
    targets: [
      {
        name: 'SwiftDemo',
        settings: {
          ASSETCATALOG_COMPILER_APPICON_NAME: 'AppIcon',
          CURRENT_PROJECT_VERSION: '1',
          GENERATE_INFOPLIST_FILE: 'YES',
          MARKETING_VERSION: '1.0',
          PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.SwiftDemo',
          PRODUCT_NAME: '$(TARGET_NAME)',
        },
        debug: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.SwiftDemo.debug' },
      },
      {
        name: 'SwiftWidgetExtension',
        type: 'app-extension',
        settings: { MARKETING_VERSION: '1.0', PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.SwiftDemo.SwiftWidget' },
      },
    ],
  }),
};

/** The wizard of Kotlin Multiplatform, with the application in a module of its own as Android plugin 9 wants it. */
const kotlinMultiplatform: ProjectTexts = {
  'settings.gradle.kts': `rootProject.name = "KotlinDemo"
enableFeaturePreview("TYPESAFE_PROJECT_ACCESSORS")

include(":composeApp")
include(":androidApp")
`,
  'gradle/libs.versions.toml': `[versions]
agp = "9.0.1"
android-compileSdk = "36"
android-minSdk = "24"
android-targetSdk = "36"
kotlin = "2.3.0"

[plugins]
androidApplication = { id = "com.android.application", version.ref = "agp" }
androidMultiplatformLibrary = { id = "com.android.kotlin.multiplatform.library", version.ref = "agp" }
kotlinMultiplatform = { id = "org.jetbrains.kotlin.multiplatform", version.ref = "kotlin" }
`,
  'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.1.0-bin.zip\n',
  'gradle/wrapper/gradle-wrapper.jar': 'jar',
  'build.gradle.kts': `plugins {
    alias(libs.plugins.androidApplication) apply false
    alias(libs.plugins.androidMultiplatformLibrary) apply false
    alias(libs.plugins.kotlinMultiplatform) apply false
}
`,
  'composeApp/build.gradle.kts': `plugins {
    alias(libs.plugins.kotlinMultiplatform)
    alias(libs.plugins.androidMultiplatformLibrary)
}

kotlin {
    androidLibrary {
        namespace = "com.acme.kotlindemo.shared"
        compileSdk = libs.versions.android.compileSdk.get().toInt()
    }
    listOf(iosArm64(), iosSimulatorArm64()).forEach { target ->
        target.binaries.framework { baseName = "ComposeApp" }
    }
}
`,
  'androidApp/build.gradle.kts': `plugins {
    alias(libs.plugins.androidApplication)
}

android {
    namespace = "com.acme.kotlindemo"
    compileSdk = libs.versions.android.compileSdk.get().toInt()

    defaultConfig {
        applicationId = "com.acme.kotlindemo"
        minSdk = libs.versions.android.minSdk.get().toInt()
        targetSdk = libs.versions.android.targetSdk.get().toInt()
        versionCode = 1
        versionName = "1.0"
    }
}

dependencies {
    implementation(projects.composeApp)
}
`,
  'androidApp/src/main/AndroidManifest.xml': androidManifest('@string/app_name', '@mipmap/ic_launcher'),
  'androidApp/src/main/res/values/strings.xml': '<resources>\n    <string name="app_name">KotlinDemo</string>\n</resources>\n',
  'iosApp/Configuration/Config.xcconfig': `TEAM_ID=

PRODUCT_NAME=KotlinDemo
PRODUCT_BUNDLE_IDENTIFIER=com.acme.kotlindemo.KotlinDemo$(TEAM_ID)

CURRENT_PROJECT_VERSION=1
MARKETING_VERSION=1.0
`,
  'iosApp/iosApp/Info.plist': plist({ CADisableMinimumFrameDurationOnPhone: 'true' }),
  'iosApp/iosApp.xcodeproj/project.pbxproj': xcodeProjectText({
    isSynchronized: true,
    settings: { IPHONEOS_DEPLOYMENT_TARGET: '18.2' },
    xcconfig: { group: 'Configuration', file: 'Config.xcconfig' },
    targets: [
      {
        name: 'iosApp',
        settings: {
          ASSETCATALOG_COMPILER_APPICON_NAME: 'AppIcon',
          GENERATE_INFOPLIST_FILE: 'YES',
          INFOPLIST_FILE: 'iosApp/Info.plist',
          PRODUCT_NAME: '$(inherited)',
        },
      },
    ],
  }),
};

export const templateProjects = { flutter, maui, xcode, kotlinMultiplatform } as const satisfies Readonly<Record<string, ProjectTexts>>;
