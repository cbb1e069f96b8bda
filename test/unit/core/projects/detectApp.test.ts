import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { detectApp } from '../../../../src/core/projects/detectApp.ts';
import { type PlatformFacts, type ProjectFacts } from '../../../../src/core/projects/projectFacts.ts';
import { type Sourced } from '../../../../src/core/settings/origin.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { lineOf, xcodeProjectText } from '../../../support/xcodeProjects.ts';

/** Facts as `value (file:line certainty)`, lines from one, so that every origin is seen too. */
function show({ value, origin }: Sourced<string | number>): string {
  if (origin.kind !== 'project') return `${value} (${'file' in origin ? origin.file : origin.kind})`;
  const line = origin.range ? `:${origin.range.line + 1}` : '';
  const certainty = origin.certainty === undefined || origin.certainty === 'literal' ? '' : ` ${origin.certainty}`;
  return `${value} (${origin.file}${line}${certainty})`;
}

/** What is built, and where: `androidVariants.test.ts` and `iosApp.test.ts` look at it. */
function ofPlatform({
  unknown = [],
  variants: _variants,
  scheme: _scheme,
  extensions: _extensions,
  gradle: _gradle,
  minimumOs: _minimumOs,
  icon: _icon,
  ...facts
}: PlatformFacts): Record<string, string> {
  const known = Object.entries(facts).map(([name, fact]) => [name, show(fact)] as const);
  const left = unknown.map(
    ({ fact, written, origin }) => [`unknown ${fact}`, `${written} (${origin.file}:${(origin.range?.line ?? -1) + 1})`] as const,
  );
  return Object.fromEntries([...known, ...left]);
}

type Flat = Record<string, string | Record<string, string>>;

function flatten({ engine, android, ios, name, version, webDir }: ProjectFacts): Flat {
  return {
    engine,
    ...(name && { name: show(name) }),
    ...(version && { version: show(version) }),
    ...(webDir && { webDir: show(webDir) }),
    ...(android && { android: ofPlatform(android) }),
    ...(ios && { ios: ofPlatform(ios) }),
  };
}

async function detect(files: Record<string, string>): Promise<ProjectFacts | undefined> {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [posixPaths.join('/app', name), text])));
  return (await detectApp(memory, posixPaths, '/app'))?.project;
}

async function check(files: Record<string, string>, expected: Flat | undefined): Promise<void> {
  const project = await detect(files);
  deepStrictEqual(project && flatten(project), expected);
}

const gradle = `plugins { id "com.android.application" }
android {
  defaultConfig {
    // applicationId "no.no"
    applicationId "com.acme.native"
    versionCode 7
    versionName "1.2"
  }
}
`;
const nativeAndroid = (file: string) => ({
  appIdentifier: `com.acme.native (${file}:5)`,
  version: `1.2 (${file}:7)`,
  versionCode: `7 (${file}:6)`,
});
const hello = xcodeProjectText({
  targets: [
    {
      name: 'HelloTests',
      type: 'bundle.unit-test',
      settings: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.HelloTests', MARKETING_VERSION: '9' },
    },
    {
      name: 'Hello',
      settings: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.Hello', MARKETING_VERSION: '2.1', CURRENT_PROJECT_VERSION: '31' },
      debug: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.Hello.debug' },
    },
  ],
});

const nativeIos = (file: string) => ({
  appIdentifier: `com.acme.Hello (${file}:${lineOf(hello, 'com.acme.Hello;')})`,
  name: `Hello (${file}:${lineOf(hello, 'PRODUCT_NAME = Hello;')})`,
  version: `2.1 (${file}:${lineOf(hello, '2.1;')})`,
  versionCode: `31 (${file}:${lineOf(hello, '= 31;')})`,
});

