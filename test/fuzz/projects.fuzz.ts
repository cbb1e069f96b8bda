/** Fuzz target: project files of every framework, each text given to every detector and to the search for entitlements. */

import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { detectApp } from '../../src/core/projects/detectApp.ts';
import { findEntitlements } from '../../src/core/projects/iosEntitlements.ts';
import { ProjectFolder } from '../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../support/memoryFiles.ts';
import { xcodeProjectText } from '../support/xcodeProjects.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

/** Folders of one framework, each with the file that is altered. */
const folders: readonly { readonly altered: readonly string[]; readonly others: Readonly<Record<string, string>> }[] = [
  { altered: ['pubspec.yaml'], others: {} },
  { altered: ['app.json', 'app.config.ts', '.gitignore'], others: { 'package.json': '{ "dependencies": { "expo": "1" } }' } },
  { altered: ['package.json', 'nativescript.config.ts', 'config.xml', 'Hello.csproj'], others: {} },
  { altered: ['capacitor.config.ts', 'android/app/build.gradle', 'ios/App/App.xcodeproj/project.pbxproj'], others: {} },
  {
    altered: ['app/build.gradle', 'build.gradle', 'gradle.properties', 'gradle/libs.versions.toml', 'app/src/main/AndroidManifest.xml'],
    others: { 'settings.gradle': '' },
  },
  { altered: ['settings.gradle.kts', 'app/build.gradle.kts', 'buildSrc/src/main/kotlin/Versions.kt'], others: {} },
  { altered: ['Hello.xcodeproj/project.pbxproj'], others: {} },
  {
    altered: ['Config/A.xcconfig', 'Hello/Info.plist', 'Hello/A.entitlements'],
    others: {
      'Hello.xcodeproj/project.pbxproj': xcodeProjectText({
        targets: [{ name: 'Hello', settings: { INFOPLIST_FILE: 'Hello/Info.plist', CODE_SIGN_ENTITLEMENTS: 'Hello/A.entitlements' } }],
        xcconfig: { group: 'Config', file: 'A.xcconfig' },
      }),
    },
  },
  {
    altered: ['src-tauri/tauri.conf.json', 'src-tauri/tauri.android.conf.json', 'src-tauri/tauri.ios.conf.json', 'src-tauri/Cargo.toml'],
    others: {
      'src-tauri/gen/android/app/build.gradle.kts': 'plugins { id("com.android.application") }\nandroid { defaultConfig { minSdk = 24 } }',
      'src-tauri/gen/android/settings.gradle': "include ':app'",
      'src-tauri/gen/apple/hello.xcodeproj/project.pbxproj': xcodeProjectText({ targets: [{ name: 'hello_iOS', settings: {} }] }),
    },
  },
];

const seeds = [
  'name: a # b\nversion: "1.2.3+4"\ndependencies:\n  flutter: { sdk: flutter }\n  b:\n    - c\n',
  'plugins { id("com.android.application") }\nval major = 1 /* a /* b */ */\nandroid { defaultConfig { applicationId = "a.b.${c}"; versionCode = major * 10_000\n versionName = libs.versions.a.get() }\n productFlavors { create("f") { applicationIdSuffix = ".f" } } }',
  "apply plugin: 'com.android.application'\next { code = 5 }\nandroid.defaultConfig { versionCode project.ext.code as int\n versionName '''1''' + $/a/$ + /b/ }\napply from: \"$rootDir/a.gradle\"\n",
  '[versions]\na = "1.0"\n[plugins]\nb-c = { id = "com.android.application", version.ref = "a" }\n',
  xcodeProjectText({
    targets: [{ name: 'Hello', settings: { PRODUCT_BUNDLE_IDENTIFIER: '$(A:lower).b', MARKETING_VERSION: '$(inherited)' } }],
    xcconfig: { group: 'Config', file: 'A.xcconfig' },
    isSynchronized: true,
  }),
  '#include? "B.xcconfig"\nA[sdk=iphoneos*][config=Release] = $(inherited) ${B:default=c} // d\n',
  '<?xml version="1.0"?><manifest xmlns:android="http://schemas.android.com/apk/res/android" package="a.b" android:versionCode="5"><application android:label="@string/a"/></manifest>',
  '<widget id="a.b" version="1.2.3" ios-CFBundleVersion="4"><name>a &amp; <![CDATA[b]]></name><!-- c --></widget>',
  "<Project><PropertyGroup Condition=\"'$(Configuration)'=='Release'\"><UseMaui>true</UseMaui><ApplicationId>$(A).b</ApplicationId></PropertyGroup></Project>",
  "const id = 'a.b';\nexport default ({ config }) => ({ ...config, appId: id, android: { package: `c` }, list: ['d', { e: /[\"]/ }] });",
  '<?xml version="1.0"?><plist version="1.0"><dict><key>CFBundleVersion</key><string>$(A)</string></dict></plist>',
  '{ "productName": "A", "identifier": "a.b", "version": "Cargo.toml", "bundle": { "android": { "versionCode": 5 }, "iOS": { "minimumSystemVersion": "15.0", "bundleVersion": "7" } } }',
  '[workspace.package]\nversion = "1.2.3"\n\n[package]\nname = "a"\nversion.workspace = true # b\n',
];

export const target: FuzzTarget = {
  name: 'projects',
  seeds: async () => seeds.map(utf8),
  run: async (bytes) => {
    for (const { altered, others } of folders) {
      const files = { ...Object.fromEntries(altered.map((name): [string, Bytes] => [name, bytes])), ...others };
      const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, content]) => [`/app/${name}`, content])));
      await detectApp(memory, posixPaths, '/app');
      await findEntitlements(new ProjectFolder(memory, posixPaths, '/app'), 'a.b');
    }
  },
};