describe('detectApp: web, Cordova and nothing', () => {
  it('a web app by its built files, its manifest and package.json', () =>
    check(
      {
        'index.html': 'source',
        'package.json': '{ "name": "hello", "version": "1.2.3" }',
        'dist/index.html': '<link rel="manifest" href="/app.json">',
        'dist/app.json': '{ "name": "Hello Web", "short_name": "Hello" }',
        'dist/manifest.json': '{ "name": "other" }',
      },
      { engine: 'web', name: 'Hello Web (dist/app.json)', version: '1.2.3 (package.json)', webDir: 'dist (dist/index.html)', android: {} },
    ));

  it('a web app that is nothing but a page', () => check({ 'index.html': '' }, { engine: 'web', webDir: '. (index.html)', android: {} }));

  it('reads no manifest outside the app', async () => {
    for (const link of [
      '../../secret.json',
      '..%2Fsecret.json',
      '%2e%2e/%2E%2E%2Fsecret.json',
      'a/..%5C..%5Csecret.json',
      '//x/secret.json',
    ])
      await check(
        { 'index.html': `<link rel=manifest href="${link}">`, '../secret.json': '{ "name": "Secret" }' },
        { engine: 'web', webDir: '. (index.html)', android: {} },
      );
  });

  it('goes by the link of the page alone, as the engine does', () =>
    check(
      { 'index.html': '<!-- <link rel=manifest href=no.json> --><link href=a%20b.json rel=manifest>', 'a b.json': '{"name":"A"}' },
      { engine: 'web', webDir: '. (index.html)', name: 'A (a b.json)', android: {} },
    ));

  it('Cordova: entities, comments, attributes of both platforms', () =>
    check(
      {
        'config.xml': `<?xml version="1.0"?>
<!-- <widget id="com.wrong"> -->
<widget xmlns="http://www.w3.org/ns/widgets" xmlns:cdv="http://cordova.apache.org/ns/1.0" version="1.0.2"
  id='com.acme.cordova' ios-CFBundleIdentifier="com.acme.icordova" ios-CFBundleVersion="88">
  <name>Guide &amp; <![CDATA[<Notes>]]></name>
  <platform name="android"><preference name="android-targetSdkVersion" value="34" /></platform>
</widget>`,
        'www/index.html': '',
      },
      {
        engine: 'cordova',
        name: 'Guide & <Notes> (config.xml:5)',
        version: '1.0.2 (config.xml:3)',
        android: {
          appIdentifier: 'com.acme.cordova (config.xml:4)',
          version: '1.0.2 (config.xml:3)',
          versionCode: '10002 (config.xml:3 resolved)',
          targetSdk: '34 (config.xml:6)',
        },
        ios: { appIdentifier: 'com.acme.icordova (config.xml:4)', version: '1.0.2 (config.xml:3)', versionCode: '88 (config.xml:4)' },
      },
    ));

  it('Cordova for one platform, and no other config.xml', async () => {
    const project = await detect({
      'config.xml': '<widget id="a.b" ios-CFBundleVersion="1.2.3"/>',
      'package.json': '{ "cordova": { "platforms": ["ios"] } }',
    });
    ok(project);
    deepStrictEqual(flatten(project), {
      engine: 'cordova',
      ios: { appIdentifier: 'a.b (config.xml:1)', 'unknown versionCode': '1.2.3 (config.xml:1)' },
    });
    await check({ 'config.xml': '<server/>' }, undefined);
    await check({ 'config.xml': '<widget id="a.b"' }, undefined);
  });

  it('settings alone make an app, and nothing makes none', async () => {
    const files = new MemoryFiles({ '/app/mobile-distribution.json': '{}' });
    deepStrictEqual(await detectApp(files, posixPaths, '/app'), { folder: '/app', hasSettings: true, project: undefined });
    strictEqual(await detectApp(new MemoryFiles({ '/app/README.md': '' }), posixPaths, '/app'), undefined);
  });
});

describe('detectApp: Flutter', () => {
  const pubspec = 'name: hello_flutter # mine\n# version: 9.9.9+9\nversion: "1.4.0+12"\ndependencies:\n  flutter:\n    sdk: flutter\n';
  const kotlin = `plugins { id("com.android.application") }
android {
    defaultConfig {
        applicationId = "com.acme.flutter"
        versionCode = flutter.versionCode
        versionName = flutter.versionName
    }
}
`;
  const runner = xcodeProjectText({
    targets: [
      {
        name: 'Runner',
        settings: {
          PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.iflutter',
          CURRENT_PROJECT_VERSION: '$(FLUTTER_BUILD_NUMBER)',
          INFOPLIST_FILE: 'Runner/Info.plist',
        },
      },
    ],
    xcconfig: { group: 'Flutter', file: 'Release.xcconfig' },
  });
  const plist =
    '<?xml version="1.0"?>\n<plist version="1.0"><dict>\n<key>CFBundleDisplayName</key><string>Hello &amp; Co</string>\n<key>CFBundleIdentifier</key><string>$(PRODUCT_BUNDLE_IDENTIFIER)</string>\n<key>CFBundleShortVersionString</key><string>$(FLUTTER_BUILD_NAME)</string>\n<key>CFBundleVersion</key><string>$(FLUTTER_BUILD_NUMBER)</string>\n</dict></plist>\n';

  it('takes versions from the pubspec, not from what an earlier build left', () =>
    check(
      {
        'pubspec.yaml': pubspec,
        'android/app/build.gradle.kts': kotlin,
        'android/app/src/main/AndroidManifest.xml':
          '<manifest xmlns:android="http://schemas.android.com/apk/res/android">\n<application android:label="Hello" /></manifest>',
        'ios/Runner.xcodeproj/project.pbxproj': runner,
        'ios/Runner/Info.plist': plist,
        'ios/Flutter/Release.xcconfig': '#include "Generated.xcconfig"\n',
        'ios/Flutter/Generated.xcconfig': 'FLUTTER_BUILD_NAME=0.0.1\nFLUTTER_BUILD_NUMBER=1\n',
      },
      {
        engine: 'flutter',
        name: 'hello_flutter (pubspec.yaml:1)',
        version: '1.4.0 (pubspec.yaml:3)',
        android: {
          name: 'Hello (android/app/src/main/AndroidManifest.xml:2)',
          appIdentifier: 'com.acme.flutter (android/app/build.gradle.kts:4)',
          version: '1.4.0 (pubspec.yaml:3)',
          versionCode: '12 (pubspec.yaml:3)',
        },
        ios: {
          appIdentifier: `com.acme.iflutter (ios/Runner.xcodeproj/project.pbxproj:${lineOf(runner, 'com.acme.iflutter')})`,
          name: 'Hello & Co (ios/Runner/Info.plist:3)',
          version: '1.4.0 (pubspec.yaml:3 resolved)',
          versionCode: '12 (pubspec.yaml:3 resolved)',
        },
      },
    ));

  it('a Dart package is not a Flutter app', async () => {
    await check({ 'pubspec.yaml': 'name: tool\nversion: 1.0.0\n' }, undefined);
    await check({ 'pubspec.yaml': 'name: tool\ndev_dependencies:\n  flutter:\n    sdk: flutter\n' }, undefined);
  });
});

describe('detectApp: frameworks around native projects', () => {
  it('React Native takes everything from the native projects', () =>
    check(
      {
        'package.json': '{ "name": "hello", "version": "0.0.1", "dependencies": { "react-native": "*" } }',
        'app.json': '{ "displayName": "Hello RN" }',
        'android/app/build.gradle': gradle,
        'ios/Hello.xcodeproj/project.pbxproj': hello,
      },
      {
        engine: 'react-native',
        name: 'Hello RN (app.json:1)',
        android: nativeAndroid('android/app/build.gradle'),
        ios: {
          ...nativeIos('ios/Hello.xcodeproj/project.pbxproj'),
        },
      },
    ));

  it('Capacitor: the native projects count, and another identifier in the config is kept to be reported', async () => {
    const config =
      "const id = 'com.acme.cap';\nconst config = {\n  appId: id,\n  appName: 'Hello Cap', webDir: 'dist' };\nexport default config;\n";
    await check(
      {
        'capacitor.config.ts': config,
        'package.json': '{ "version": "9.9.9" }',
        'android/app/build.gradle': gradle.replace('versionCode 7', 'versionCode rootProject.ext.code'),
        'android/variables.gradle': 'ext {\n  code = 70 + 7\n}\n',
        'android/build.gradle': 'apply from: "variables.gradle"\n',
        'dist/index.html': '',
      },
      {
        engine: 'capacitor',
        name: 'Hello Cap (capacitor.config.ts:4)',
        webDir: 'dist (capacitor.config.ts:4)',
        android: {
          name: 'Hello Cap (capacitor.config.ts:4)',
          ...nativeAndroid('android/app/build.gradle'),
          versionCode: '77 (android/app/build.gradle:6 resolved)',
          otherIdentifier: 'com.acme.cap (capacitor.config.ts:3 resolved)',
        },
      },
    );
    await check(
      { 'capacitor.config.ts': config, 'package.json': '{ "version": "9.9.9" }' },
      {
        engine: 'capacitor',
        name: 'Hello Cap (capacitor.config.ts:4)',
        webDir: 'dist (capacitor.config.ts:4)',
        ...Object.fromEntries(
          ['android', 'ios'].map((platform) => [
            platform,
            { appIdentifier: 'com.acme.cap (capacitor.config.ts:3 resolved)', name: 'Hello Cap (capacitor.config.ts:4)' },
          ]),
        ),
      },
    );
  });

  it('Expo without native projects, with a config that is code before app.json', () =>
    check(
      {
        'package.json': '{ "name": "x", "dependencies": { "expo": "*", "react-native": "*" }, "version": "0.1.0" }',
        'app.json':
          '{ "expo": { "name": "Hello", "android": { "package": "com.acme.expo", "versionCode": 3 },\n"ios": { "bundleIdentifier": "com.acme.iexpo", "buildNumber": "41" } } }',
        'app.config.ts':
          "export default ({ config }) => ({\n  ...config,\n  name: 'Other',\n  ios: { ...config.ios, bundleIdentifier: process.env.ID } });",
      },
      {
        engine: 'expo',
        name: 'Other (app.config.ts:3)',
        version: '0.1.0 (package.json)',
        android: {
          appIdentifier: 'com.acme.expo (app.json:1 guessed)',
          version: '0.1.0 (package.json)',
          versionCode: '3 (app.json:1 guessed)',
        },
        ios: {
          version: '0.1.0 (package.json)',
          versionCode: '41 (app.json:2 guessed)',
          'unknown appIdentifier': 'ios.bundleIdentifier (app.config.ts:4)',
        },
      },
    ));

  it('Expo, Capacitor and NativeScript: what the config computes is unknown, and taken from no other file', async () => {
    const version = { 'unknown version': 'version (app.config.js:1)' };
    await check(
      {
        'package.json': '{ "name": "x", "dependencies": { "expo": "*" }, "version": "0.1.0" }',
        'app.config.js': "module.exports = { name: isTest ? 'A' : 'B', version: process.env.V, android: { package: 'a.b' } };",
      },
      {
        engine: 'expo',
        android: { appIdentifier: 'a.b (app.config.js:1)', 'unknown name': 'name (app.config.js:1)', ...version },
        ios: { 'unknown name': 'name (app.config.js:1)', ...version },
      },
    );
    await check(
      { 'package.json': '{ "name": "x" }', 'capacitor.config.ts': 'export default { appId: process.env.ID, appName: nameOf(1) };' },
      {
        engine: 'capacitor',
        ...Object.fromEntries(
          ['android', 'ios'].map((platform) => [
            platform,
            { 'unknown appIdentifier': 'appId (capacitor.config.ts:1)', 'unknown name': 'appName (capacitor.config.ts:1)' },
          ]),
        ),
      },
    );
    await check(
      {
        'package.json': '{ "name": "ns", "dependencies": { "@nativescript/core": "*" }, "nativescript": { "id": "a.old" } }',
        'nativescript.config.ts': "export default { id: idOf(1), ios: { id: 'a.ios' } };",
      },
      {
        engine: 'nativescript',
        name: 'ns (package.json)',
        android: { 'unknown appIdentifier': 'id (nativescript.config.ts:1)' },
        ios: { appIdentifier: 'a.ios (nativescript.config.ts:1)' },
      },
    );
  });

  it('Expo with native projects: those that git keeps count, those that it ignores are made again', async () => {
    const files = {
      'package.json': '{ "dependencies": { "expo": "*" } }',
      'app.json':
        '{ "expo": { "name": "Hello", "version": "3.0.0", "platforms": ["android"], "android": { "package": "com.acme.expo" } } }',
      'android/app/build.gradle': gradle,
    };
    const expo = { engine: 'expo', name: 'Hello (app.json:1)', version: '3.0.0 (app.json:1)' };
    await check(files, {
      ...expo,
      android: { ...nativeAndroid('android/app/build.gradle'), otherIdentifier: 'com.acme.expo (app.json:1)' },
    });
    await check(
      { ...files, '.gitignore': 'node_modules/\n/android\n' },
      { ...expo, android: { appIdentifier: 'com.acme.expo (app.json:1)', version: '3.0.0 (app.json:1)' } },
    );
  });

  it('Expo: what the native project computes is not taken from the config, and the rest is', async () => {
    const files = (build: string) => ({
      'package.json': '{ "dependencies": { "expo": "*" } }',
      'app.json': '{ "expo": { "name": "Hello", "platforms": ["android"], "android": { "package": "com.acme.expo", "versionCode": 3 } } }',
      'android/app/build.gradle': build,
    });
    const native = nativeAndroid('android/app/build.gradle');
    const computedCode = await detect(files(gradle.replace('versionCode 7', 'versionCode count()')));
    strictEqual(computedCode?.android?.versionCode, undefined);
    deepStrictEqual(ofPlatform(computedCode?.android ?? {}), {
      appIdentifier: native.appIdentifier,
      version: native.version,
      'unknown versionCode': 'count() (android/app/build.gradle:6)',
      otherIdentifier: 'com.acme.expo (app.json:1)',
    });
    const computedIdentifier = gradle.replace('applicationId "com.acme.native"', 'applicationId idOf(1)').replace('versionCode 7', '');
    deepStrictEqual(ofPlatform((await detect(files(computedIdentifier)))?.android ?? {}), {
      version: native.version,
      versionCode: '3 (app.json:1)',
      'unknown appIdentifier': 'idOf(1) (android/app/build.gradle:5)',
    });
  });

  it('NativeScript: the identifier of the config, versions of the native files', () =>
    check(
      {
        'nativescript.config.ts':
          "import { NativeScriptConfig } from '@nativescript/core';\nexport default {\n  id: 'com.acme.ns',\n  appPath: 'src',\n} as NativeScriptConfig;",
        'package.json': '{ "name": "ns", "version": "3.0.0" }',
        'App_Resources/Android/app.gradle':
          'android {\n  compileSdkVersion 36\n  defaultConfig {\n    targetSdkVersion 36\n    versionCode 4\n    versionName "1.2.0"\n  }\n}\n',
        'App_Resources/Android/src/main/AndroidManifest.xml':
          '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="__PACKAGE__"><application android:label="@string/app_name"/></manifest>',
        'App_Resources/iOS/Info.plist':
          '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>CFBundleDisplayName</key><string>${PRODUCT_NAME}</string>\n<key>CFBundleShortVersionString</key><string>1.3.0</string><key>CFBundleVersion</key><string>1.0.0</string></dict></plist>',
      },
      {
        engine: 'nativescript',
        name: 'ns (package.json)',
        android: {
          appIdentifier: 'com.acme.ns (nativescript.config.ts:3)',
          version: '1.2.0 (App_Resources/Android/app.gradle:6)',
          versionCode: '4 (App_Resources/Android/app.gradle:5)',
          targetSdk: '36 (App_Resources/Android/app.gradle:4)',
        },
        ios: {
          appIdentifier: 'com.acme.ns (nativescript.config.ts:3)',
          version: '1.3.0 (App_Resources/iOS/Info.plist:3)',
          'unknown versionCode': '1.0.0 (App_Resources/iOS/Info.plist:3)',
        },
      },
    ));

  it('.NET MAUI: conditions, properties in properties, and the files of the platforms', () =>
    check(
      {
        'Hello.csproj': `<Project Sdk="Microsoft.NET.Sdk">
<PropertyGroup>
  <TargetFrameworks>net9.0-android;net9.0-ios</TargetFrameworks>
  <UseMaui>true</UseMaui>
  <ApplicationTitle>Hello &amp; Co</ApplicationTitle>
  <ApplicationId>com.acme.maui</ApplicationId>
  <!-- <ApplicationVersion>9</ApplicationVersion> -->
  <Minor>4</Minor>
  <ApplicationDisplayVersion>1.$(Minor)</ApplicationDisplayVersion>
  <ApplicationVersion>4</ApplicationVersion>
</PropertyGroup>
<PropertyGroup Condition="$(TargetFramework.Contains('-ios'))"><ApplicationVersion>40</ApplicationVersion></PropertyGroup>
<PropertyGroup Condition="'$(Configuration)'=='Debug'"><ApplicationId>com.acme.maui.debug</ApplicationId></PropertyGroup>
</Project>`,
      },
      {
        engine: 'maui',
        name: 'Hello & Co (Hello.csproj:5)',
        android: {
          name: 'Hello & Co (Hello.csproj:5)',
          appIdentifier: 'com.acme.maui (Hello.csproj:6)',
          version: '1.4 (Hello.csproj:9 resolved)',
          versionCode: '4 (Hello.csproj:10)',
        },
        ios: {
          name: 'Hello & Co (Hello.csproj:5)',
          appIdentifier: 'com.acme.maui (Hello.csproj:6)',
          version: '1.4 (Hello.csproj:9 resolved)',
          versionCode: '40 (Hello.csproj:12)',
        },
      },
    ));
});

describe('detectApp: Tauri', () => {
  const config =
    '{ "productName": "Notes", "version": "1.2.3", "identifier": "com.acme.notes", "bundle": { "iOS": { "minimumSystemVersion": "14.0" } } }';

  it('reads the configuration, and what a platform lays over it', () =>
    check(
      {
        'src-tauri/tauri.conf.json': config,
        'src-tauri/tauri.ios.conf.json': '{ "identifier": "com.acme.notes.ios" }',
        'src-tauri/gen/android/settings.gradle': '',
        'src-tauri/gen/apple/project.yml': '',
        'package.json': '{ "dependencies": { "@tauri-apps/api": "2" } }',
      },
      {
        engine: 'tauri',
        name: 'Notes (src-tauri/tauri.conf.json:1)',
        android: {
          appIdentifier: 'com.acme.notes (src-tauri/tauri.conf.json:1)',
          name: 'Notes (src-tauri/tauri.conf.json:1)',
          version: '1.2.3 (src-tauri/tauri.conf.json:1)',
          versionCode: '1002003 (src-tauri/tauri.conf.json:1 resolved)',
        },
        ios: {
          appIdentifier: 'com.acme.notes.ios (src-tauri/tauri.ios.conf.json:1)',
          name: 'Notes (src-tauri/tauri.conf.json:1)',
          version: '1.2.3 (src-tauri/tauri.conf.json:1)',
        },
      },
    ));

  it('takes the version from the crate where the configuration has none', () =>
    check(
      {
        'src-tauri/tauri.conf.json': '{ "identifier": "com.acme.notes" }',
        'src-tauri/Cargo.toml': '[dependencies.x]\nversion = "9"\n[package]\nname = "notes"\nversion = "0.3.1"\n',
        'src-tauri/gen/android/settings.gradle': '',
      },
      {
        engine: 'tauri',
        android: {
          appIdentifier: 'com.acme.notes (src-tauri/tauri.conf.json:1)',
          version: '0.3.1 (src-tauri/Cargo.toml:5)',
          versionCode: '3001 (src-tauri/Cargo.toml:5 resolved)',
        },
      },
    ));

  it('is not an app for phones without a mobile project', () => check({ 'src-tauri/tauri.conf.json': config }, undefined));
});

describe('detectApp: native projects', () => {
  it('Android with Gradle: the module that makes the app, wherever it is', async () => {
    await check(
      { 'settings.gradle': '', 'mobile/build.gradle': gradle },
      { engine: 'gradle', android: nativeAndroid('mobile/build.gradle') },
    );
    await check(
      {
        'settings.gradle.kts': 'include(":lib", ":apps:phone")\ninclude(":out")\nproject(":out").projectDir = file("../../outside")\n',
        'build.gradle.kts': 'plugins { id("com.android.application") version "8" apply false }',
        'lib/build.gradle.kts': 'plugins { id("com.android.library") }',
        'apps/phone/build.gradle': gradle,
      },
      { engine: 'gradle', android: nativeAndroid('apps/phone/build.gradle') },
    );
    await check({ 'settings.gradle': '', 'lib/build.gradle': 'apply plugin: "com.android.library" // com.android.application' }, undefined);
  });

  it('iOS with Xcode alone is not an Android app', () =>
    check(
      { 'Hello.xcodeproj/project.pbxproj': hello, 'Pods.xcodeproj/project.pbxproj': '' },
      { engine: 'xcode', name: 'Hello (Hello.xcodeproj)', ios: nativeIos('Hello.xcodeproj/project.pbxproj') },
    ));

  it('a project for the Mac alone makes no app for phones', () =>
    check(
      { 'Hello.xcodeproj/project.pbxproj': xcodeProjectText({ targets: [{ name: 'Hello', settings: { SDKROOT: 'macosx' } }] }) },
      undefined,
    ));
});
